// Cells as numbers and in messages.

/** A number as a cell may hold it; an empty cell is no call. */
export const isCountCell = (cell: string): boolean =>
  /^\s*(?:\+?\d+(?:\.\d*)?(?:e\+?\d+)?)?\s*$/iu.test(cell);

/** A whole number of calls, 0 for an empty cell, null for anything else. */
export function countOf(cell: string): number | null {
  if (cell === '0' || cell === '0.0') return 0;
  const count = isCountCell(cell) ? Number(cell) : Number.NaN;
  return Number.isSafeInteger(count) ? count : null;
}

export const shown = (cell: string): string =>
  cell === '' ? 'nothing' : `“${cell.length > 60 ? `${cell.slice(0, 60)}…` : cell}”`;
