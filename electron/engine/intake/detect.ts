// Which format a file has, told from its first 64 KB. Scores are compared, and a tie is called one, here and nowhere
// else: import, command line and window act on the same answer.
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Format } from '../formats/format.ts';
import { formats } from '../formats/registry.ts';

export interface Candidate {
  format: Format;
  /** Above 0, at most 1. */
  score: number;
}

export type Choice =
  | { state: 'one'; format: Format; confidence: number }
  /** They share the best score, so that the user must say which it is. */
  | { state: 'tied'; formats: readonly [Format, Format, ...Format[]] }
  | { state: 'none'; error: AssayError };

export interface Detection {
  /** Every format that could read these bytes, surest first. */
  candidates: Candidate[];
  choice: Choice;
}

export function detect(head: Uint8Array, fileName: string): Detection {
  if (head.every(isBlank)) {
    return { candidates: [], choice: { state: 'none', error: empty(head, fileName) } };
  }
  const candidates = formats
    .map((format) => ({ format, score: format.detect(head, fileName) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  return {
    candidates,
    choice: chooseAmong(candidates) ?? { state: 'none', error: unrecognised(head, fileName) },
  };
}

/** The tie rule; null where there is nothing to choose from. Candidates come surest first. */
export function chooseAmong(candidates: readonly Candidate[]): Exclude<Choice, { state: 'none' }> | null {
  const [best, ...rest] = candidates;
  if (best === undefined) return null;
  const [second, ...others] = rest.filter(({ score }) => score === best.score).map(({ format }) => format);
  return second === undefined
    ? { state: 'one', format: best.format, confidence: best.score }
    : { state: 'tied', formats: [best.format, second, ...others] };
}

/** Throws `usage.unknown-format`. */
export function formatNamed(id: string): Format {
  const format = formats.find((candidate) => candidate.id === id);
  if (format) return format;
  throw new AssayError({
    code: 'usage.unknown-format',
    message: `There is no format “${id}”.`,
    hint: `Known formats: ${formats.map((known) => known.id).join(', ')}.`,
  });
}

/**
 * The format to use: the one asked for, else the surest. Throws `import.empty`, `import.unrecognised`, or
 * `import.ambiguous` for a tie.
 */
export function chooseFormat(
  head: Uint8Array,
  fileName: string,
  as: string | undefined,
): { format: Format; confidence: number } {
  if (as !== undefined && !head.every(isBlank)) return { format: formatNamed(as), confidence: 1 };
  const { choice } = detect(head, fileName);
  if (choice.state === 'one') return choice;
  throw choice.state === 'tied' ? ambiguous(choice.formats, fileName) : choice.error;
}

export function ambiguous(tied: readonly Format[], fileName: string): AssayError {
  return new AssayError({
    code: 'import.ambiguous',
    message: `The file could be ${tied.map(({ id }) => id).join(' or ')}.`,
    file: fileName,
    offset: 0,
    hint: `Say which it is: ${tied.map(({ id }) => `--as ${id}`).join(' or ')}.`,
  });
}

const empty = (head: Uint8Array, fileName: string): AssayError =>
  new AssayError({
    code: 'import.empty',
    message: head.length === 0 ? 'The file is empty.' : 'The file begins with nothing but blank lines.',
    file: fileName,
    offset: 0,
    hint: 'Export it again; an empty file often means that the export failed.',
  });

const isText = (byte: number): boolean => byte >= 32 || (byte >= 9 && byte <= 13) || byte === 27;
const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

/** Files that are often mistaken for evidence, by their first bytes. */
const mistaken: readonly { magic: string; found: string; hint: string }[] = [
  {
    magic: Buffer.from('SQLite format 3\0').toString('hex'),
    found: 'a SQLite database, such as an audit',
    hint: 'Open an audit instead of importing it; export the tables of any other database as CSV.',
  },
  ...(
    [
      ['504b0304', 'a zip archive', 'unzip'],
      ['425a68', 'a bzip2 file', 'bunzip2'],
      ['fd377a585a00', 'an xz file', 'unxz'],
      ['377abcaf271c', 'a 7-Zip archive', '7z x'],
    ] as const
  ).map(([magic, found, tool]) => ({
    magic,
    found,
    hint: `Unpack it (${tool}) and import what is inside; only gzip and zstd are undone here.`,
  })),
];

function unrecognised(head: Uint8Array, fileName: string): AssayError {
  const start = Buffer.from(head.subarray(0, 60));
  const known = mistaken.find(({ magic }) => start.toString('hex').startsWith(magic));
  const foreign = head.findIndex((byte) => !isText(byte));
  const bytes = `binary bytes ${start.toString('hex', 0, 8)}`;
  const text = `text that begins “${start.toString('utf8').split(/[\r\n\0]/u)[0]}”`;
  let found = text;
  if (known) found = known.found;
  else if (foreign >= 0 && foreign < start.length / 4) found = bytes;
  else if (foreign >= 0) found = `${text}, with byte ${hexOf(head[foreign])} at byte ${foreign}`;
  const offset = known || foreign < 0 || found === bytes ? 0 : foreign;
  return new AssayError({
    code: 'import.unrecognised',
    message: `No importer recognises this file: found ${found}; expected ${formats
      .map(({ title }) => title)
      .join('; ')}.`,
    file: fileName,
    line: head.subarray(0, offset).filter((byte) => byte === 10).length + 1,
    offset,
    hint: known?.hint ?? 'Check that the export is complete, or name its format if you know it (--as).',
  });
}

const hexOf = (byte = 0): string => byte.toString(16).padStart(2, '0');
