import type { TableFigure } from '../../../shared/domain/figure.ts';

const shownRows = 12;

interface Columns<Item> {
  headers: string[];
  /** Which columns are figures, aligned right. */
  numeric: boolean[];
  /** What the rows tell of, in their order. */
  of: readonly Item[];
  /** Called only for the rows that are shown, of what may be many thousand. */
  cells(item: Item): string[];
  /** Share of the whole; none for tables without bars. */
  share?(item: Item): number;
}

/** A table of the first rows, which says how many it leaves out. */
export function cutTable<Item>({ headers, numeric, of, cells, share }: Columns<Item>): TableFigure {
  const shown = of.slice(0, shownRows);
  return {
    kind: 'table',
    headers,
    numeric,
    rows: shown.map((item) => cells(item)),
    shares: share ? shown.map((item) => share(item)) : null,
    omitted: of.length - shown.length,
  };
}
