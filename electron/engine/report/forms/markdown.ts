// The report as GitHub flavoured Markdown that also reads as plain text: figures and charts as their tables.
import { formatTime } from '../../../../shared/domain/format.ts';
import type { Block, Inline, PlainBlock, TableBlock, Term, Text } from '../blocks.ts';
import { codeBlock, codeSpan, escapeLines, escapePiece, guardLine, joinPieces } from '../markdown/escape.ts';
import { textsOf, writtenNote } from '../standings.ts';
import {
  endsWithImprint,
  figuresSentence,
  figureTable,
  imprint,
  omittedSentence,
  standingWord,
  timelineSentence,
} from '../words.ts';
import type { Form } from './form.ts';

export const markdown: Form = {
  id: 'md',
  title: 'The same as Markdown',
  extension: 'md',
  print(report) {
    const front = report.sections.filter((section) => section.front);
    const numbered = report.sections.filter((section) => !section.front);
    return `${[
      ...front.flatMap(({ blocks }) => blocks.flatMap(printBlock)),
      guardLine(escapePiece(figuresSentence(report))),
      numbered.map(({ id, title }, index) => `${index + 1}. ${link(id, title)}`).join('\n'),
      ...numbered.flatMap(({ id, title, blocks }, index) => [
        headline(2, id, escapePiece(`${index + 1}. ${title}`)),
        ...blocks.flatMap(printBlock),
      ]),
      '---',
      guardLine(escapePiece(imprint(report))),
    ]
      .filter((part) => part !== '')
      .join('\n\n')}\n`;
  },
  isOwn: (text) => endsWithImprint(text, '---\n\n', '\n'),
};

/**
 * GitHub gives every heading an anchor of its own, in small letters; a capital keeps ours apart from those of headings
 * that the auditor wrote.
 */
const anchorName = (anchor: string): string => anchor.charAt(0).toUpperCase() + anchor.slice(1);
const anchorHere = (anchor: string | null): string =>
  anchor === null ? '' : `<a name="${anchorName(anchor)}"></a>`;
const link = (anchor: string, text: string): string => `[${escapePiece(text)}](#${anchorName(anchor)})`;

/** Both take what is printed already. Strong emphasis of nothing would show its asterisks. */
const headline = (level: number, anchor: string | null, printed: string): string =>
  `${'#'.repeat(level)} ${anchorHere(anchor)}${printed.trim()}`;
const strong = (printed: string): string => (printed.trim() === '' ? '' : `**${printed.trim()}**`);

/** A block as Markdown blocks, which an empty line parts; empty ones are dropped. */
function printBlock(block: Block): string[] {
  switch (block.kind) {
    case 'answers':
      return block.items.flatMap(({ question, statement, writtenBy, answered, blocks }) => [
        headline(2, null, escapePiece(question)),
        answered ? strong(printText(statement)) : guardLine(printText(statement)),
        note([statement], writtenBy),
        ...blocks.flatMap(printPlain),
      ]);
    case 'group':
      return [
        headline(3, block.anchor, printText(block.title)),
        ...(block.facts === null ? [] : [guardLine(printText(block.facts))]),
        note([block.title], block.writtenBy),
        ...block.blocks.flatMap(printPlain),
      ];
    default:
      return printPlain(block);
  }
}

function printPlain(block: PlainBlock): string[] {
  switch (block.kind) {
    case 'heading':
      return [headline(block.level, null, printText(block.text))];
    case 'paragraph':
      return [guardLine(printText(block.text))];
    case 'prose':
      return [...printProse(block.text), note(textsOf(block), block.writtenBy)];
    case 'list':
      return [
        block.items.map((item) => `- ${guardLine(printText(item))}`).join('\n'),
        note(textsOf(block), block.writtenBy),
      ];
    case 'terms':
      return [printTerms(block.terms)];
    case 'records':
      return [block.records.map(printRecord).join('\n'), note(textsOf(block), block.writtenBy)];
    case 'table':
      return [printTable(block), note(textsOf(block), block.writtenBy)];
    case 'chart':
      return printChart(block);
    case 'figure': {
      const { figure, caption } = block;
      const table = figureTable(figure);
      return [
        ...(caption === null ? [] : [guardLine(printText(caption))]),
        ...(figure.kind === 'timeline' ? [guardLine(escapePiece(timelineSentence(figure)))] : []),
        ...(table === null ? [] : [printTable(table)]),
        omittedSentence(figure),
      ];
    }
    case 'code':
      return [codeBlock(block.text)];
  }
}

