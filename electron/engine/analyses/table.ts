import type { TableFigure } from '../../../shared/domain/figure.ts';

const shownRows = 12;

/** A table of the first rows, which says how many it leaves out. */
export function cutTable(table: Omit<TableFigure, 'kind' | 'omitted'>): TableFigure {
  return {
    ...table,
    kind: 'table',
    rows: table.rows.slice(0, shownRows),
    shares: table.shares && table.shares.slice(0, shownRows),
    omitted: Math.max(0, table.rows.length - shownRows),
  };
}
