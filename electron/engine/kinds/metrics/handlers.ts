import { seriesStatistics } from '../../analyses/series-statistics/index.ts';
import { readChart } from './series-chart.ts';
import { findSeries, listSeries, readSamples, seriesById } from './series.ts';
import type { Handlers } from '../../handler.ts';

export const metricHandlers = {
  'series.list': ({ audit }, { match }) => ({ series: listSeries(audit().db, match) }),
  'series.chart': ({ audit }, { seriesIds, fromMs, toMs, buckets }) => ({
    series: seriesIds.map((id) => readChart(audit().db, id, { fromMs, toMs }, buckets)),
  }),
  'series.stats': ({ audit }, { series, ...window }) => {
    const { db } = audit();
    return seriesStatistics(db, findSeries(db, series), window);
  },
  'series.statistics': ({ audit }, { seriesIds, ...window }) => {
    const { db } = audit();
    return { statistics: seriesIds.map((id) => seriesStatistics(db, seriesById(db, id), window)) };
  },
  'series.samples': ({ audit }, { seriesId, fromMs, toMs, offset, limit }) => {
    const { db } = audit();
    return readSamples(db, seriesById(db, seriesId).id, { fromMs, toMs }, offset, limit);
  },
} satisfies Partial<Handlers>;