/** Whose figures and judgements a block holds, where it holds any. */
const note = (texts: readonly Text[], writtenBy: string | null): string =>
  guardLine(escapePiece(writtenNote(texts, writtenBy)));

const emptyLines = /\n(?: *\n)+/;

/** Lines stay lines, and an empty line parts paragraphs. */
const printProse = (text: Text): string[] =>
  joinPieces(
    text.map((piece) => (typeof piece === 'string' ? escapeLines(piece) : printInline(piece, false))),
  )
    .split(emptyLines)
    .map((part) =>
      part
        .split('\n')
        .map(guardLine)
        .filter((line) => line.trim() !== '')
        .join('\\\n'),
    );

/** Several lines of one term are a list of their own. */
const printTerms = (terms: readonly Term[]): string =>
  terms
    .map(({ name, lines }) => {
      const [only = ''] = lines.map((line) => printText(line));
      const label = `- ${strong(`${escapePiece(name)}:`)}`;
      return lines.length > 1
        ? [label, ...lines.map((line) => `  - ${guardLine(printText(line))}`)].join('\n')
        : `${label} ${only.trim()}`;
    })
    .join('\n');

/** An item of a numbered list that holds the list of its terms. */
function printRecord(terms: readonly Term[], index: number): string {
  const label = `${index + 1}. `;
  return label + printTerms(terms).replaceAll('\n', `\n${' '.repeat(label.length)}`);
}

const tableLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function printTable({ columns, rows }: TableBlock): string {
  return [
    tableLine(columns.map(({ header }) => escapePiece(header).trim())),
    tableLine(columns.map(({ number }) => (number ? '---:' : '---'))),
    ...rows.map(({ anchor, cells, notes }) =>
      tableLine(
        columns.map((_column, index) => {
          const inside = printText(cells[index] ?? [], true).trim();
          return index === 0
            ? [`${anchorHere(anchor)}${inside}`, ...notes.map((note) => printText(note, true))].join('<br>')
            : inside;
        }),
      ),
    ),
  ].join('\n');
}

function printChart(block: Extract<PlainBlock, { kind: 'chart' }>): string[] {
  const { chart, timeZone, caption, sentence, table } = block;
  const time = (ms: number): string => formatTime(ms, timeZone, 'minute');
  const marks = [
    ...chart.windows.map(({ label, fromMs, toMs }) => `${label}: ${time(fromMs)} to ${time(toMs)}`),
    ...chart.changes.map(({ label, atMs }) => `${label}: ${time(atMs)}`),
  ];
  return [
    guardLine(strong(escapePiece(chart.name)) + escapePiece(caption)),
    guardLine(escapePiece(sentence)),
    marks.map((mark) => `- ${guardLine(escapePiece(mark))}`).join('\n'),
    printTable(table),
  ];
}

const printText = (text: Text, inCell = false): string =>
  joinPieces(text.map((piece) => printInline(piece, inCell)));

function printInline(piece: Inline, inCell: boolean): string {
  if (typeof piece === 'string') return escapePiece(piece);
  switch (piece.kind) {
    case 'cite':
      return link(`E${piece.evidence}`, `E${piece.evidence}`);
    case 'link':
      return link(piece.to, piece.text);
    case 'code':
    case 'hash':
      return codeSpan(piece.text, inCell);
    case 'value': {
      const { standing } = piece;
      const word = standingWord(standing);
      const cites =
        standing.kind === 'computed' ? standing.evidence.map((id) => ` ${link(`E${id}`, `E${id}`)}`) : [];
      return `${escapePiece(piece.text)}${word === '' ? '' : ` (${escapePiece(word)}${cites.join('')})`}`;
    }
    case 'judged':
    case 'toned':
      return escapePiece(piece.text);
    case 'state':
      return `*${escapePiece(piece.text).trim()}*`;
  }
}
