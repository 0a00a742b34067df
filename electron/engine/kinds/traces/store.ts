// Traces as stored. One trace may lie in several files (each service exports its own): its parts share the hex id and
// are read together here, spans of the same id counted once. Only live sources are seen.
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { AttributeValue, SpanRecord } from './batch.ts';
import { damaged, parseJson } from '../../db/damaged.ts';
import type { AuditDb } from '../../db/database.ts';
import { sourcesWith } from '../kind.ts';
import { kindCodes, statusCodes } from './trace-codes.ts';
import { buildSpanTree, type SpanTree, type TimedSpan } from './trace-tree.ts';

/** Times are nanoseconds from the start of the trace. */
export interface StoredSpan extends TimedSpan {
  /** Of its row in the table of spans. */
  rowId: number;
  service: string;
  operation: string;
  status: SpanRecord['status'];
  statusMessage: string;
  sourceId: number;
  /** Row ids in trace_attributes of the source. */
  attributesId: number;
  resourceId: number;
}

export interface StoredTrace {
  traceId: string;
  /** Nanoseconds since 1970: too large for a number. */
  startNs: bigint;
  endNs: bigint;
  sourceIds: number[];
  /** By source, then in the order of the file. */
  spans: StoredSpan[];
  tree: SpanTree;
  /** Spans left out because another source holds the same id. */
  duplicates: number;
}

export interface SpanFilter {
  service?: string | undefined;
  operation?: string | undefined;
}

/** Ids of the live sources that hold traces, in import order. */
export const traceSourceIds = (db: AuditDb): number[] => sourcesWith(db, 'trace');

interface PartRow {
  id: bigint;
  source_id: bigint;
  start_ns: bigint;
  end_ns: bigint;
  span_count: bigint;
  error_count: bigint;
}

/** One whole trace. Throws `trace.unknown`, or `audit.damaged` where its spans are not those that it tells of. */
export const readTrace = (db: AuditDb, traceId: string): StoredTrace => traceReader(db)(traceId);

/** As `readTrace`, for many traces. */
export function traceReader(db: AuditDb): (traceId: string) => StoredTrace {
  const partsOf = db
    .prepare(
      `select trace.id, source_id, start_ns, end_ns, span_count, error_count from trace join source on source.id = source_id
       where trace_id = ? and state = 'live' order by source_id`,
    )
    .safeIntegers(true);
  const spansOf = db.prepare(
    `select span.id as row_id, span_id, parent_span_id, service.value as service, operation.value as operation, kind, status,
       message.value as status_message, start_ns - ? as offset_ns, duration_ns, attributes, resource
     from span
     left join trace_text as service on service.source_id = span.source_id and service.id = span.service
     left join trace_text as operation on operation.source_id = span.source_id and operation.id = span.operation
     left join trace_text as message on message.source_id = span.source_id and message.id = span.status_message
     where trace = ? order by span.id`,
  );
  return (id) => {
    const traceId = id.toLowerCase();
    const parts = partsOf.all(traceId) as PartRow[];
    const [first] = parts;
    if (!first) throw unknownTrace(id);
    const startNs = parts.reduce(
      (least, part) => (part.start_ns < least ? part.start_ns : least),
      first.start_ns,
    );
    const endNs = parts.reduce((most, part) => (part.end_ns > most ? part.end_ns : most), first.end_ns);
    const spans: StoredSpan[] = [];
    const known = new Set<string>();
    let duplicates = 0;
    for (const part of parts) {
      const rows = spansOf.all(startNs, part.id) as SpanRow[];
      requireSound(rows, part, Number(part.start_ns - startNs));
      for (const row of rows) {
        if (known.has(row.span_id)) duplicates += 1;
        else {
          known.add(row.span_id);
          spans.push(asStoredSpan(row, Number(part.source_id)));
        }
      }
    }
    const sourceIds = parts.map((part) => Number(part.source_id));
    return { traceId, startNs, endNs, sourceIds, spans, tree: buildSpanTree(spans), duplicates };
  };
}

const errorCode = statusCodes.indexOf('error');

/** `offsetNs` is from the start of the whole trace to that of this part. Throws `audit.damaged`. */
function requireSound(rows: readonly SpanRow[], part: PartRow, offsetNs: number): void {
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  let errors = 0;
  for (const row of rows) {
    requireSpan(row);
    if (row.service === null || row.operation === null || row.status_message === null) {
      throw damaged(`table span, row ${row.row_id}`, 'it names a text that is not there');
    }
    earliest = Math.min(earliest, row.offset_ns);
    latest = Math.max(latest, row.offset_ns + row.duration_ns);
    if (row.status === errorCode) errors += 1;
  }
  const where = `table trace, row ${part.id}`;
  if (BigInt(rows.length) !== part.span_count || BigInt(errors) !== part.error_count) {
    throw damaged(where, 'its spans are not as many as it counts');
  }
  const lastsNs = Number(part.end_ns - part.start_ns);
  // Offsets of longer traces are rounded.
  const isExact = Math.max(Math.abs(earliest), Math.abs(latest)) <= Number.MAX_SAFE_INTEGER;
  if (isExact && (earliest !== offsetNs || latest !== offsetNs + lastsNs)) {
    throw damaged(where, 'its spans do not begin and end when it does');
  }
}

