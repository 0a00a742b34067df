// `data/series.json`: every series, with the id by which pinned figures and fields may name it.
import { z } from 'zod';
import type { AuditDb } from '../../db/database.ts';
import type { BundleDocument } from '../../db/document.ts';
import { listSeries } from './series.ts';

const content = z.strictObject({
  series: z.array(
    z.strictObject({
      id: z.int(),
      sourceId: z.int(),
      key: z.string(),
      name: z.string(),
      labels: z.record(z.string(), z.string()),
      unit: z.string(),
      metric: z.string().nullable(),
      kind: z.enum(['gauge', 'counter', 'percentile']),
      count: z.int(),
      nullCount: z.int(),
      start: z.string().nullable(),
      end: z.string().nullable(),
      stepMs: z.number().nullable(),
      gaps: z.int(),
    }),
  ),
});
export type SeriesDocument = z.infer<typeof content>;

export const seriesDocument: BundleDocument<SeriesDocument> = {
  name: 'data/series.json',
  version: 2,
  schema: content,
  // The same content, without a number of its own.
  upgrades: { 1: (older) => older },
  read: (db) => ({
    series: listSeries(db).map((series) => ({
      id: series.id,
      sourceId: series.sourceId,
      key: series.key,
      name: series.name,
      labels: series.labels,
      unit: series.unit,
      metric: series.metric,
      kind: series.kind,
      count: series.count,
      nullCount: series.nullCount,
      start: series.start,
      end: series.end,
      stepMs: series.stepMs,
      gaps: series.gaps,
    })),
  }),
  restore: restoreIds,
};

/**
 * Gives the series of a rebuilt audit the ids they had. Only files imported before ids followed from their source have
 * others than they are given anew. Where a source holds another number of series now, its ids are left alone: what
 * rests on them then differs, and is named.
 */
function restoreIds(db: AuditDb, { series }: SeriesDocument): void {
  const own = db.prepare('select id from series where source_id = ? order by id').pluck();
  const moves = [...Map.groupBy(series, ({ sourceId }) => sourceId)].flatMap(([sourceId, listed]) => {
    const ids = own.all(sourceId) as number[];
    if (ids.length !== listed.length) return [];
    const wanted = listed.map(({ id }) => id).toSorted((a, b) => a - b);
    return ids
      .map((from, index) => ({ from, to: wanted[index] as number }))
      .filter(({ from, to }) => from !== to);
  });
  if (moves.length === 0) return;
  const moveSeries = db.prepare('update series set id = ? where id = ?');
  const moveChunks = db.prepare('update chunk set series_id = ? where series_id = ?');
  db.transaction(() => {
    db.pragma('defer_foreign_keys = on');
    for (const { from, to } of moves) {
      moveChunks.run(to, from);
      moveSeries.run(to, from);
    }
  })();
}
