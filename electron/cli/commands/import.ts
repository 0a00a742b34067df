// Import and its dry run: files, and what archives and folders hold.
import type { Output } from '../../../shared/contract/index.ts';
import type { LeftFile, PreviewedFile, Source } from '../../../shared/contract/sources.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import {
  answer,
  keyValues,
  required,
  text,
  usageError,
  type Answer,
  type CliCommand,
  type CliContext,
} from '../command.ts';
import { apart, renderTable } from '../output.ts';
import { sourceTable } from './source-table.ts';

type Outcome = Output<'source.importAll'>;

/** Reasons longer than this are cut in a table; `--json` has them whole. */
const reasonLength = 100;
const brief = (reason: string): string =>
  reason.length <= reasonLength ? reason : `${reason.slice(0, reasonLength)}…`;

/** What a person is told of files that an operating system or the file's owner hid. */
const hiddenLines = (hidden: number): string[] =>
  hidden === 0 ? [] : [`${hidden} hidden ${hidden === 1 ? 'file was' : 'files were'} passed over.`];

const leftTable = (left: readonly LeftFile[]): Iterable<string> =>
  renderTable({
    columns: ['left', 'in', 'why'],
    rows: left.map(({ path, container, member, reason }) => [member ?? path, container, brief(reason)]),
  });

/** A file of its own, or a container of which nothing could be taken: the command fails with what it says. */
function refuseWhole({ sources, left }: Outcome): void {
  const whole = left.find(
    ({ container, member }) => container === null || (member === null && sources.length === 0),
  );
  if (whole === undefined) return;
  const { path, code, reason, hint, line, offset } = whole;
  throw new AssayError({
    code,
    message: reason,
    file: path,
    ...(hint !== undefined && { hint }),
    ...(line !== undefined && { line }),
    ...(offset !== undefined && { offset }),
  });
}

async function importPaths(
  { engine, say }: CliContext,
  paths: readonly string[],
  options: Record<string, unknown>,
): Promise<Answer> {
  const all: Outcome = { sources: [], left: [], hidden: 0 };
  for (const path of paths) {
    const one = await engine.call('source.importAll', {
      paths: [path],
      as: text(options['as']),
      timeZone: text(options['tz']),
      options: keyValues(options['option']),
    });
    for (const source of one.sources) warn(source, say);
    refuseWhole(one);
    all.sources.push(...one.sources);
    all.left.push(...one.left);
    all.hidden += one.hidden;
  }
  const tables = (): Iterable<string>[] => [
    sourceTable(all.sources)(),
    ...(all.left.length > 0 ? [leftTable(all.left)] : []),
    ...(all.hidden > 0 ? [hiddenLines(all.hidden)] : []),
  ];
  return answer(all, () => apart(tables()), all.sources.length > 0);
}

const warn = ({ file, warnings }: Source, say: CliContext['say']): void => {
  for (const { message } of warnings) say(`${file}: ${message}`);
};

const becomes = ({ format, tied }: PreviewedFile): string =>
  format ?? (tied.length > 0 ? `${tied.join(' or ')}?` : 'left');

async function previewPaths({ engine }: CliContext, paths: readonly string[]): Promise<Answer> {
  const { files, hidden } = await engine.call('source.preview', { paths: [...paths] });
  const tables = (): Iterable<string>[] => [
    renderTable({
      columns: ['file', 'in', 'bytes', 'becomes', 'why not'],
      rows: files.map((one) => [
        one.member ?? one.file,
        one.container,
        one.bytes,
        becomes(one),
        brief(one.reason ?? ''),
      ]),
    }),
    ...(hidden > 0 ? [hiddenLines(hidden)] : []),
  ];
  return answer(
    { files, hidden },
    () => apart(tables()),
    files.some(({ format }) => format !== null),
  );
}

const importFiles: CliCommand = {
  name: 'import',
  summary: 'import files, and what archives and folders hold, as evidence',
  define: (command) =>
    command
      .argument('<audit>')
      .argument('<files...>', 'files, folders, and archives: zip, tar, tar.gz, tar.zst')
      .option('--as <format>', 'take the files as this format')
      .option('--tz <zone>', 'zone of local times, such as Europe/Berlin')
      .option('--option <key=value...>', 'a setting of the importer')
      .option('--dry-run', 'only say what each file would become'),
  async run(context, args, options) {
    const isDry = options['dryRun'] === true;
    if (isDry && options['as'] !== undefined) {
      throw usageError('--dry-run recognises files, so that it takes no --as.');
    }
    await context.engine.call('audit.open', { path: required(args, 0), write: isDry ? 'never' : 'required' });
    const paths = args.slice(1);
    return isDry ? previewPaths(context, paths) : importPaths(context, paths, options);
  },
};

export const commands: readonly CliCommand[] = [importFiles];