/** Throws `audit.damaged` for a span that no importer writes. */
export function requireSpan(row: {
  row_id: number;
  kind: number;
  status: number;
  duration_ns: number;
}): void {
  const isSound =
    kindCodes[row.kind] !== undefined && statusCodes[row.status] !== undefined && row.duration_ns >= 0;
  if (!isSound) throw damaged(`table span, row ${row.row_id}`, 'its kind, status or duration cannot be');
}

const unknownTrace = (id: string): AssayError =>
  new AssayError({
    code: 'trace.unknown',
    message: `The audit has no trace ${JSON.stringify(id)}.`,
    hint: 'Give all 32 hexadecimal digits; the list of traces shows them.',
  });

interface SpanRow {
  row_id: number;
  span_id: string;
  parent_span_id: string | null;
  /** Null where the text it names is not there, as are the two others. */
  service: string | null;
  operation: string | null;
  kind: number;
  status: number;
  status_message: string | null;
  offset_ns: number;
  duration_ns: number;
  attributes: number;
  resource: number;
}

/** Of a row that was found to be sound. */
const asStoredSpan = (row: SpanRow, sourceId: number): StoredSpan => ({
  rowId: row.row_id,
  spanId: row.span_id,
  parentSpanId: row.parent_span_id,
  service: row.service as string,
  operation: row.operation as string,
  kind: kindCodes[row.kind] as SpanRecord['kind'],
  status: statusCodes[row.status] as SpanRecord['status'],
  statusMessage: row.status_message as string,
  startNs: row.offset_ns,
  endNs: row.offset_ns + row.duration_ns,
  sourceId,
  attributesId: row.attributes,
  resourceId: row.resource,
});

/** Reads attribute sets, each once; spans of one resource share the object. Throws `audit.damaged`. */
export function attributeReader(
  db: AuditDb,
): (sourceId: number, id: number) => Record<string, AttributeValue> {
  const select = db.prepare('select value from trace_attributes where source_id = ? and id = ?').pluck();
  const read = new Map<string, Record<string, AttributeValue>>();
  return (sourceId, id) => {
    const key = `${sourceId}/${id}`;
    let attributes = read.get(key);
    if (!attributes) {
      const value = parseJson((select.get(sourceId, id) as string | undefined) ?? '');
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw damaged(`table trace_attributes, source ${sourceId}, id ${id}`, 'it is no set of attributes');
      }
      attributes = value as Record<string, AttributeValue>;
      read.set(key, attributes);
    }
    return attributes;
  };
}

/** Hex ids of the traces that more than one live source holds a part of. */
export function sharedTraceIds(db: AuditDb): string[] {
  if (traceSourceIds(db).length < 2) return [];
  return db
    .prepare(
      `select trace_id from trace join source on source.id = source_id where state = 'live'
       group by trace_id having count(*) > 1 order by trace_id`,
    )
    .pluck()
    .all() as string[];
}

/** What one span contributes to the sums over many traces. */
export interface SpanMeasure {
  service: string;
  operation: string;
  isError: boolean;
  durationNs: number;
  selfTimeNs: number;
  /** Its part of the critical path of its trace. */
  criticalNs: number;
  /** The same for all spans of a trace, which come one after another. */
  trace: number;
}

/**
 * The spans of the traces that lie wholly in one source: those that pass the filter, or with `wholeTraces` all spans
 * of the traces that hold one. `visit` must not use the database. Throws `audit.damaged`.
 */
