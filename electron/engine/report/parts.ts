// Short ways to write blocks, so that a section reads as what it says.
import { formatNumber, noValue, thinSpace } from '../../../shared/domain/format.ts';
import type { FigureBasis } from '../../../shared/playbook/verdict-shapes.ts';
import type { Block, Inline, PlainBlock, TableBlock, Term, Text, Tone } from './blocks.ts';

/** What a section may give where a line is wanted. */
export type Line = Inline | Text;

export const asText = (line: Line): Text => (Array.isArray(line) ? line : line === '' ? [] : [line]);

export const heading = (level: 3 | 4, line: Line): PlainBlock => ({
  kind: 'heading',
  level,
  text: asText(line),
});
export const paragraph = (
  line: Line,
  tone: Extract<Block, { kind: 'paragraph' }>['tone'] = 'plain',
): PlainBlock => ({ kind: 'paragraph', tone, text: asText(line) });
export const absent = (sentence: string): PlainBlock => paragraph(sentence, 'absent');
export const list = (items: readonly Line[], writtenBy: string | null = null): PlainBlock => ({
  kind: 'list',
  writtenBy,
  names: false,
  items: items.map(asText),
});
export const nameList = (items: readonly Line[]): PlainBlock => ({
  kind: 'list',
  writtenBy: null,
  names: true,
  items: items.map(asText),
});
export const term = (name: string, ...lines: Line[]): Term => ({ name, lines: lines.map(asText) });

/** Free text that somebody wrote; nothing where there is none. */
export const prose = (text: Text, writtenBy: string): PlainBlock[] =>
  text.length === 0 ? [] : [{ kind: 'prose', writtenBy, text }];

export interface NumberColumn {
  number: string;
}
/** A column of figures, aligned right. */
export const number = (header: string): NumberColumn => ({ number: header });

export const columns = (...headers: readonly (string | NumberColumn)[]): TableBlock['columns'] =>
  headers.map((header) =>
    typeof header === 'string' ? { header, number: false } : { header: header.number, number: true },
  );

export interface Row {
  cells: readonly Line[];
  anchor?: string;
  notes?: readonly Line[];
}

/** `writtenBy` where its plain words are not Assay's own. */
export const table = (
  columnsOf: TableBlock['columns'],
  rows: readonly Row[],
  writtenBy: string | null = null,
): TableBlock => ({
  kind: 'table',
  writtenBy,
  columns: columnsOf,
  rows: rows.map(({ cells, anchor, notes }) => ({
    anchor: anchor ?? null,
    cells: cells.map(asText),
    notes: (notes ?? []).map(asText),
  })),
});

/** A figure that Assay computed, from that evidence or, without any, from what was imported. */
export const computed = (text: string, value: number, unit: string, ...evidence: number[]): Inline => ({
  kind: 'value',
  text,
  value,
  unit,
  standing: { kind: 'computed', evidence },
});
/** A figure that somebody typed. */
export const stated = (text: string, value: number, unit: string, by: string): Inline => ({
  kind: 'value',
  text,
  value,
  unit,
  standing: { kind: 'stated', by },
});
/** A value of the one judgement with its unit, marked by what it rests on. */
export function based(
  value: number | null,
  unit: string,
  basis: FigureBasis | null,
  auditor: string,
): Inline {
  if (value === null) return noValue;
  const text = unit === '' ? formatNumber(value) : `${formatNumber(value)}${thinSpace}${unit}`;
  return basis?.standing === 'computed'
    ? computed(text, value, unit, basis.evidenceId)
    : stated(text, value, unit, auditor);
}
export const judged = (text: string, by: string): Inline => ({ kind: 'judged', text, by });
export const state = (text: string, tone: Tone | null): Inline => ({ kind: 'state', text, tone });
export const hash = (text: string, tone: Tone | null = null): Inline => ({ kind: 'hash', text, tone });
export const code = (text: string): Inline => ({ kind: 'code', text });
