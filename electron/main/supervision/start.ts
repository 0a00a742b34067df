// Picks the way the engine is started on this runtime.
import { app } from 'electron';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Layout } from '../layout.ts';
import type { TestHooks } from '../test-hooks.ts';
import type { StartEngine } from './channel.ts';
import { startInChildProcess } from './child-process.ts';
import { engineEnvironment } from './environment.ts';
import { canLoadDatabase, findNode } from './runtime.ts';
import { startInUtilityProcess } from './utility-process.ts';

/** Another engine and adapter are those that a test names. */
export function chooseEngine(
  layout: Layout,
  { engine, adapter }: Pick<TestHooks, 'engine' | 'adapter'>,
): StartEngine {
  const entry = engine ?? layout.engineEntry;
  const env = engineEnvironment(process.env);
  const useUtility = adapter === undefined ? canLoadDatabase(process.versions) : adapter === 'utility';
  return useUtility
    ? startInUtilityProcess(entry, env)
    : startInChildProcess(entry, requireNode(layout), env);
}

/** The Node for a child process. Throws `engine.node-missing`. */
export function requireNode(layout: Layout): string {
  const node = findNode({
    platform: process.platform,
    arch: process.arch,
    resources: layout.resources,
    root: layout.root,
  });
  if (node !== null) return node;
  throw new AssayError({
    code: 'engine.node-missing',
    message: 'No Node of version 22.14 or newer was found to run the engine.',
    hint: app.isPackaged ? 'Install Assay again.' : 'Run npm start, which installs it.',
  });
}
