import type { Format } from '../formats/format.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { EvidenceKind } from '../../../shared/contract/kinds.ts';
import { formats } from '../formats/registry.ts';

export interface Candidate {
  format: string;
  /** The first of `kinds`: what a file of the format is listed under. */
  kind: EvidenceKind;
  kinds: EvidenceKind[];
  score: number;
}

/** Every format that could read these bytes, surest first. */
export function detectFormats(head: Uint8Array, fileName: string): Candidate[] {
  return formats
    .map(({ id, kinds, detect }) => ({
      format: id,
      kind: kinds[0],
      kinds: [...kinds],
      score: detect(head, fileName),
    }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
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

/** The format to use: the one asked for, else the surest. A tie asks; nothing recognised is refused. */
export function chooseFormat(
  head: Uint8Array,
  fileName: string,
  as: string | undefined,
): { format: Format; confidence: number } {
  if (head.every(isBlank)) {
    throw new AssayError({
      code: 'import.empty',
      message: head.length === 0 ? 'The file is empty.' : 'The file begins with nothing but blank lines.',
      file: fileName,
      offset: 0,
      hint: 'Export it again; an empty file often means that the export failed.',
    });
  }
  if (as !== undefined) return { format: formatNamed(as), confidence: 1 };
  const [best, second] = detectFormats(head, fileName);
  if (!best) throw unrecognised(head, fileName);
  if (second && second.score === best.score) {
    throw new AssayError({
      code: 'import.ambiguous',
      message: `The file could be ${best.format} or ${second.format}.`,
      file: fileName,
      offset: 0,
      hint: `Say which it is: --as ${best.format} or --as ${second.format}.`,
    });
  }
  return { format: formatNamed(best.format), confidence: best.score };
}

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
