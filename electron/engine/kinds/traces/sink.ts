// Spans into tables. Rows are written as they come, so memory stays flat; when all are there they are read back
// trace by trace (an index in the staging database puts them in order) to count, find roots and compute what each span contributes.
import type Database from 'better-sqlite3';
import { criticalTimes } from './critical-path.ts';
import { kindCodes, statusCodes } from './trace-codes.ts';
import { buildSpanTree, selfTimes, type TimedSpan } from './trace-tree.ts';
import { summedInsert } from '../../db/checksums.ts';
import { rowNumbering } from '../../db/row-id.ts';
import type { Sink, SinkContext } from '../kind.ts';
import type { SpanRecord, TraceBatch } from './batch.ts';
import { keepEventsAndLinks } from './span-events.ts';

/** Characters of text that interning remembers; a value that has not come for longer may be stored again. */
const rememberedCharacters = 12 * 1024 * 1024;
const rowsAtATime = 5000;
/** The room for ids of one source. */
const rowsPerSource = 1_000_000_000;
const nsPerSecond = 1e9;
const errorCode = statusCodes.indexOf('error');

/** A row of span_arrived, its columns in the order of `arrivedColumns`: an array is read twice as fast as an object. */
type ArrivedRow = [
  id: number,
  traceId: string,
  spanId: string,
  parentSpanId: string | null,
  service: number,
  operation: number,
  kind: number,
  status: number,
  statusMessage: number,
  /** The start in two parts, because it is beyond 2^53 as one number. */
  startSeconds: number,
  startNs: number,
  durationNs: number,
  attributes: number,
  resource: number,
  /** Whether it has events or links, which few spans have. */
  hasMore: number,
];
const arrivedColumns = `id, trace_id, span_id, parent_span_id, service, operation, kind, status, status_message,
  start_ns / 1000000000, start_ns % 1000000000, end_ns - start_ns, attributes, resource, has_more`;

// As tables.ts has them.
const traceColumns = `id source_id trace_id start_ns end_ns span_count error_count service_count root_service
  root_operation root_is_orphan`.split(/\s+/u);
const spanColumns =
  `id source_id trace span_id parent_span_id service operation kind status status_message start_ns
  duration_ns self_time_ns critical_ns attributes resource`.split(/\s+/u);

