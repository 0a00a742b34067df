import type { Kind } from '../kind.ts';
import type { MetricBatch } from './batch.ts';
import { seriesDocument, type SeriesDocument } from './document.ts';
import { metricHandlers } from './handlers.ts';
import { metricsSink } from './sink.ts';
import { metricsMigration } from './tables.ts';

export const kind = {
  id: 'metrics',
  migrations: [metricsMigration],
  tables: ['axis', 'axis_chunk', 'series', 'chunk'],
  openSink: metricsSink,
  document: seriesDocument,
  handlers: metricHandlers,
} satisfies Kind<MetricBatch, SeriesDocument>;
