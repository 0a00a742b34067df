// Field values as a reader sees them: in the report, in exports, in a list. One place, so that all say the same.
import { columnsOf, isEmpty, type Cell, type Column, type Field } from './field-types.ts';
import { readValue, recordsOf, type CoverageEntry, type PeriodValue, type QuantityValue } from './values.ts';

/** Names for the ids a value refers to; what is not known is printed by its id. */
export interface Names {
  claim(id: number): string | undefined;
  evidence(id: number): string | undefined;
  series(id: number): string | undefined;
  source(id: number): string | undefined;
  /** An instant in the audit's zone, with the zone. */
  time(iso: string): string;
}

export type Printed =
  | { kind: 'empty' }
  /** `judged`: a person's verdict. */
  | { kind: 'text'; text: string; judged?: true }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; headers: string[]; numeric: boolean[]; judged: boolean[]; rows: string[][] };

const labelIn = (options: readonly { id: string; label: string }[], id: unknown): string =>
  options.find((option) => option.id === id)?.label ?? String(id);

function printCell(column: Column, value: Cell | null | undefined, names: Names): string {
  if (value === null || value === undefined || isEmpty(value)) return '';
  switch (column.type) {
    case 'choice':
      return labelIn(column.options, value);
    case 'time':
      return names.time(String(value));
    case 'claim':
      return names.claim(Number(value)) ?? `claim ${String(value)} (removed)`;
    case 'evidence':
      return (value as number[]).map((id) => names.evidence(id) ?? `evidence ${id} (removed)`).join('; ');
    default:
      return String(value);
  }
}

/** A field's value as text, list or table; records without any content, and what does not fit, are left out. */
export function printValue(field: Field, stored: unknown, names: Names): Printed {
  const value = readValue(field, stored);
  if (isEmpty(value)) return { kind: 'empty' };
  const columns = columnsOf(field);
  if (columns) {
    const rows = recordsOf(field, stored).map(({ row }) =>
      columns.map((column) => printCell(column, row[column.id], names)),
    );
    const used = columns.map((_column, index) => rows.some((row) => row[index] !== ''));
    const keep = <T>(items: readonly T[]): T[] => items.filter((_item, index) => used[index]);
    return {
      kind: 'table',
      headers: keep(columns.map(({ label }) => label)),
      numeric: keep(columns.map(({ type }) => type === 'number')),
      judged: keep(columns.map(({ judged }) => judged === true)),
      rows: rows.map(keep),
    };
  }
  switch (field.type) {
    case 'choice':
      return {
        kind: 'text',
        text: labelIn(field.options, value),
        ...(field.judged === true && { judged: true }),
      };
    case 'multi-choice':
      return { kind: 'list', items: (value as string[]).map((id) => labelIn(field.options, id)) };
    case 'checklist':
      return { kind: 'list', items: (value as string[]).map((id) => labelIn(field.items, id)) };
    case 'quantity': {
      const quantity = value as QuantityValue;
      return { kind: 'text', text: `${quantity.value}\u202F${quantity.unit}` };
    }
    case 'percentage':
      return { kind: 'text', text: `${String(value)}\u202F%` };
    case 'period': {
      const { from, to } = value as PeriodValue;
      const end = (time: string | null): string => (time === null ? 'open' : names.time(time));
      return { kind: 'text', text: `${end(from)} to ${end(to)}` };
    }
    case 'coverage': {
      const entries = value as Readonly<Record<string, CoverageEntry | undefined>>;
      const rows = field.groups.flatMap((group) =>
        group.items.flatMap((item) => {
          const entry = entries[item.id];
          if (!entry || isEmpty(entry)) return [];
          const state = entry.state === null ? '' : labelIn(field.states, entry.state);
          return [[group.label, item.label, state, entry.note]];
        }),
      );
      return {
        kind: 'table',
        headers: ['Class', 'Item', 'State', field.noteLabel],
        numeric: [false, false, false, false],
        judged: [false, false, false, false],
        rows,
      };
    }
    case 'list':
      return { kind: 'list', items: (value as string[]).filter((item) => item.trim() !== '') };
    case 'reference':
      return {
        kind: 'list',
        items: (value as (string | number)[]).map((id) => {
          if (typeof id === 'string') return id;
          return (
            (field.to === 'series' ? names.series(id) : names.source(id)) ?? `${field.to} ${id} (removed)`
          );
        }),
      };
    case 'claims':
      return {
        kind: 'list',
        items: (value as number[]).map((id) => names.claim(id) ?? `claim ${id} (removed)`),
      };
    default:
      return { kind: 'text', text: String(value) };
  }
}
