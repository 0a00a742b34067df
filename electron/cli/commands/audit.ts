import type { Output } from '../../../shared/contract/index.ts';
import { answer, required, text, type CliCommand } from '../command.ts';
import { renderError, renderTable, type Table } from '../output.ts';
import { sourceTable } from './source-table.ts';

/** Of what the engine says, the error stands beside the choice, as in every other document. */
const detected = ({ file, candidates, choice }: Output<'source.detect'>) =>
  choice.state === 'none'
    ? { file, candidates, choice: { state: choice.state }, error: choice.error }
    : { file, candidates, choice };

export const commands: readonly CliCommand[] = [
  {
    name: 'init',
    summary: 'make a new audit file',
    define: (command) =>
      command
        .argument('<audit>', 'the file to make, NAME.assay')
        .requiredOption('--name <name>', 'name of the audit')
        .option('--client <client>', 'whose system is audited')
        .option('--auditor <auditor>', 'who audits'),
    async run({ engine }, args, options) {
      const { auditId, path, schemaVersion } = await engine.call('audit.create', {
        path: required(args, 0),
        name: text(options['name']) ?? '',
        client: text(options['client']),
        auditor: text(options['auditor']),
      });
      return answer({ auditId, path, schemaVersion }, () => [`Made ${path}.`]);
    },
  },
  {
    name: 'detect',
    summary: 'say which format files are',
    define: (command) => command.argument('<files...>'),
    async run({ engine }, args) {
      const files: Output<'source.detect'>[] = [];
      for (const path of args) files.push(await engine.call('source.detect', { path }));
      return answer({ files: files.map(detected) }, () => [
        ...renderTable({
          columns: ['file', 'format', 'kind', 'score'],
          rows: files.flatMap(({ file, candidates }): Table['rows'] =>
            candidates.length === 0
              ? [[file, 'not recognised', '', null]]
              : candidates.map(({ format, kind, score }) => [file, format, kind, score]),
          ),
        }),
        ...files.flatMap(({ choice }) => (choice.state === 'none' ? ['', renderError(choice.error)] : [])),
      ]);
    },
  },
  {
    name: 'sources',
    summary: 'list the imported files',
    define: (command) => command.argument('<audit>'),
    async run({ engine }, args) {
      await engine.call('audit.open', { path: required(args, 0), write: 'never' });
      const { sources } = await engine.call('source.list', {});
      return answer({ sources }, sourceTable(sources));
    },
  },
];
