// `data/traces.json`: what each trace export holds, in counts and times.
import { z } from 'zod';
import type { AuditDb } from '../../db/database.ts';
import type { BundleDocument } from '../../db/document.ts';
import { traceSourceIds } from './store.ts';
import { statusCodes } from './trace-codes.ts';

const digits = z.string().regex(/^-?\d+$/);

const content = z.strictObject({
  sources: z.array(
    z.strictObject({
      sourceId: z.int(),
      traces: z.int(),
      spans: z.int(),
      errors: z.int(),
      events: z.int(),
      links: z.int(),
      services: z.array(z.string()),
      /** Nanoseconds since 1970, of the first start and the last end. */
      startNs: digits,
      endNs: digits,
    }),
  ),
});
export type TracesDocument = z.infer<typeof content>;

export const tracesDocument: BundleDocument<TracesDocument> = {
  name: 'data/traces.json',
  version: 1,
  schema: content,
  upgrades: {},
  read: (db) => ({ sources: traceSourceIds(db).map((sourceId) => describe(db, sourceId)) }),
};

function describe(db: AuditDb, sourceId: number): TracesDocument['sources'][number] {
  const { traces, start_ns, end_ns } = db
    .prepare(
      `select count(*) as traces, cast(min(start_ns) as text) as start_ns, cast(max(end_ns) as text) as end_ns
         from trace where source_id = ?`,
    )
    .get(sourceId) as { traces: number; start_ns: string; end_ns: string };
  const count = (table: 'span' | 'span_event' | 'span_link', condition = 'true'): number =>
    db
      .prepare(`select count(*) from ${table} where source_id = ? and ${condition}`)
      .pluck()
      .get(sourceId) as number;
  return {
    sourceId,
    traces,
    spans: count('span'),
    errors: count('span', `status = ${statusCodes.indexOf('error')}`),
    events: count('span_event'),
    links: count('span_link'),
    services: db
      .prepare(
        `select distinct value from span
           join trace_text on trace_text.source_id = span.source_id and trace_text.id = span.service
          where span.source_id = ? order by value`,
      )
      .pluck()
      .all(sourceId) as string[],
    startNs: start_ns,
    endNs: end_ns,
  };
}
