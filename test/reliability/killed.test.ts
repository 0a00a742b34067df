// Processes killed with SIGKILL at seeded moments of their work; `npm run bench` does the same at a larger scale.
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';
import { killOnce, makeGround, type Ground } from './kills.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await makeGround(temporaryFolder());
});

describe('a process killed at work', () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'loses nothing that was acknowledged, and leaves nothing in the way: seed %i',
    async (seed) => {
      const { wrong } = await killOnce(ground, seed);
      expect(wrong).toEqual([]);
    },
  );
});
