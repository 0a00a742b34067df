// The report as one page that needs nothing else: no script, no font, no picture from outside.
import type { Figure, TableFigure } from '../../../../shared/domain/figure.ts';
import type { Block, Inline, PlainBlock, Report, Standing, TableBlock, Term, Text } from '../blocks.ts';
import { citation } from '../citation.ts';
import { drawMetric, drawTimeline, sliceClasses } from '../html/drawings.ts';
import { html, type Markup } from '../html/markup.ts';
import { style } from '../html/style.ts';
import { textsOf, writtenNote } from '../standings.ts';
import {
  endsWithImprint,
  figuresSentence,
  figureTable,
  imprint,
  omittedSentence,
  standingWord,
} from '../words.ts';
import type { Form } from './form.ts';

export const page: Form = {
  id: 'html',
  title: 'One page to read and print',
  extension: 'html',
  print: (report) => printMarked(report, new Set()),
  isOwn: (text) => text.startsWith('<!doctype html>') && endsWithImprint(text, '<footer>', '</footer>'),
};

/** The page with these blocks of it marked as changed: for a reader who has seen it before, never for a bundle. */
export const printMarked = (report: Report, changed: ReadonlySet<Block>): string =>
  printPage(report, (blocks) =>
    blocks.map((block) =>
      changed.has(block)
        ? html`<div class="changed">
            <p>Changed</p>
            ${printBlock(block)}
          </div>`
        : printBlock(block),
    ),
  ).markup;

type PrintBlocks = (blocks: readonly Block[]) => Markup[];

const nothing: Markup = { markup: '' };

