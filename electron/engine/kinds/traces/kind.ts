import type { Kind } from '../kind.ts';
import type { TraceBatch } from './batch.ts';
import { tracesDocument, type TracesDocument } from './document.ts';
import { traceHandlers } from './handlers.ts';
import { traceSink } from './sink.ts';
import { spanEventsMigration, tracesMigration } from './tables.ts';

export const kind = {
  id: 'traces',
  migrations: [tracesMigration, spanEventsMigration],
  tables: ['trace_text', 'trace_attributes', 'trace', 'span', 'span_event', 'span_link'],
  openSink: traceSink,
  document: tracesDocument,
  handlers: traceHandlers,
} satisfies Kind<TraceBatch, TracesDocument>;
