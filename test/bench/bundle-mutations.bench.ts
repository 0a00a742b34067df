// Verifies bundles that were changed at random, at a scale that the tests do not wait for.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAttack, mutateSigned, mutateUnsigned, type Tally } from '../security/bundle-mutations.ts';

/** A seed of its own for each run, which is printed. */
export async function bench(): Promise<void> {
  const seed = Date.now() % 2 ** 31;
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-bundles-'));
  try {
    const attack = await makeAttack(folder);
    process.stdout.write(`seed ${seed}\n`);
    await report('as it stands, 6,000', () => mutateUnsigned(attack, 6000, seed));
    await report('signed again, against the auditor’s key, 2,000', () =>
      mutateSigned(attack, 2000, { seed, recompute: false }),
    );
    await report('signed again, computed again, 400', () =>
      mutateSigned(attack, 400, { seed, recompute: true }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One line of counts. Throws when any change passed. */
async function report(name: string, work: () => Promise<Tally>): Promise<void> {
  const startedAt = performance.now();
  const { refused, named, told, unseen, wrong } = await work();
  if (wrong.length > 0) throw new Error(`${name}: ${wrong.join('; ')}`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(
    `${name}: ${refused} refused, ${named} named, ${told} told, ${unseen} not confirmable, 0 passed, in ${seconds} s\n`,
  );
}