export function visitUnsharedSpans(
  db: AuditDb,
  filter: SpanFilter,
  wholeTraces: boolean,
  visit: (span: SpanMeasure) => void,
): void {
  const isShared = sharedTraceIds(db).length > 0;
  for (const sourceId of traceSourceIds(db)) {
    const own = spanCondition(sourceId, filter);
    const isFiltered = filter.service !== undefined || filter.operation !== undefined;
    const condition =
      wholeTraces && isFiltered
        ? `source_id = ${sourceId} and trace in (select trace from span where ${own.condition})`
        : own.condition;
    const spans = db.prepare(
      `select id, trace, service, operation, kind, status, duration_ns, self_time_ns, critical_ns from span
       where ${condition} ${isShared ? `and trace in (${unsharedParts})` : ''} order by id`,
    );
    const textOf = textReader(db, sourceId);
    for (const row of spans.raw().iterate(...own.parameters) as IterableIterator<MeasureRow>) {
      const [id, trace, service, operation, kind, status, durationNs, selfTimeNs, criticalNs] = row;
      requireSpan({ row_id: id, kind, status, duration_ns: durationNs });
      if (!(selfTimeNs >= 0 && selfTimeNs <= durationNs && criticalNs >= 0 && criticalNs <= durationNs)) {
        throw damaged(`table span, row ${id}`, 'its parts last longer than itself');
      }
      visit({
        service: textOf(service),
        operation: textOf(operation),
        isError: status === errorCode,
        durationNs,
        selfTimeNs,
        criticalNs,
        trace,
      });
    }
  }
}

type MeasureRow = [
  id: number,
  trace: number,
  service: number,
  operation: number,
  kind: number,
  status: number,
  durationNs: number,
  selfTimeNs: number,
  criticalNs: number,
];

const unsharedParts = `select min(trace.id) from trace join source on source.id = source_id
  where state = 'live' group by trace_id having count(*) = 1`;

/** The texts of a source by id, read at once: a statement cannot run while another is being stepped. */
function textReader(db: AuditDb, sourceId: number): (id: number) => string {
  const texts = new Map<number, string>();
  const usedBySpans = db.prepare(
    `select id, value from trace_text where source_id = ? and id in
       (select distinct service from span where source_id = ? union select distinct operation from span where source_id = ?)`,
  );
  for (const { id, value } of usedBySpans.all(sourceId, sourceId, sourceId) as {
    id: number;
    value: string;
  }[]) {
    texts.set(id, value);
  }
  return (id) => {
    const text = texts.get(id);
    if (text === undefined) throw damaged(`table trace_text, source ${sourceId}, id ${id}`, 'it is missing');
    return text;
  };
}

/** SQL over the span table for the spans of one source that pass the filter. */
function spanCondition(sourceId: number, filter: SpanFilter): { condition: string; parameters: unknown[] } {
  const conditions = ['source_id = ?'];
  const parameters: unknown[] = [sourceId];
  for (const column of ['service', 'operation'] as const) {
    const wanted = filter[column];
    if (wanted === undefined) continue;
    conditions.push(`${column} in (select id from trace_text where source_id = ? and value = ?)`);
    parameters.push(sourceId, wanted);
  }
  return { condition: conditions.join(' and '), parameters };
}

export interface TraceQuery extends SpanFilter {
  search?: string | undefined;
  errorsOnly?: boolean | undefined;
}

/** SQL of the whole traces that a query selects: trace_id, start_ns, end_ns, span_count, error_count, parts. */
export function selectTraces(db: AuditDb, query: TraceQuery): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const conditions: string[] = [];
  const sources = traceSourceIds(db);
  /** Traces one of whose parts is among those that `ofSource` selects. */
  const anyPart = (ofSource: (sourceId: number) => string): string =>
    sources.length === 0
      ? 'false'
      : `trace_id in (select trace_id from trace where id in (${sources.map(ofSource).join(' union all ')}))`;
  if (query.service !== undefined || query.operation !== undefined) {
    conditions.push(
      anyPart((sourceId) => {
        const { condition, parameters: own } = spanCondition(sourceId, query);
        parameters.push(...own);
        return `select trace from span where ${condition}`;
      }),
    );
  }
  const search = query.search?.trim() ?? '';
  if (search !== '') {
    parameters.push(search.toLowerCase());
    const found = anyPart((sourceId) => {
      // Attribute sets are stored as JSON, so the text is looked for as JSON writes it.
      const asJson = JSON.stringify(search).slice(1, -1);
      parameters.push(sourceId, sourceId, search, sourceId, asJson, sourceId, asJson);
      const texts = 'select id from trace_text where source_id = ? and instr(lower(value), lower(?)) > 0';
      const sets =
        'select id from trace_attributes where source_id = ? and instr(lower(value), lower(?)) > 0';
      return `select trace from span where source_id = ?
        and (operation in (${texts}) or attributes in (${sets}) or resource in (${sets}))`;
    });
    conditions.push(`(instr(trace_id, ?) > 0 or ${found})`);
  }
  return {
    sql: `select trace_id, min(start_ns) as start_ns, max(end_ns) as end_ns, sum(span_count) as span_count,
        sum(error_count) as error_count, count(*) as parts
      from trace join source on source.id = source_id and state = 'live'
      ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
      group by trace_id ${query.errorsOnly === true ? 'having sum(error_count) > 0' : ''}`,
    parameters,
  };
}
