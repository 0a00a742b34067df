import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Output } from '../../../shared/contract/index.ts';
import { answer, usageError, type CliCommand } from '../command.ts';
import { asAuditError } from '../../engine/db/system-errors.ts';
import type { Engine } from '../../engine/engine.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import { playSample, sampleName } from '../sample.ts';

/** What a run leaves in its folder. The next run replaces it, but for the key, which it uses again. */
const outputs = {
  audit: 'sample-engagement.assay',
  report: 'report',
  key: 'auditor-key',
  publicKey: 'auditor-key.pub',
  bundle: 'sample-engagement-bundle.zip',
} as const;

/**
 * Removes the audit of an earlier run and says whether there was one. Files of these names that no such run made are
 * never touched: a run is told by its audit. Throws `usage.invalid` for them.
 */
async function makeRoom(engine: Engine, audit: string, paths: readonly string[]): Promise<boolean> {
  const taken = paths.find((path) => existsSync(path));
  if (taken !== undefined && !(await isSample(engine, audit))) throw notOfARun(taken);
  const folder = dirname(audit);
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(audit, { force: true });
  } catch (error) {
    throw asAuditError(error, folder);
  }
  return taken !== undefined;
}

const notOfARun = (path: string): AssayError =>
  usageError(
    `${path} is there already, and is not of an earlier run of the sample engagement.`,
    'Choose another place with --out.',
  );

/** The key of an earlier run, or a new one. */
async function auditorKey(engine: Engine, path: string): Promise<Output<'key.inspect'>> {
  const comment = 'auditor@sample.example';
  if (!existsSync(path)) return engine.call('key.generate', { out: path, comment });
  const key = await engine.call('key.inspect', { path });
  if (key.comment !== comment) throw notOfARun(path);
  return key;
}

async function isSample(engine: Engine, path: string): Promise<boolean> {
  try {
    const { name } = await engine.call('audit.open', { path, write: 'never' });
    await engine.call('audit.close', {});
    return name === sampleName();
  } catch (error) {
    if (error instanceof AssayError) return false;
    throw error;
  }
}

export const commands: readonly CliCommand[] = [
  {
    name: 'demo',
    summary: 'the sample engagement, from raw files to a verified bundle',
    define: (command) => command.requiredOption('--out <folder>'),
    async run({ engine, say }, _args, options) {
      const folder = resolve(String(options['out']));
      const path = (output: keyof typeof outputs): string => resolve(folder, outputs[output]);
      const replace = await makeRoom(
        engine,
        path('audit'),
        Object.values(outputs).map((name) => resolve(folder, name)),
      );
      await playSample(engine, path('audit'), say);
      const report = await engine.call('report.build', { out: path('report'), replace });
      for (const file of report.files) say(`Wrote ${file.path}.`);
      const key = await auditorKey(engine, path('key'));
      const bundle = await engine.call('bundle.create', { key: key.path, out: path('bundle'), replace });
      const { ok } = await engine.call('bundle.verify', { path: bundle.path, recompute: true });
      const result = { audit: path('audit'), bundle: bundle.path, verified: ok };
      const text = () => [
        `audit   ${result.audit}`,
        `report  ${path('report')}`,
        `bundle  ${result.bundle}`,
        `signed by ${key.fingerprint}; ${ok ? 'verified' : 'NOT verified'}`,
      ];
      return answer(result, text, ok);
    },
  },
  {
    name: 'sample',
    summary: 'make the audit of the sample engagement',
    define: (command) => command.requiredOption('--out <audit>', 'the file to make, NAME.assay'),
    async run({ engine, say }, _args, options) {
      const path = resolve(String(options['out']));
      await makeRoom(engine, path, [path]);
      await playSample(engine, path, say);
      return answer({ audit: path }, () => [path]);
    },
  },
];
