// Why a file is refused that no format reads: what it is, where it is known by name, else what was found in it. Short
// enough to be read, whatever the file holds.
import { AssayError } from '../../../shared/domain/errors.ts';
import { formats } from '../formats/registry.ts';
import type { Wrapping } from './decode.ts';
import { headOf } from './known-formats/head.ts';
import type { KnownFormat } from './known-formats/known-format.ts';

/** How much of a file's beginning is shown. */
const shownBytes = 60;
/** How much is said of what was expected. */
const expectedLength = 200;
const shownMembers = 5;
const memberLength = 20;

const isText = (byte: number): boolean => byte >= 32 || (byte >= 9 && byte <= 13) || byte === 27;
const hexOf = (byte = 0): string => byte.toString(16).padStart(2, '0');

export function unrecognised(
  head: Uint8Array,
  fileName: string,
  known: KnownFormat | undefined,
  wrappings: readonly Wrapping[],
): AssayError {
  const packed = wrappings.length === 0 ? '' : `, packed with ${wrappings.join(' and ')}`;
  if (known !== undefined) {
    const yet = known.reading === 'not-yet' ? ' yet' : '';
    return new AssayError({
      code: 'import.unrecognised',
      message: `The file holds ${known.name}${packed}; Assay does not read that${yet}.`,
      file: fileName,
      line: 1,
      offset: 0,
      hint: known.instead,
    });
  }
  const { found, offset } = describe(head);
  return new AssayError({
    code: 'import.unrecognised',
    message: `No format recognises this file: found ${found}${packed}; expected ${expected()}.`,
    file: fileName,
    line: head.subarray(0, offset).filter((byte) => byte === 10).length + 1,
    offset,
    hint: 'Check that the export is complete, or name its format if you know it (--as).',
  });
}

function describe(head: Uint8Array): { found: string; offset: number } {
  const foreign = head.findIndex((byte) => !isText(byte));
  if (foreign >= 0 && foreign < Math.min(head.length, shownBytes) / 4) {
    return { found: `binary bytes ${Buffer.from(head.subarray(0, 8)).toString('hex')}`, offset: 0 };
  }
  const text = describeText(head);
  return foreign < 0
    ? { found: text, offset: 0 }
    : { found: `${text}, with byte ${hexOf(head[foreign])} at byte ${foreign}`, offset: foreign };
}

function describeText(head: Uint8Array): string {
  const outline = headOf(head).json();
  const names = [...(outline?.paths ?? [])]
    .filter((path) => /^(?:\[\]\.)?[^.[\]]+$/u.test(path))
    .slice(0, shownMembers)
    .map((path) => `“${path.replace('[].', '').slice(0, memberLength)}”`);
  if (names.length > 0) return `JSON with ${names.join(', ')}`;
  const start = head.findIndex((byte) => byte > 32);
  const [line = ''] = Buffer.from(head.subarray(start, start + shownBytes))
    .toString('utf8')
    .split(/[\r\n\0]/u);
  return `text that begins “${line.replaceAll(/\p{Cc}/gu, ' ').trim()}”`;
}

/** What the formats are called, as many as are quickly read. */
function expected(): string {
  let text = '';
  for (const [index, { title }] of formats.entries()) {
    const longer = index === 0 ? title : `${text}; ${title}`;
    if (longer.length > expectedLength) return `${text} and ${formats.length - index} more`;
    text = longer;
  }
  return text;
}
