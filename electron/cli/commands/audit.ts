import type { Output } from '../../../shared/contract/index.ts';
import type { Source } from '../../../shared/contract/sources.ts';
import { answer, keyValues, required, text, type CliCommand } from '../command.ts';
import { renderError, renderTable, type Table } from '../output.ts';

const sourceTable = (sources: readonly Source[]) => () =>
  renderTable({
    columns: ['id', 'file', 'format', 'rows', 'rejected', 'bytes', 'sha256'],
    rows: sources.map((source) => [
      source.id,
      source.duplicateOf === undefined
        ? source.file
        : `${source.file} (already source ${source.duplicateOf})`,
      source.format,
      source.rows,
      source.rejectedCount,
      source.bytes,
      `${source.sha256.slice(0, 16)}…`,
    ]),
  });

/** Of what the engine says, the error stands beside the choice, as in every other document. */
const detected = ({ file, candidates, choice }: Output<'source.detect'>) =>
  choice.state === 'none'
    ? { file, candidates, choice: { state: choice.state }, error: choice.error }
    : { file, candidates, choice };

export const auditCommands: readonly CliCommand[] = [
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
    name: 'import',
    summary: 'import files as evidence',
    define: (command) =>
      command
        .argument('<audit>')
        .argument('<files...>')
        .option('--as <format>', 'take the files as this format')
        .option('--tz <zone>', 'zone of local times, such as Europe/Berlin')
        .option('--option <key=value...>', 'a setting of the importer'),
    async run({ engine, say }, args, options) {
      await engine.call('audit.open', { path: required(args, 0), write: 'required' });
      const sources: Source[] = [];
      for (const path of args.slice(1)) {
        const source = await engine.call('source.import', {
          path,
          as: text(options['as']),
          timeZone: text(options['tz']),
          options: keyValues(options['option']),
        });
        for (const { message } of source.warnings) say(`${source.file}: ${message}`);
        sources.push(source);
      }
      return answer({ sources }, sourceTable(sources));
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
