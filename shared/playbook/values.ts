// What is stored in the fields of the method, typed by the phases themselves: a key or a column that no phase declares
// does not compile, and a stored value that does not fit its field is read as not filled in.
import { fitsColumn, fitsField } from './field-schema.ts';
import {
  columnsOf,
  isEmpty,
  recordsIn,
  type Field,
  type FieldType,
  type fixedColumns,
  type Row,
} from './field-types.ts';
import { fieldsByKey, type DeclaredPhase } from './playbook.ts';

// Each conditional type takes a union apart and answers for its members one by one.
type PlacedIn<P> = P extends { id: infer Id extends number; steps: readonly (infer S)[] }
  ? PlacedInStep<`${Id}`, S>
  : never;
type PlacedInStep<Path extends string, S> = S extends {
  id: infer Id extends string;
  fields: readonly (infer F)[];
}
  ? PlacedAt<`${Path}.${Id}`, F>
  : never;
type PlacedAt<Path extends string, F> = F extends { id: infer Id extends string; type: FieldType }
  ? { key: `${Path}.${Id}`; field: F }
  : never;
interface NotesField {
  id: 'text';
  type: 'long-text';
}
type Placed = PlacedIn<DeclaredPhase> | { key: `${DeclaredPhase['id']}.notes.text`; field: NotesField };
type FieldByKey = { [P in Placed as P['key']]: P['field'] };

/** `phase.step.field` of a field that a phase declares. */
export type FieldKey = Placed['key'];

type ColumnIn<F> = F extends { type: infer T extends keyof typeof fixedColumns }
  ? (typeof fixedColumns)[T][number]
  : F extends { type: 'records'; columns: readonly (infer C extends { id: string; type: string })[] }
    ? C
    : never;

/** The ids of the options, items or states that a field or a column declares under a name. */
type IdIn<T, Name extends string> = T extends { [N in Name]: readonly { id: infer Id extends string }[] }
  ? Id
  : never;

interface CellByType<C> {
  text: string;
  'long-text': string;
  number: number;
  choice: IdIn<C, 'options'>;
  /** ISO 8601 in UTC. */
  time: string;
  claim: number;
  evidence: number[];
}
type CellIn<C> = C extends { type: infer T extends keyof CellByType<C> } ? CellByType<C>[T] : never;
type RecordIn<C extends { id: string }> = { readonly [One in C as One['id']]?: CellIn<One> | null };

type GroupIn<F> = F extends { groups: readonly (infer G)[] } ? G : never;
type Reference<F> = F extends { to: 'trace' | 'profile' } ? string : number;

export interface PeriodValue {
  /** ISO 8601 in UTC; null while open. */
  from: string | null;
  to: string | null;
}
export interface QuantityValue<Unit = string> {
  value: number;
  unit: Unit;
}
/** The answer to one item of a coverage. */
export interface CoverageEntry<State = string> {
  state: State | null;
  note: string;
}

interface ValueByType<F> {
  text: string;
  'long-text': string;
  choice: IdIn<F, 'options'>;
  'multi-choice': IdIn<F, 'options'>[];
  quantity: QuantityValue<F extends { units: readonly (infer Unit)[] } ? Unit : never>;
  percentage: number;
  period: PeriodValue;
  checklist: IdIn<F, 'items'>[];
  coverage: { [Item in IdIn<GroupIn<F>, 'items'>]?: CoverageEntry<IdIn<F, 'states'>> };
  list: string[];
  records: RecordIn<ColumnIn<F>>[];
  symptoms: RecordIn<ColumnIn<F>>[];
  criteria: RecordIn<ColumnIn<F>>[];
  hypotheses: RecordIn<ColumnIn<F>>[];
  changes: RecordIn<ColumnIn<F>>[];
  reference: Reference<F>[];
  claims: number[];
}

/** The value of a field, as stored. */
export type ValueOf<K extends FieldKey> = ValueByType<FieldByKey[K]>[FieldByKey[K]['type']];

/** A field whose value is a list of records. */
export type RecordKey = {
  [K in FieldKey]: FieldByKey[K]['type'] extends 'records' | keyof typeof fixedColumns ? K : never;
}[FieldKey];

/** One record of a field: its cells by column, each absent or null while it is not filled in. */
export type RowOf<K extends RecordKey> = RecordIn<ColumnIn<FieldByKey[K]>>;

/** Stored values by field key, as the engine reads them (a map) or as the contract hands them on (a record). */
export interface ValueHolder {
  values: ReadonlyMap<string, unknown> | Readonly<Record<string, unknown>>;
}

const storedAt = ({ values }: ValueHolder, key: string): unknown =>
  values instanceof Map ? values.get(key) : (values as Readonly<Record<string, unknown>>)[key];

/**
 * A stored value as far as it fits its field: of records each cell that fits, of anything else the whole or null.
 * Records without any content stay, so that a record keeps its place in the list.
 */
export function readValue(field: Field, stored: unknown): unknown {
  const columns = columnsOf(field);
  if (columns === null) return !isEmpty(stored) && fitsField(field, stored) ? stored : null;
  if (!Array.isArray(stored)) return null;
  return stored.map((row: unknown) =>
    row !== null && typeof row === 'object'
      ? Object.fromEntries(
          columns.flatMap((column) => {
            const cell = (row as Readonly<Record<string, unknown>>)[column.id];
            return !isEmpty(cell) && fitsColumn(column, cell) ? [[column.id, cell]] : [];
          }),
        )
      : {},
  );
}

/** The records of any field that say anything, as far as their cells fit, with their place in the list (from 1). */
export const recordsOf = (field: Field, stored: unknown): { position: number; row: Row }[] =>
  columnsOf(field) === null ? [] : recordsIn(readValue(field, stored));

/** The value of a field; null while it is empty or does not fit its field. */
export function valueAt<K extends FieldKey>(holder: ValueHolder, key: K): ValueOf<K> | null {
  const placed = fieldsByKey.get(key);
  return placed ? (readValue(placed.field, storedAt(holder, key)) as ValueOf<K> | null) : null;
}

/** The records of a field that say anything, in their order; cells that are empty or do not fit are absent. */
export const rowsAt = <K extends RecordKey>(holder: ValueHolder, key: K): RowOf<K>[] =>
  ((valueAt(holder, key) ?? []) as RowOf<K>[]).filter((row) => !isEmpty(row));

/** The text of a field without the blanks around it; empty while there is none. */
export const textAt = (holder: ValueHolder, key: TextKey): string => (valueAt(holder, key) ?? '').trim();

/** A field whose value is a text. */
export type TextKey = {
  [K in FieldKey]: FieldByKey[K]['type'] extends 'text' | 'long-text' ? K : never;
}[FieldKey];
