import type { Analysis } from '../../../../electron/engine/analyses/analysis.ts';
import { formatCount } from '../../../../shared/domain/format.ts';
import { declaration } from './declaration.ts';

/** A count; a statistic names its source here, such as a paper or the NIST handbook. */
export const analysis: Analysis<typeof declaration> = {
  declaration,
  inputs: (db) =>
    db.prepare("select id from source where state = 'live' order by id").pluck().all() as number[],
  run(db, { atLeast }) {
    const sources = db
      .prepare(
        `select id as sourceId, file, row_count as rows from source
           where state = 'live' and row_count >= ? order by id`,
      )
      .all(atLeast) as { sourceId: number; file: string; rows: number }[];
    return { sources, total: sources.reduce((sum, { rows }) => sum + rows, 0) };
  },
  figure: ({ sources, total }) => ({
    kind: 'table',
    headers: ['File', 'Rows'],
    numeric: [false, true],
    rows: sources.map(({ file, rows }) => [file, formatCount(rows)]),
    shares: total === 0 ? null : sources.map(({ rows }) => rows / total),
    omitted: 0,
  }),
};
