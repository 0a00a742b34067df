import { readChart } from './series-chart.ts';
import { listSeries, readSamples, seriesById } from './series.ts';
import type { Handlers } from '../../handler.ts';

export const metricHandlers = {
  'series.list': ({ audit }, { match }) => ({ series: listSeries(audit().db, match) }),
  'series.chart': ({ audit }, { seriesIds, fromMs, toMs, buckets }) => ({
    series: seriesIds.map((id) => readChart(audit().db, id, { fromMs, toMs }, buckets)),
  }),
  'series.samples': ({ audit }, { seriesId, fromMs, toMs, offset, limit }) => {
    const { db } = audit();
    return readSamples(db, seriesById(db, seriesId).id, { fromMs, toMs }, offset, limit);
  },
} satisfies Partial<Handlers>;