export function traceSink({ db, sourceId, warn }: SinkContext): Sink<TraceBatch> {
  db.exec(`create table span_arrived (
    id integer primary key, trace_id text, span_id text, parent_span_id text, service integer, operation integer,
    kind integer, status integer, status_message integer, start_ns integer, end_ns integer, attributes integer,
    resource integer, has_more integer)`);
  const arrive = db.prepare(
    `insert into span_arrived (trace_id, span_id, parent_span_id, service, operation, kind, status, status_message,
       start_ns, end_ns, attributes, resource, has_more) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const more = keepEventsAndLinks(db, sourceId);
  const texts = summedInsert(db, 'trace_text', ['source_id', 'id', 'value']);
  const sets = summedInsert(db, 'trace_attributes', ['source_id', 'id', 'value']);
  const traces = summedInsert(db, 'trace', traceColumns);
  const spans = summedInsert(db, 'span', spanColumns);
  const storeText = storing(texts, sourceId);
  const storeSet = storing(sets, sourceId);
  // A service must keep one id, because services are counted by it; there are few.
  const serviceId = interning(storeText, Number.POSITIVE_INFINITY);
  const textId = interning(storeText, rememberedCharacters);
  const setId = interning(storeSet, rememberedCharacters);
  let lastResource: SpanRecord['resource'] | undefined;
  let lastResourceId = 0;

  function write(batch: TraceBatch): void {
    for (const span of batch.spans) {
      if (span.resource !== lastResource) {
        lastResource = span.resource;
        lastResourceId = setId(JSON.stringify(span.resource));
      }
      const hasMore = span.events.length > 0 || span.links.length > 0;
      const arrived = arrive.run(
        span.traceId,
        span.spanId,
        span.parentSpanId,
        serviceId(span.service),
        textId(span.operation),
        kindCodes.indexOf(span.kind),
        statusCodes.indexOf(span.status),
        textId(span.statusMessage),
        span.startNs,
        span.endNs,
        setId(JSON.stringify(span.attributes)),
        lastResourceId,
        hasMore ? 1 : 0,
      );
      if (hasMore) more.arrive(Number(arrived.lastInsertRowid), span, textId, setId);
    }
  }

  function finish(): ReturnType<Sink<TraceBatch>['finish']> {
    const traceId = rowNumbering(sourceId, rowsPerSource, 'traces');
    const spanId = rowNumbering(sourceId, rowsPerSource, 'spans');
    let traceCount = 0;
    let rows = 0;
    let duplicates = 0;
    let orphans = 0;
    let rings = 0;
    let stretched = 0;

    for (const arrived of traceByTrace(db)) {
      const kept = firstOfEach(arrived);
      const [first] = kept as [ArrivedRow, ...ArrivedRow[]];
      duplicates += arrived.length - kept.length;
      /** Times are offsets from the first span until the earliest is known. */
      const timed: TimedSpan[] = kept.map((row) => {
        const startNs = (row[9] - first[9]) * nsPerSecond + (row[10] - first[10]);
        const kind = kindCodes[row[6]] ?? 'unspecified';
        return { spanId: row[2], parentSpanId: row[3], kind, startNs, endNs: startNs + row[11] };
      });
      let earliest = 0;
      let latest = 0;
      for (const { startNs, endNs } of timed) {
        if (startNs < earliest) earliest = startNs;
        if (endNs > latest) latest = endNs;
      }
      // Offsets are numbers, exact up to here.
      if (latest - earliest > Number.MAX_SAFE_INTEGER) stretched += 1;
      const tree = buildSpanTree(timed);
      const self = selfTimes(timed, tree);
      const critical = criticalTimes(timed, tree);
      const root = kept[tree.root] as ArrivedRow;
      let startNs = epochNs(first);
      let endNs = startNs;
      for (const [index, row] of kept.entries()) {
        const span = timed[index] as TimedSpan;
        if (span.startNs === earliest) startNs = epochNs(row);
        if (span.endNs === latest) endNs = epochNs(row) + BigInt(row[11]);
      }
      traceCount += 1;
      orphans += tree.orphans.length;
      rings += tree.cutRings.length;
      const trace = traceId(traceCount);
      traces.run([
        trace,
        sourceId,
        first[1],
        startNs,
        endNs,
        kept.length,
        kept.filter((row) => row[7] === errorCode).length,
        new Set(kept.map((row) => row[4])).size,
        root[4],
        root[5],
        tree.orphans.includes(tree.root) ? 1 : 0,
      ]);
      for (const [index, row] of kept.entries()) {
        rows += 1;
        spans.run([
          spanId(rows),
          sourceId,
          trace,
          row[2],
          row[3],
          row[4],
          row[5],
          row[6],
          row[7],
          row[8],
          epochNs(row),
          row[11],
          self[index] as number,
          critical[index] as number,
          row[12],
          row[13],
        ]);
        if (row[14] === 1) more.settle(row[0], spanId(rows));
      }
    }

    if (duplicates > 0) {
      warn(
        'trace.duplicate-spans',
        `Spans that repeat a span id of their trace: ${duplicates}. The first of each is kept.`,
      );
    }
    if (orphans > 0) {
      warn(
        'trace.missing-parents',
        `Spans whose parent is not in this file: ${orphans}. They are shown at the top of their trace.`,
      );
    }
    if (rings > 0) {
      warn('trace.parent-ring', `Spans that are their own ancestors: ${rings}. The ring was cut there.`);
    }
    if (stretched > 0) {
      warn(
        'trace.too-long',
        `Traces that last more than 104 days: ${stretched}. Offsets within them are rounded.`,
      );
    }
    return {
      rows,
      sums: new Map([
        ['trace_text', texts.sum],
        ['trace_attributes', sets.sum],
        ['trace', traces.sum],
        ['span', spans.sum],
      ]),
    };
  }
  return { write, finish };
}

const epochNs = (row: ArrivedRow): bigint => BigInt(row[9]) * 1_000_000_000n + BigInt(row[10]);

/** All arrived spans, grouped by trace, in the order of arrival within each. */
function* traceByTrace(db: Database.Database): Generator<ArrivedRow[]> {
  db.exec('create index span_arrived_by_trace on span_arrived (trace_id)');
  const page = db
    .prepare(
      `select ${arrivedColumns} from span_arrived where (trace_id, id) > (?, ?)
       order by trace_id, id limit ${rowsAtATime}`,
    )
    .raw();
  let open: ArrivedRow[] = [];
  let last: ArrivedRow | undefined;
  do {
    const rows = page.all(last?.[1] ?? '', last?.[0] ?? 0) as ArrivedRow[];
    last = rows.at(-1);
    for (const row of rows) {
      if (open[0] !== undefined && open[0][1] !== row[1]) {
        yield open;
        open = [];
      }
      open.push(row);
    }
  } while (last);
  if (open.length > 0) yield open;
}

function firstOfEach(rows: readonly ArrivedRow[]): readonly ArrivedRow[] {
  const ids = new Set<string>();
  return rows.filter(([, , spanId]) => !ids.has(spanId) && ids.add(spanId));
}

/** Writes a value under the next free id. */
function storing(insert: ReturnType<typeof summedInsert>, sourceId: number): (value: string) => number {
  let id = 0;
  return (value) => {
    id += 1;
    insert.run([sourceId, id, value]);
    return id;
  };
}

/** The id of a value, stored when it is not remembered; a value that comes again stays remembered. */
function interning(store: (value: string) => number, memory: number): (value: string) => number {
  let recent = new Map<string, number>();
  let earlier = new Map<string, number>();
  let characters = 0;
  return (value) => {
    const found = recent.get(value);
    if (found !== undefined) return found;
    if (characters > memory / 2) {
      earlier = recent;
      recent = new Map();
      characters = 0;
    }
    const id = earlier.get(value) ?? store(value);
    recent.set(value, id);
    characters += value.length + 64;
    return id;
  };
}
