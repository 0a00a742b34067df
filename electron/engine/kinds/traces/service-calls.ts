// Calls between services as spans show them: a span whose parent belongs to another service. Each trace is read whole,
// also where its parts lie in several sources.
import { damaged } from '../../db/damaged.ts';
import type { AuditDb } from '../../db/database.ts';
import { requireSpan, sharedTraceIds, traceReader, traceSourceIds, type StoredSpan } from './store.ts';
import { kindCodes, statusCodes } from './trace-codes.ts';
import { isAsynchronous } from './trace-tree.ts';

export interface ServiceCall {
  caller: string;
  callee: string;
  /** The caller does not wait: a message that was consumed. */
  isAsync: boolean;
  /** Of the span that was called, as is the duration. */
  isError: boolean;
  durationNs: number;
  sourceId: number;
}

const errorCode = statusCodes.indexOf('error');
const [producer, consumer] = [kindCodes.indexOf('producer'), kindCodes.indexOf('consumer')];

type Row = [
  trace: number,
  spanId: string,
  parentSpanId: string | null,
  service: number,
  kind: number,
  status: number,
  durationNs: number,
  id: number,
];

/** Services of the live traces with the source that names them, each pair once; of one source where it is given. */
export function servicesOf(db: AuditDb, onlySource?: number): { name: string; sourceId: number }[] {
  const services = db.prepare(
    `select value as name, ? as sourceId from trace_text
      where source_id = ? and id in (select distinct service from span where source_id = ?) order by value`,
  );
  return traceSourceIds(db)
    .filter((id) => onlySource === undefined || id === onlySource)
    .flatMap((id) => services.all(id, id, id) as { name: string; sourceId: number }[]);
}

/**
 * Calls `visit` for each call of the live traces; with `onlySource` for those of its spans. `tick` is called once a
 * span. `visit` must not use the database. Throws `audit.damaged`.
 */
export function visitServiceCalls(
  db: AuditDb,
  onlySource: number | undefined,
  tick: () => void,
  visit: (call: ServiceCall) => void,
): void {
  const shared = sharedTraceIds(db);
  for (const sourceId of traceSourceIds(db)) {
    if (onlySource === undefined || sourceId === onlySource) {
      visitOwnTraces(db, sourceId, new Set(shared), tick, visit);
    }
  }
  const read = traceReader(db);
  for (const traceId of shared) {
    const { spans, tree } = read(traceId);
    for (const [index, span] of spans.entries()) {
      tick();
      const parent = spans[tree.parent[index] as number];
      if (parent === undefined || parent.service === span.service) continue;
      if (onlySource === undefined || span.sourceId === onlySource) visit(callOf(parent, span));
    }
  }
}

const callOf = (parent: StoredSpan, span: StoredSpan): ServiceCall => ({
  caller: parent.service,
  callee: span.service,
  isAsync: isAsynchronous(parent, span),
  isError: span.status === 'error',
  durationNs: span.endNs - span.startNs,
  sourceId: span.sourceId,
});

/** The traces that lie wholly in one source; their spans stand one trace after another. */
function visitOwnTraces(
  db: AuditDb,
  sourceId: number,
  shared: ReadonlySet<string>,
  tick: () => void,
  visit: (call: ServiceCall) => void,
): void {
  const sharedParts = new Set(
    shared.size === 0
      ? []
      : (
          db.prepare('select id, trace_id from trace where source_id = ?').all(sourceId) as {
            id: number;
            trace_id: string;
          }[]
        )
          .filter((part) => shared.has(part.trace_id))
          .map(({ id }) => id),
  );
  const texts = db.prepare(
    `select id, value from trace_text
      where source_id = ? and id in (select distinct service from span where source_id = ?)`,
  );
  const names = new Map(texts.raw().all(sourceId, sourceId) as [number, string][]);
  const nameOf = (service: number): string => {
    const name = names.get(service);
    if (name === undefined) {
      throw damaged(`table trace_text, source ${sourceId}, id ${service}`, 'it is missing');
    }
    return name;
  };

  let trace = -1;
  let spans = new Map<string, Row>();
  const finishTrace = (): void => {
    for (const span of spans.values()) {
      const [, , parentSpanId, service, kind, status, durationNs] = span;
      const parent = parentSpanId === null ? undefined : spans.get(parentSpanId);
      if (parent === undefined || parent[3] === service) continue;
      visit({
        caller: nameOf(parent[3]),
        callee: nameOf(service),
        isAsync: parent[4] === producer && kind === consumer,
        isError: status === errorCode,
        durationNs,
        sourceId,
      });
    }
    spans = new Map();
  };
  const rows = db.prepare(
    `select trace, span_id, parent_span_id, service, kind, status, duration_ns, id from span
      where source_id = ? order by id`,
  );
  for (const row of rows.raw().iterate(sourceId) as IterableIterator<Row>) {
    if (sharedParts.has(row[0])) continue;
    requireSpan({ row_id: row[7], kind: row[4], status: row[5], duration_ns: row[6] });
    tick();
    if (row[0] !== trace) {
      finishTrace();
      trace = row[0];
    }
    // The first of spans with one id stands, as everywhere.
    if (!spans.has(row[1])) spans.set(row[1], row);
  }
  finishTrace();
}
