// For tests: analyses that never end, or end when a file is there; each run adds a byte to a file of its own.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { analysisOf, registryOf } from './test-registry.ts';

/** Never ends by itself. */
const endless = analysisOf(
  { id: 'endless', version: 1, parameters: z.object({}) },
  {
    inputs: () => [1],
    run(_db, _parameters, { report }) {
      for (let done = 1; ; done += 1) report({ phase: 'Turning', done, total: 0, unit: 'turns' });
    },
  },
);

/** As `endless`, with little time. */
const hasty = analysisOf(
  { id: 'hasty', version: 1, parameters: z.object({}), timeLimitMs: 50 },
  { inputs: () => [1], run: endless.run },
);

/** Counts the live sources once `path` is there; `path.runs` has a byte for each run. */
const gated = analysisOf(
  { id: 'gated', version: 1, parameters: z.object({ path: z.string() }) },
  {
    inputs: () => [1],
    run(db, { path }, { report }) {
      appendFileSync(`${path}.runs`, 'x');
      for (let done = 1; !existsSync(path); done += 1) {
        report({ phase: 'Waiting for the file', done, total: 0, unit: 'looks' });
      }
      return { live: db.prepare("select count(*) from source where state = 'live'").pluck().get() };
    },
  },
);

/** Stuck in the system, where nothing ends it, until somebody opens the pipe `path` to write. */
const stuck = analysisOf(
  { id: 'stuck', version: 1, parameters: z.object({ path: z.string() }) },
  {
    inputs: () => [],
    run: (_db, { path }) => ({ read: readFileSync(path, 'utf8') }),
  },
);

export const heldRegistry = registryOf(endless, hasty, gated, stuck);
