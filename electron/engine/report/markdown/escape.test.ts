import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeBlock, codeSpan, escapeLines, escapePiece, guardLine, joinPieces } from './escape.ts';

/** What CommonMark or GitHub's extensions would take for the start of a block, at the start of a line. */
const blockStart =
  /^(?:[-+*](?: |$)|\d{1,9}[.)](?: |$)|#{1,6}(?: |$)|>|=+ *$|(?:[-_*] *){3,}$|`{3}|~{3}|:-|<| {4}|\[)/;
/** What they would take for markup inside of a line (an underscore only at the edge of a word). */
const markup =
  /[`*[\]<>~|$\\]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#|[A-Za-z][A-Za-z0-9]*;)|!(?=\[)|:\/\/|www\.|@/i;

/** The text of one line as CommonMark reads it; throws where a reader would see more than text. */
function readLine(line: string): string {
  const pieces = line.split(/(\\[!-/:-@[-`{-~])/);
  const unescaped = pieces.map((piece, index) => (index % 2 === 1 ? ',' : piece)).join('');
  if (blockStart.test(unescaped)) throw new Error(`a block starts: ${line}`);
  if (markup.test(unescaped)) throw new Error(`markup: ${line}`);
  return pieces.map((piece, index) => (index % 2 === 1 ? piece.slice(1) : piece)).join('');
}

/** Text as every form shows it: one space for a run of white space, written out what cannot be seen. */
const shown = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?|\n/g, ' ')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(
      /[\p{Cc}\p{Bidi_Control}]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll(/^ +| +$/g, '');

/** Text made of what Markdown gives a meaning to. */
const hostileText = fc
  .array(
    fc.constantFrom(
      ...'\\`*_[]()<>~|$&!:./@#-+={}^"\';%ab19 \n\t',
      ...'www.;http://;&amp;&#65;];](;![;[^1];***;---;===;```;~~~;<b>;<!--;-->;a@b.co;:-;foo_bar;C#'.split(
        ';',
      ),
      ...'# ;1. ;2) ;- ;> ;| - |;&amp;;&copy;'.split(/(?<=[ |]);/),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));
const anyText = fc.oneof(hostileText, fc.string(), fc.string({ unit: 'binary' }));

describe('text as Markdown', () => {
  it('comes back as the same text, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readLine(guardLine(escapePiece(text)))).toBe(shown(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('comes back as the same lines where lines are kept', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = escapeLines(text).split('\n').map(guardLine).map(readLine);
        expect(lines).toEqual(text.split(/\r\n?|\n/).map(shown));
      }),
      { numRuns: 2000 },
    );
  });

  it('makes no picture of the link that follows it', () => {
    expect(joinPieces([escapePiece('Wow!'), '[E1](#E1)'])).toBe(String.raw`Wow\![E1](#E1)`);
    expect(joinPieces([escapePiece('Wow\\!'), '[E1](#E1)'])).toBe(String.raw`Wow\\\![E1](#E1)`);
    expect(joinPieces([escapePiece('Wow!'), ' and more'])).toBe('Wow! and more');
  });

  it.each([
    ['order_service at 1.51 s, 5 % of R&D!', 'order_service at 1.51 s, 5 % of R&D!'],
    ['request_ms{endpoint="POST /checkout"}', 'request_ms{endpoint="POST /checkout"}'],
    ['/srv/app.js:121', '/srv/app.js:121'],
    ['(idle) +5 %', '(idle) +5 %'],
  ])('leaves alone what no reader takes for markup: %s', (text, expected) => {
    expect(guardLine(escapePiece(text))).toBe(expected);
  });

  it.each([
    ['# x', String.raw`\# x`],
    ['- x', String.raw`\- x`],
    ['12. x', String.raw`12\. x`],
    ['===', String.raw`\===`],
    ['a | b', String.raw`a \| b`],
    ['![x](y)', String.raw`!\[x\](y)`],
    ['https://x.org', String.raw`https\://x.org`],
    ['www.x.org', String.raw`www\.x.org`],
  ])('escapes what one would: %s', (text, expected) => {
    expect(guardLine(escapePiece(text))).toBe(expected);
  });
});

describe('code as Markdown', () => {
  it('is fenced by more backticks than it holds', () => {
    expect(codeSpan('a', false)).toBe('`a`');
    expect(codeSpan('a`b', false)).toBe('``a`b``');
    expect(codeSpan('`a', false)).toBe('`` `a ``');
    expect(codeBlock('a\n```\nb')).toBe('````\na\n```\nb\n````');
  });

  it('parts no cell of a table', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(codeSpan(text, true)).not.toMatch(/(?:^|[^\\])(?:\\\\)*\||\n/);
      }),
    );
  });
});
