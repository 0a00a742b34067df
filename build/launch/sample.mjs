// The audit of the sample engagement, played by the command line from build/sample/ whenever what it is made from
// has changed: it is a product, so it is not kept in the repository.
import { mkdirSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFlags, paths } from './paths.mjs';
import { run } from './processes.mjs';
import { SetupError, say } from './say.mjs';
import { digestOfSources, readStamp, withLock, writeStamp } from './stamps.mjs';

const audit = join(paths.root, 'build', 'sample', 'sample-engagement.assay');
const stamp = join(paths.cache, 'stamps', 'sample');
const sources = [
  'shared',
  'electron/engine',
  'electron/cli',
  'build/sample/engagement.json',
  'build/sample/data',
];

/** Makes the sample audit unless it is current. Needs dist/. Returns its path. */
export async function ensureSample() {
  const digest = digestOfSources(paths.root, sources);
  const isCurrent = () => existsSync(audit) && readStamp(stamp) === digest;
  if (isCurrent()) return audit;
  return withLock(join(paths.cache, 'locks', 'sample'), async () => {
    if (isCurrent()) return audit;
    say('making the audit of the sample engagement');
    const work = join(paths.cache, `sample.${process.pid}`);
    const draft = join(work, 'sample-engagement.assay');
    mkdirSync(work, { recursive: true });
    try {
      const { status, output } = await run(process.execPath, [
        ...nodeFlags,
        paths.cli,
        'sample',
        '--out',
        draft,
      ]);
      if (status !== 0) {
        process.stderr.write(output);
        throw new SetupError(
          `The sample engagement could not be made (status ${status}); the reason is above.`,
        );
      }
      renameSync(draft, audit);
      writeStamp(stamp, digest);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
    return audit;
  });
}
