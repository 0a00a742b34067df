import { mkdirSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { answer, type CliCommand } from '../command.ts';
import { playSample } from '../sample.ts';

/** What a run leaves in its folder, and what the next run replaces. */
const outputs = {
  audit: 'sample-engagement.assay',
  report: 'report',
  key: 'auditor-key',
  publicKey: 'auditor-key.pub',
  bundle: 'sample-engagement-bundle.zip',
} as const;

export const demoCommands: readonly CliCommand[] = [
  {
    name: 'demo',
    summary: 'the sample engagement, from raw files to a verified bundle',
    define: (command) => command.requiredOption('--out <folder>'),
    async run({ engine, say }, _args, options) {
      const folder = resolve(String(options['out']));
      mkdirSync(folder, { recursive: true });
      const path = (output: keyof typeof outputs): string => resolve(folder, outputs[output]);
      for (const name of Object.values(outputs))
        rmSync(resolve(folder, name), { recursive: true, force: true });
      await playSample(engine, path('audit'), say);
      const report = await engine.call('report.build', { out: path('report'), formats: ['html', 'json'] });
      for (const file of report.files) say(`Wrote ${file.path}.`);
      const key = await engine.call('key.generate', { out: path('key'), comment: 'auditor@sample.example' });
      const bundle = await engine.call('bundle.create', { key: key.path, out: path('bundle') });
      const { ok } = await engine.call('bundle.verify', { path: bundle.path, recompute: true });
      const result = { audit: path('audit'), bundle: bundle.path, verified: ok };
      const text = [
        `audit   ${result.audit}`,
        `report  ${path('report')}`,
        `bundle  ${result.bundle}`,
        `signed by ${key.fingerprint}; ${ok ? 'verified' : 'NOT verified'}`,
      ].join('\n');
      return answer(result, text, ok);
    },
  },
  {
    name: 'sample',
    summary: 'make the audit of the sample engagement',
    define: (command) => command.requiredOption('--out <audit>', 'the file to make, NAME.assay'),
    async run({ engine, say }, _args, options) {
      const path = resolve(String(options['out']));
      mkdirSync(dirname(path), { recursive: true });
      rmSync(path, { force: true });
      await playSample(engine, path, say);
      return answer({ audit: path }, path);
    },
  },
];
