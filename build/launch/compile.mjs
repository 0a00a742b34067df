// Builds dist/ when it is not what the sources would give.
import { join } from 'node:path';
import { paths } from './paths.mjs';
import { run } from './processes.mjs';
import { SetupError, say } from './say.mjs';
import { digestOfSources, readStamp, withLock } from './stamps.mjs';

/** The stamp inside dist/, written by build/compile.ts. */
export const distStamp = join(paths.dist, '.stamp');

/** What dist/ is made from. */
export const digestOfDist = () =>
  digestOfSources(paths.root, [
    'shared',
    'electron',
    'renderer',
    'build/compile.ts',
    'build/licenses.ts',
    'package-lock.json',
  ]);

const isCurrent = () => readStamp(distStamp) === digestOfDist();

/** Compiles unless dist/ is current. */
export async function ensureCompiled() {
  if (isCurrent()) return;
  await withLock(
    join(paths.cache, 'locks', 'compile'),
    async () => {
      if (isCurrent()) return;
      say('compiling');
      const { status, output } = await run(process.execPath, [join(paths.root, 'build', 'compile.ts')]);
      if (status !== 0) {
        process.stderr.write(output);
        throw new SetupError(`Compiling failed with status ${status}; the reason is above.`);
      }
    },
    () => say('waiting for another start that is compiling'),
  );
}
