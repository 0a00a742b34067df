// Text from files and bundles on its way to a terminal, a page or a dialog: whatever would move the cursor, colour,
// erase, turn the direction of reading is written out instead.

/** Controls (C0, C1, DEL), lone surrogates, unassigned characters, ends of lines, marks that turn the direction. */
const unseen = /[\p{Cc}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const hex = (codeUnit: number): string => codeUnit.toString(16).padStart(4, '0');

/** `\u202e`, or `\u{e0001}` beyond the first 65,536 characters. */
function written(character: string): string {
  const codePoint = character.codePointAt(0) as number;
  return codePoint > 0xffff ? `\\u{${codePoint.toString(16)}}` : `\\u${hex(codePoint)}`;
}

/** On one line, whatever the text holds. */
export const visible = (text: string): string => text.replace(unseen, written);

const standsInProse: ReadonlySet<string> = new Set(['\n', '\t']);

/** With its own line feeds and tabs; an end of line as Windows writes it becomes a line feed. */
export const visibleProse = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(unseen, (character) => (standsInProse.has(character) ? character : written(character)));

/** With a hyphen for each character that could not be seen, as a name for a file. */
export const hyphenated = (text: string): string => text.replace(unseen, '-');

/** The same for JSON, which stays the same document: only strings hold such characters, and there `\u` means them. */
export const visibleJson = (json: string): string =>
  json.replace(unseen, (character) =>
    [...Array(character.length).keys()].map((at) => `\\u${hex(character.charCodeAt(at))}`).join(''),
  );
