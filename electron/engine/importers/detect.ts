import type { Importer } from './importer.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { EvidenceKind } from '../../../shared/domain/units.ts';
import { importers } from './registry.ts';

export interface Candidate {
  format: string;
  kind: EvidenceKind;
  score: number;
}

/** Every importer that could read these bytes, surest first. */
export function detectFormats(head: Uint8Array, fileName: string): Candidate[] {
  return importers
    .map(({ id, kind, detect }) => ({ format: id, kind, score: detect(head, fileName) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
}

/** Throws `usage.unknown-format`. */
export function importerNamed(id: string): Importer {
  const importer = importers.find((candidate) => candidate.id === id);
  if (importer) return importer;
  throw new AssayError({
    code: 'usage.unknown-format',
    message: `There is no format “${id}”.`,
    hint: `Known formats: ${importers.map((known) => known.id).join(', ')}.`,
  });
}

/** The importer to use: the one asked for, else the surest. A tie asks; nothing recognised is refused. */
export function chooseImporter(
  head: Uint8Array,
  fileName: string,
  as: string | undefined,
): { importer: Importer; confidence: number } {
  if (head.length === 0) {
    throw new AssayError({
      code: 'import.empty',
      message: 'The file is empty.',
      file: fileName,
      offset: 0,
      hint: 'Export it again; an empty file often means that the export failed.',
    });
  }
  if (as !== undefined) return { importer: importerNamed(as), confidence: 1 };
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
  return { importer: importerNamed(best.format), confidence: best.score };
}

function unrecognised(head: Uint8Array, fileName: string): AssayError {
  const binary = head.subarray(0, 4096).some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
  const found = binary
    ? `binary bytes ${Buffer.from(head.subarray(0, 8)).toString('hex')}`
    : `text that begins “${
        Buffer.from(head.subarray(0, 60))
          .toString('utf8')
          .split(/[\r\n]/u)[0]
      }”`;
  return new AssayError({
    code: 'import.unrecognised',
    message: `No importer recognises this file: found ${found}; expected ${importers
      .map(({ title }) => title)
      .join(', ')}.`,
    file: fileName,
    line: 1,
    offset: 0,
    hint: 'Check that the export is complete, or name its format if you know it (--as).',
  });
}
