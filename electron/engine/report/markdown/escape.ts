// Text as Markdown: whatever it is, a CommonMark or GitHub flavoured reader shows it as the same text and sees no
// structure in it. White space is as Markdown shows it: runs of it are one space, none at either end of a line.
import { printable } from '../printable.ts';

/**
 * What reads as markup inside a line: brackets, code, emphasis, strikethrough, tables, GitHub's formulas; underscores
 * at the edge of a word; entities; links that readers make of addresses by themselves. (A mail address is still made
 * one by GitHub, which looks for those after escapes are undone; it leads where it says.)
 */
const special =
  /[\\`*[\]<>~|$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#|[A-Za-z][A-Za-z0-9]*;)|:(?=\/\/)|(?<=www)\.|@/gi;

/** What starts a heading, and what may close one. */
const closingHash = /(?<=^|\s)#/g;

const inlineSpace = /[ \t]+/g;
const lineEnd = /\r\n?|\n/g;

/** A piece of a line; line ends become spaces. */
export const escapePiece = (text: string): string => escapeLines(text.replaceAll(lineEnd, ' '));

/** A piece of free text, whose line ends are kept as `\n`. */
export const escapeLines = (text: string): string =>
  printable(text.replaceAll(lineEnd, '\n'))
    .replaceAll(inlineSpace, ' ')
    .replaceAll(special, '\\$&')
    .replaceAll(closingHash, '\\#');

/**
 * A whole line of printed pieces as it stands at the start of a paragraph, a heading or an item: what would begin a
 * list, a heading, an underline or front matter is escaped.
 */
export const guardLine = (line: string): string =>
  line
    .replace(/^ +| +$/g, '')
    .replace(/^(?:[-=#]|[+](?= |$)|:(?=-))/, '\\$&')
    .replace(/^(\d{1,9})(?=[.)](?: |$))/, '$1\\');

/** Printed pieces as one line: an exclamation mark before a link would make a picture of it. */
export const joinPieces = (pieces: readonly string[]): string =>
  pieces.reduce(
    (line, piece) =>
      line.endsWith('!') && piece.startsWith('[') ? `${line.slice(0, -1)}\\!${piece}` : line + piece,
    '',
  );

/** Code inside a line. In a table a bar parts cells even inside of code, so that there a tag takes its place. */
export function codeSpan(text: string, inCell: boolean): string {
  const inside = printable(text.replaceAll(lineEnd, ' ')).replaceAll(inlineSpace, ' ').trim();
  if (inside === '') return '';
  if (inCell && inside.includes('|')) return `<code>${escapePiece(inside)}</code>`;
  const fence = fenceFor(inside, 1);
  return /^`|`$/.test(inside) ? `${fence} ${inside} ${fence}` : fence + inside + fence;
}

/** Code on lines of its own. */
export function codeBlock(text: string): string {
  const fence = fenceFor(text, 3);
  return [fence, printable(text), fence].join('\n');
}

/** More backticks than the text has in a row. */
function fenceFor(text: string, least: number): string {
  const runs = text.match(/`+/g) ?? [];
  return '`'.repeat(Math.max(least, ...runs.map((run) => run.length + 1)));
}
