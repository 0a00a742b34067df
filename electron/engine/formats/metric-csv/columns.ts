// The part each column plays, laid out for a loop over cells.
import type { Column, Layout } from './layout.ts';

export const roleCodes = { ignored: 0, time: 1, value: 2, key: 3 } as const;

export interface ColumnPlan {
  /** A role code a column. */
  roles: Uint8Array;
  /** The columns that hold values, in the order of the file; a slot is a place in this list. */
  valueColumns: number[];
  /** The slot of each column, or -1. */
  slotOf: Int32Array;
  /** How many columns of values stand side by side from each on; 0 where none begins. */
  runLengths: Int32Array;
  /** The columns whose text tells series apart. */
  keyColumns: number[];
}

/** `hasKeys` is false for a wide file, whose columns of text are passed over. */
export function planColumns({ columns }: Layout, hasKeys: boolean): ColumnPlan {
  const having = (wanted: string): number[] =>
    columns.flatMap(({ role }, index) => (role === wanted ? [index] : []));
  const valueColumns = having('value');
  let slots = 0;
  return {
    roles: Uint8Array.from(columns, ({ role }) =>
      role === 'key' && !hasKeys ? roleCodes.ignored : roleCodes[role],
    ),
    valueColumns,
    slotOf: Int32Array.from(columns, ({ role }) => (role === 'value' ? slots++ : -1)),
    runLengths: runLengthsOf(columns),
    keyColumns: hasKeys ? having('key') : [],
  };
}

function runLengthsOf(columns: readonly Column[]): Int32Array {
  const lengths = new Int32Array(columns.length);
  for (let index = columns.length - 1; index >= 0; index -= 1) {
    lengths[index] = columns[index]?.role === 'value' ? 1 + (lengths[index + 1] ?? 0) : 0;
  }
  return lengths;
}
