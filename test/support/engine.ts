// Engines and audits for tests, closed and removed by themselves (see temporary.ts).
import { join } from 'node:path';
import { createEngine, type Engine } from '../../electron/engine/engine.ts';
import { closedAtEnd, temporaryFolder } from './temporary.ts';

type Notify = Parameters<typeof createEngine>[0];
type Runner = Parameters<typeof createEngine>[1];

/** An engine without an audit. */
export const testEngine = (notify: Notify = () => undefined, runner?: Runner): Engine =>
  closedAtEnd(createEngine(notify, runner));

export interface TestAudit {
  engine: Engine;
  /** Holds the audit and whatever else the test puts there. */
  folder: string;
  /** Of the audit file. */
  path: string;
}

/** An engine with a new audit open in it. */
export async function testAudit(name: string, notify?: Notify): Promise<TestAudit> {
  const folder = temporaryFolder();
  const path = join(folder, 'audit.assay');
  const engine = testEngine(notify);
  await engine.call('audit.create', { path, name });
  return { engine, folder, path };
}
