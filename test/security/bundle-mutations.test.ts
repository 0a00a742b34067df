import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';
import { makeAttack, mutateSigned, mutateUnsigned, type Attack } from './bundle-mutations.ts';

describe('a bundle that was changed at random', () => {
  let attack: Attack;
  beforeAll(async () => {
    attack = await makeAttack(temporaryFolder());
  });

  it('never verifies as it stands', async () => {
    const { refused, named, wrong } = await mutateUnsigned(attack, 300, 20_260_309);
    expect(wrong).toEqual([]);
    expect(named).toBeGreaterThan(200);
    expect(refused + named).toBe(300);
  });

  it('never verifies against the key of the auditor when another signed it again', async () => {
    const { named, wrong } = await mutateSigned(attack, 200, { seed: 20_260_309, recompute: false });
    expect(wrong).toEqual([]);
    expect(named).toBe(200);
  });

  it('never comes out when it is computed again, whoever signed it', async () => {
    const { named, unseen, wrong } = await mutateSigned(attack, 25, { seed: 20_260_309, recompute: true });
    expect(wrong).toEqual([]);
    expect(named).toBeGreaterThan(15);
    expect(named + unseen).toBe(25);
  });
});
