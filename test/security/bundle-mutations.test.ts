import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';
import { verifyBundle } from '../../electron/engine/bundle/verify.ts';
import {
  makeAttack,
  mutateSigned,
  mutateUnsigned,
  signedByAttacker,
  type Attack,
} from './bundle-mutations.ts';

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

  it('is changed by an attacker whose own key would pass', async () => {
    const path = await signedByAttacker(attack);
    const job = { signal: new AbortController().signal, report: () => undefined };
    expect(await verifyBundle({ path, recompute: true }, job)).toMatchObject({
      ok: true,
      signerGiven: false,
    });
    expect(await verifyBundle({ path, signer: attack.signer }, job)).toMatchObject({ ok: false });
  });

  it('never verifies against the key of the auditor when another signed it again', async () => {
    const { named, wrong } = await mutateSigned(attack, 200, { seed: 20_260_309, recompute: false });
    expect(wrong).toEqual([]);
    expect(named).toBe(200);
  });

  it('never passes being computed again with a change of what can be confirmed', async () => {
    const { named, unseen, wrong } = await mutateSigned(attack, 25, { seed: 20_260_309, recompute: true });
    expect(wrong).toEqual([]);
    expect(named).toBeGreaterThan(15);
    expect(named + unseen).toBe(25);
  });
});