function printPage(report: Report, printBlocks: PrintBlocks): Markup {
  const front = report.sections.filter((section) => section.front);
  const numbered = report.sections.filter((section) => !section.front);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${report.audit.title}: performance audit</title>
        <style>
          ${{ markup: style }}
        </style>
      </head>
      <body>
        <main>
          <div class="first-page">
            ${front.map(({ blocks }) => printBlocks(blocks))}
            <p class="muted">${figuresSentence(report)}</p>
            <nav aria-label="Contents">
              <ol>
                ${numbered.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
              </ol>
            </nav>
          </div>
          ${numbered.map(
            ({ id, title, blocks }, index) =>
              html`<section aria-labelledby="${id}">
                <h2 id="${id}">${index + 1}. ${title}</h2>
                ${printBlocks(blocks)}
              </section> `,
          )}
          <footer>${imprint(report)}</footer>
        </main>
      </body>
    </html> `;
}

function printBlock(block: Block): Markup {
  switch (block.kind) {
    case 'answers':
      return html`<div class="answer">
        ${block.items.map(
          ({ question, statement, writtenBy, answered, blocks }) =>
            html`<div>
              <h2 class="question">${question}</h2>
              <div>
                <p class="${answered ? 'statement' : 'statement open'}">${printText(statement)}</p>
                ${note([statement], writtenBy)} ${blocks.map(printPlain)}
              </div>
            </div>`,
        )}
      </div>`;
    case 'group': {
      const { variety, anchor, tone, title, writtenBy, facts, blocks } = block;
      const classes = `${variety}${tone === null ? '' : ` toned-${tone}`}`;
      return html`<article class="${classes}" ${idOf(anchor)}>
        <h3>${printText(title)}</h3>
        ${facts === null ? nothing : html`<p class="facts">${printText(facts)}</p>`}
        ${note([title], writtenBy)} ${blocks.map(printPlain)}
      </article> `;
    }
    default:
      return printPlain(block);
  }
}

const idOf = (anchor: string | null): Markup => (anchor === null ? nothing : html` id="${anchor}"`);

const paragraphClasses: Readonly<Record<Extract<PlainBlock, { kind: 'paragraph' }>['tone'], Markup>> = {
  plain: nothing,
  muted: html` class="muted"`,
  absent: html` class="absent"`,
  overline: html` class="overline"`,
  sources: html` class="cites"`,
};

function printPlain(block: PlainBlock): Markup {
  switch (block.kind) {
    case 'heading':
      return printHeading(block);
    case 'paragraph':
      return html`<p${paragraphClasses[block.tone]}>${printText(block.text)}</p> `;
    case 'prose':
      return html`<p class="prose">${printText(block.text)}</p>
        ${note(textsOf(block), block.writtenBy)}`;
    case 'list':
      return html`<ul${block.names ? html` class="names"` : nothing}>
        ${block.items.map((item) => html`<li>${printText(item)}</li>`)}
      </ul>
      ${note(textsOf(block), block.writtenBy)}`;
    case 'terms':
      return printTerms(block.terms);
    case 'records':
      return html`<div class="records">${block.records.map(printTerms)}</div>
        ${note(textsOf(block), block.writtenBy)}`;
    case 'table':
      return html`${printTable(block)}${note(textsOf(block), block.writtenBy)}`;
    case 'chart':
      return html`<figure>
        <figcaption><strong>${block.chart.name}</strong>${block.caption}</figcaption>
        ${drawMetric(block)} ${printTable(block.table)}
      </figure>`;
    case 'figure':
      return block.caption === null
        ? printFigure(block.figure, block.id)
        : html`<div class="support">
            <p class="muted">${printText(block.caption)}</p>
            ${printFigure(block.figure, block.id)}
          </div>`;
    case 'code':
      return html`<pre><code>${block.text}</code></pre>`;
  }
}

function printHeading({ level, text }: Extract<PlainBlock, { kind: 'heading' }>): Markup {
  const inside = printText(text);
  switch (level) {
    case 1:
      return html`<h1>${inside}</h1>`;
    case 3:
      return html`<h3>${inside}</h3>`;
    case 4:
      return html`<h4>${inside}</h4>`;
  }
}

const printTerms = (terms: readonly Term[]): Markup =>
  html`<dl class="particulars">
    ${terms.map(
      ({ name, lines }) =>
        html`<dt>${name}</dt>
          <dd>
            ${lines.length === 1 ? lines.map(printText) : lines.map((line) => html`<div>${printText(line)}</div>`)}
          </dd>`,
    )}
  </dl>`;

const printText = (text: Text): Markup => html`${text.map(printInline)}`;

function printInline(piece: Inline): Markup | string {
  if (typeof piece === 'string') return piece;
  switch (piece.kind) {
    case 'cite':
      return html`<a href="#E${piece.evidence}">${citation(piece.evidence)}</a>`;
    case 'link':
      return html`<a href="#${piece.to}">${piece.text}</a>`;
    case 'code':
      return html`<code>${piece.text}</code>`;
    case 'hash':
      return html`<span class="${classesOf('hash', piece.tone)}">${piece.text}</span>`;
    case 'value':
      return html`${piece.text}${printStanding(piece.standing)}`;
    case 'judged':
      return piece.text;
    case 'state':
      return html`<span class="${classesOf('state', piece.tone)}">${piece.text}</span>`;
    case 'toned':
      return html`<span class="${piece.tone}">${piece.text}</span>`;
  }
}

function printStanding(standing: Standing): Markup {
  const word = standingWord(standing);
  if (word === '') return nothing;
  const cites =
    standing.kind === 'computed'
      ? standing.evidence.map((id) => html` <a href="#E${id}">${citation(id)}</a>`)
      : [];
  return html` <small class="standing">${word}${cites}</small>`;
}

/** Whose figures and judgements a block holds, where it holds any. */
function note(texts: readonly Text[], writtenBy: string | null): Markup {
  const sentence = writtenNote(texts, writtenBy);
  return sentence === '' ? nothing : html`<p class="standing">${sentence}</p>`;
}

const classesOf = (name: string, tone: string | null): string => (tone === null ? name : `${name} ${tone}`);

/** What a cell of a figure holds beside its text, by row: a colour key before the first, a bar after the last. */
interface Drawn {
  keys: Markup[] | null;
  bars: Markup[] | null;
}

function printTable({ columns, rows }: TableBlock, drawn: Drawn = { keys: null, bars: null }): Markup {
  const numberClass = (index: number): Markup => (columns[index]?.number ? html` class="number"` : nothing);
  const head = columns.map(({ header }, index) => html`<th scope="col" ${numberClass(index)}>${header}</th>`);
  const body = rows.map(({ anchor, cells, notes }, row) => {
    const first = (cell: Text): Markup =>
      html`<td${notes.length > 0 ? html` class="wide"` : numberClass(0)}>${drawn.keys?.[row] ?? nothing}${printText(cell)}${notes.map((note) => html`<br />${printText(note)}`)}</td>`;
    return html`<tr${idOf(anchor)}>
      ${cells.map((cell, index) => (index === 0 ? first(cell) : html`<td${numberClass(index)}>${printText(cell)}</td>`))}
      ${drawn.bars ? html`<td>${drawn.bars[row] ?? nothing}</td>` : nothing}
    </tr> `;
  });
  // The header is there for those who do not see the bars.
  const barHead = html`<th scope="col"><span class="hidden">Share, drawn</span></th>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${head}${drawn.bars ? barHead : nothing}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

function printFigure(figure: Figure, id: string): Markup {
  const table = figureTable(figure);
  const { rows, shares } = figure.kind === 'table' ? figure : figure.table;
  const classes = figure.kind === 'timeline' ? sliceClasses(figure) : null;
  const omitted = omittedSentence(figure);
  return html`${figure.kind === 'timeline' ? html`<figure>${drawTimeline(figure, id)}</figure>` : nothing}
  ${
    table === null
      ? nothing
      : printTable(table, {
          keys: classes && rows.map(([label]) => colourKey(classes.get(label ?? '') ?? 'slice-8')),
          bars: shares && barsOf(shares),
        })
  }${omitted === '' ? nothing : html`<p class="muted">${omitted}</p>`}`;
}

const colourKey = (slice: string): Markup =>
  html`<svg class="key" viewBox="0 0 10 10" aria-hidden="true">
    <rect class="${slice}" width="10" height="10" />
  </svg>`;

/** Against the largest share, which fills its cell. */
function barsOf(shares: NonNullable<TableFigure['shares']>): Markup[] {
  const largest = Math.max(...shares, Number.EPSILON);
  return shares.map(
    (share) =>
      html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect width="${Math.round((share / largest) * 1000) / 10}" height="10" />
      </svg>`,
  );
}
