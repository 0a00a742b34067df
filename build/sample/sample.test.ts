import { readFileSync, readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sampleFiles } from './generator/generate.ts';

const folder = resolve(import.meta.dirname, 'data');

describe('the sample engagement', () => {
  it('is what its seeded generator makes, byte for byte', () => {
    const made = sampleFiles();
    expect(readdirSync(folder).toSorted()).toEqual(
      Object.keys(made)
        .map((name) => `${name}.gz`)
        .toSorted(),
    );
    for (const [name, text] of Object.entries(made)) {
      const kept = gunzipSync(readFileSync(resolve(folder, `${name}.gz`))).toString();
      expect(kept === text, `${name} differs from what the generator makes`).toBe(true);
    }
  });

  it('takes less than 3 MB in the repository', () => {
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(resolve(folder, name)).size, 0);
    expect(bytes).toBeLessThan(3_000_000);
  });
});
