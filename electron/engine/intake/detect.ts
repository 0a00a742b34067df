// Which format a file has, told from its first 64 KB. Scores are compared, and a tie is called one, here and nowhere
// else: import, command line and window act on the same answer.
import { AssayError } from '../../../shared/domain/errors.ts';
import { explainsOnly, type Format } from '../formats/format.ts';
import { formats } from '../formats/registry.ts';
import type { Wrapping } from './decode.ts';
import { unrecognised } from './unrecognised.ts';
import { knownFormatOf } from './known-formats/registry.ts';

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

/** `wrappings`: what was undone before these bytes could be read, outermost first. */
export function detect(head: Uint8Array, fileName: string, wrappings: readonly Wrapping[] = []): Detection {
  if (head.every(isBlank)) {
    return { candidates: [], choice: { state: 'none', error: empty(head, fileName) } };
  }
  const candidates = formats
    .map((format) => ({ format, score: format.detect(head, fileName) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const known = (candidates[0]?.score ?? 0) > explainsOnly ? undefined : knownFormatOf(head);
  const choice = known === undefined ? chooseAmong(candidates) : null;
  return {
    candidates,
    choice: choice ?? { state: 'none', error: unrecognised(head, fileName, known, wrappings) },
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
  wrappings: readonly Wrapping[] = [],
): { format: Format; confidence: number } {
  if (as !== undefined && !head.every(isBlank)) return { format: formatNamed(as), confidence: 1 };
  const { choice } = detect(head, fileName, wrappings);
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

const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);
