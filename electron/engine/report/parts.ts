// Short ways to write blocks, so that a section reads as what it says.
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
export const list = (items: readonly Line[]): PlainBlock => ({
  kind: 'list',
  names: false,
  items: items.map(asText),
});
export const nameList = (items: readonly Line[]): PlainBlock => ({
  kind: 'list',
  names: true,
  items: items.map(asText),
});
export const term = (name: string, ...lines: Line[]): Term => ({ name, lines: lines.map(asText) });

/** Free text; nothing where there is none. */
export const prose = (text: Text): PlainBlock[] => (text.length === 0 ? [] : [{ kind: 'prose', text }]);

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

export const table = (columnsOf: TableBlock['columns'], rows: readonly Row[]): TableBlock => ({
  kind: 'table',
  columns: columnsOf,
  rows: rows.map(({ cells, anchor, notes }) => ({
    anchor: anchor ?? null,
    cells: cells.map(asText),
    notes: (notes ?? []).map(asText),
  })),
});

export const state = (text: string, tone: Tone | null): Inline => ({ kind: 'state', text, tone });
export const hash = (text: string, tone: Tone | null = null): Inline => ({ kind: 'hash', text, tone });
export const code = (text: string): Inline => ({ kind: 'code', text });
