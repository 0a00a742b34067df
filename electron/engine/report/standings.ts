// Which figures a report shows, and where each comes from: counted from its blocks alone, so that a verifier counts the
// same from the signed bytes.
import type { Block, PlainBlock, Report, Standing, Text } from './blocks.ts';

/** How many figures of a report are computed, stated and judged. */
export type FigureCounts = Report['figures'];

/** Days and times of day say when, not how much. */
const moments = /\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}(?::\d{2})?/g;
/** A numeral that is no part of a name, such as p95 or N+1. */
const numeral = /(?<![\p{L}\p{N}_]|\p{L}[-+])\d+(?:[.,]\d+)*/gu;

/** Figures in the text somebody wrote. */
const numeralsIn = (text: string): number => text.replaceAll(moments, ' ').match(numeral)?.length ?? 0;

/** The figures in a line; those in its plain words are stated where somebody wrote them. */
function* inText(text: Text, writtenBy: string | null): Generator<Standing> {
  for (const piece of text) {
    if (typeof piece === 'string') {
      if (writtenBy === null) continue;
      for (let left = numeralsIn(piece); left > 0; left -= 1) yield { kind: 'stated', by: writtenBy };
    } else if (piece.kind === 'value') yield piece.standing;
    else if (piece.kind === 'judged') yield { kind: 'judged', by: piece.by };
  }
}

/** The lines of a block that somebody may have written. */
export function textsOf(block: Extract<PlainBlock, { writtenBy: unknown }>): readonly Text[] {
  switch (block.kind) {
    case 'prose':
      return [block.text];
    case 'list':
      return block.items;
    case 'records':
      return block.records.flatMap((terms) => terms.flatMap(({ lines }) => lines));
    case 'table':
      return block.rows.flatMap(({ cells, notes }) => [...cells, ...notes]);
  }
}

function* inTexts(texts: readonly Text[], writtenBy: string | null): Generator<Standing> {
  for (const text of texts) yield* inText(text, writtenBy);
}

/** Every figure that a block shows, in order. */
export function* figuresIn(block: Block): Generator<Standing> {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return yield* inText(block.text, null);
    case 'prose':
    case 'list':
    case 'records':
    case 'table':
      return yield* inTexts(textsOf(block), block.writtenBy);
    case 'terms':
      return yield* inTexts(
        block.terms.flatMap(({ lines }) => lines),
        null,
      );
    case 'chart':
      return yield* inTexts(textsOf(block.table), null);
    case 'figure': {
      const { numeric, rows } = block.figure.kind === 'table' ? block.figure : block.figure.table;
      for (const row of rows) {
        for (const [index, cell] of row.entries()) {
          if (numeric[index] === true && /\d/.test(cell))
            yield { kind: 'computed', evidence: [block.evidence] };
        }
      }
      return;
    }
    case 'code':
      return;
    case 'answers':
      for (const { statement, writtenBy, blocks } of block.items) {
        yield* inText(statement, writtenBy);
        for (const inner of blocks) yield* figuresIn(inner);
      }
      return;
    case 'group':
      yield* inText(block.title, block.writtenBy);
      yield* inText(block.facts ?? [], null);
      for (const inner of block.blocks) yield* figuresIn(inner);
  }
}

/** Every figure of the report, in order. */
export function* figuresOf({ sections }: Pick<Report, 'sections'>): Generator<Standing> {
  for (const { blocks } of sections) for (const block of blocks) yield* figuresIn(block);
}

export function countFigures(report: Pick<Report, 'sections'>): FigureCounts {
  const counts: FigureCounts = { computed: 0, stated: 0, judged: 0 };
  for (const { kind } of figuresOf(report)) counts[kind] += 1;
  return counts;
}

/** What is said under words of a person that hold figures or judgements; empty under any other. */
export function writtenNote(texts: readonly Text[], writtenBy: string | null): string {
  const found = new Map([...inTexts(texts, writtenBy)].map((standing) => [standing.kind, standing] as const));
  const isMixed = texts.some((text) =>
    text.some((piece) => typeof piece !== 'string' && piece.kind === 'value'),
  );
  const stated = found.get('stated');
  const judged = found.get('judged');
  return [
    stated?.kind === 'stated' && writtenBy !== null
      ? `${isMixed ? 'Figures that are not marked as computed are' : 'Figures'} stated by ${stated.by}.`
      : '',
    judged?.kind === 'judged' ? `Ratings and verdicts are judged by ${judged.by}.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
