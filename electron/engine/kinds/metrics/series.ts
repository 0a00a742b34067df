// Reading series: which there are, and their samples in a window of time. Windows are half-open, [from, to).
import { z } from 'zod';
import type { Series } from '../../../../shared/contract/metrics.ts';
import { AssayError } from '../../../../shared/domain/errors.ts';
import { damaged, parseJson } from '../../db/damaged.ts';
import type { AuditDb } from '../../db/database.ts';
import { totalsOf } from './chunk-totals.ts';
import { decodeTimes, decodeValues, decodeValuesInto } from './series-codec.ts';

/** Epoch ms; an absent end is open. */
export interface TimeWindow {
  fromMs?: number | undefined;
  toMs?: number | undefined;
}

interface SeriesRow {
  id: number;
  source_id: number;
  sha256: string;
  name: string;
  labels: string;
  unit: string;
  metric: string | null;
  kind: Series['kind'];
  count: number;
  null_count: number;
  start_ms: number | null;
  end_ms: number | null;
  step_ms: number | null;
  gaps: number;
}

const selectSeries = `
  select series.id, series.source_id, source.sha256, series.name, series.labels, series.unit, series.metric,
    series.kind, series.count, series.null_count, axis.start_ms, axis.end_ms, axis.step_ms, axis.gaps
  from series
  join source on source.id = series.source_id and source.state = 'live'
  join axis on axis.id = series.axis_id`;

const isoOf = (epochMs: number | null): string | null =>
  epochMs === null ? null : new Date(epochMs).toISOString();

/** `name{label="value"}`, labels in order of their names. */
export function seriesTitle(name: string, labels: Record<string, string>): string {
  const pairs = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(', ')}}`;
}

const labelsOfRow = z.record(z.string(), z.string());
const count = z.int().min(0);
const countsOfRow = z.object({ count, null_count: count, gaps: count });

/** Throws `audit.damaged`. */
function asSeries(row: SeriesRow): Series {
  const where = `table series, row ${row.id}`;
  const labels = labelsOfRow.safeParse(parseJson(row.labels)).data;
  if (labels === undefined) throw damaged(where, 'its labels are not names with texts');
  if (!countsOfRow.safeParse(row).success) throw damaged(where, 'its counts are not counts');
  return {
    id: row.id,
    sourceId: row.source_id,
    key: `${seriesTitle(row.name, labels)}@${row.sha256.slice(0, 12)}`,
    name: row.name,
    labels,
    unit: row.unit,
    metric: row.metric,
    kind: row.kind,
    count: row.count,
    nullCount: row.null_count,
    start: isoOf(row.start_ms),
    end: isoOf(row.end_ms),
    stepMs: row.step_ms,
    gaps: row.gaps,
  };
}

/** Every series of the live sources whose name, labels or metric hold all words of `match`, in import order. */
export function listSeries(db: AuditDb, match = ''): Series[] {
  const rows = db.prepare(`${selectSeries} order by series.id`).all() as SeriesRow[];
  const words = match.toLowerCase().split(/\s+/u).filter(Boolean);
  return rows.map(asSeries).filter(({ key, metric }) => {
    const text = `${key} ${metric ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Throws `series.unknown`. */
export function seriesById(db: AuditDb, id: number): Series {
  const row = db.prepare(`${selectSeries} where series.id = ?`).get(id) as SeriesRow | undefined;
  if (row) return asSeries(row);
  throw unknownSeries(String(id));
}

/** The one series that an id, key, name with labels or plain name stands for. Throws `series.unknown` or `series.ambiguous`. */
export function findSeries(db: AuditDb, reference: string): Series {
  const all = listSeries(db);
  const matchers: ((series: Series) => boolean)[] = [
    ({ key }) => key === reference,
    ({ name, labels }) => seriesTitle(name, labels) === reference,
    ({ name }) => name === reference,
    ({ id }) => String(id) === reference,
    ({ name }) => name.toLowerCase() === reference.toLowerCase(),
  ];
  for (const matches of matchers) {
    const found = all.filter(matches);
    if (found.length === 1) return found[0] as Series;
    if (found.length > 1) throw ambiguousSeries(reference, found);
  }
  throw unknownSeries(reference);
}

function unknownSeries(reference: string): AssayError {
  return new AssayError({
    code: 'series.unknown',
    message: `The audit has no series “${reference}”.`,
    hint: 'List the series to see their ids and names (assay series).',
  });
}

function ambiguousSeries(reference: string, found: Series[]): AssayError {
  const shown = found.slice(0, 10).map(({ id, name, labels }) => `${id} ${seriesTitle(name, labels)}`);
  const more = found.length > shown.length ? ` and ${found.length - shown.length} more` : '';
  return new AssayError({
    code: 'series.ambiguous',
    message: `${found.length} series are named “${reference}”: ${shown.join('; ')}${more}.`,
    hint: 'Give the id of the one you mean.',
  });
}

export interface ChunkRow {
  sequence: number;
  /** Rows, with and without a value. */
  rows: number;
  start_ms: number;
  end_ms: number;
  times_crc: number;
  times: Uint8Array;
  /** Samples with a value, their extremes and sums. */
  count: number;
  min: number | null;
  max: number | null;
  sum: number;
  sum_of_squares: number;
  crc: number;
  data: Uint8Array;
}

/** The chunks of a series that reach into the window, in time order. */
export function* readChunks(db: AuditDb, seriesId: number, window: TimeWindow): Generator<ChunkRow> {
  yield* db
    .prepare(
      `select chunk.sequence, axis_chunk.count as rows, start_ms, end_ms, axis_chunk.crc as times_crc,
         axis_chunk.data as times, chunk.count, chunk.min, chunk.max, chunk.sum, chunk.sum_of_squares,
         chunk.crc, chunk.data
       from series
       join axis_chunk on axis_chunk.axis_id = series.axis_id
       join chunk on chunk.series_id = series.id and chunk.sequence = axis_chunk.sequence
       where series.id = ? and end_ms >= ? and start_ms < ?
       order by axis_chunk.sequence`,
    )
    .iterate(
      seriesId,
      window.fromMs ?? -Number.MAX_VALUE,
      window.toMs ?? Number.MAX_VALUE,
    ) as Iterable<ChunkRow>;
}

const whereOf = (seriesId: number, sequence: number): string =>
  `table chunk, series ${seriesId}, sequence ${sequence}`;

/** Throws `audit.damaged`, also for times that do not begin and end where the chunk says. */
export function timesOf(chunk: ChunkRow, seriesId: number): Float64Array {
  const where = `table axis_chunk, series ${seriesId}, sequence ${chunk.sequence}`;
  const times = decodeTimes({ data: chunk.times, crc: chunk.times_crc }, chunk.rows, where);
  if (times[0] !== chunk.start_ms || times.at(-1) !== chunk.end_ms) {
    throw damaged(where, 'it does not begin or end when it says');
  }
  return times;
}

/** Throws `audit.damaged`, also for values that do not add up to the totals of the chunk. */
export function valuesOf(chunk: ChunkRow, seriesId: number): Float64Array {
  const where = whereOf(seriesId, chunk.sequence);
  const values = decodeValues(chunk, chunk.rows, where);
  checkTotals(chunk, values, where);
  return values;
}

function checkTotals(chunk: ChunkRow, values: Float64Array, where: string): void {
  const { count, min, max, sum, sumOfSquares } = totalsOf(values);
  const isSame =
    count === chunk.count &&
    (count === 0 || (min === chunk.min && max === chunk.max)) &&
    sum === chunk.sum &&
    sumOfSquares === chunk.sum_of_squares;
  if (!isSame) throw damaged(where, 'its values are not those that its totals tell of');
}

/** Index of the first time not before `ms`. */
export function lowerBound(times: Float64Array, ms: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows of a chunk that lie in the window, as [first, behind the last). */
function rowsInWindow(chunk: ChunkRow, seriesId: number, { fromMs, toMs }: TimeWindow): [number, number] {
  const startsInside = fromMs === undefined || chunk.start_ms >= fromMs;
  const endsInside = toMs === undefined || chunk.end_ms < toMs;
  if (startsInside && endsInside) return [0, chunk.rows];
  const times = timesOf(chunk, seriesId);
  return [
    startsInside ? 0 : lowerBound(times, fromMs as number),
    endsInside ? chunk.rows : lowerBound(times, toMs as number),
  ];
}

/** Every value in the window, in time order, without the rows that have none. Throws `audit.damaged`. */
export function readValues(db: AuditDb, seriesId: number, window: TimeWindow): Float64Array {
  let capacity = 0;
  for (const { count } of readChunkCounts(db, seriesId, window)) capacity += count;
  const values = new Float64Array(capacity);
  let held = 0;
  for (const chunk of readChunks(db, seriesId, window)) {
    const [from, to] = rowsInWindow(chunk, seriesId, window);
    const isDense = chunk.count === chunk.rows && to - from === chunk.rows;
    if (isDense) {
      const into = values.subarray(held, held + chunk.rows);
      const where = whereOf(seriesId, chunk.sequence);
      decodeValuesInto(chunk, into, where);
      checkTotals(chunk, into, where);
      held += chunk.rows;
      continue;
    }
    const decoded = valuesOf(chunk, seriesId);
    for (let row = from; row < to; row += 1) {
      const value = decoded[row] as number;
      if (value !== value) continue;
      values[held] = value;
      held += 1;
    }
  }
  const isWhole = window.fromMs === undefined && window.toMs === undefined;
  if (isWhole && held !== countOf(db, seriesId)) {
    throw damaged(`table series, row ${seriesId}`, 'its chunks do not hold the samples that it counts');
  }
  return values.subarray(0, held);
}

const countOf = (db: AuditDb, seriesId: number): number =>
  db.prepare('select count from series where id = ?').pluck().get(seriesId) as number;

function readChunkCounts(db: AuditDb, seriesId: number, window: TimeWindow): { count: number }[] {
  return db
    .prepare(
      `select chunk.count
       from series
       join axis_chunk on axis_chunk.axis_id = series.axis_id
       join chunk on chunk.series_id = series.id and chunk.sequence = axis_chunk.sequence
       where series.id = ? and end_ms >= ? and start_ms < ?`,
    )
    .all(seriesId, window.fromMs ?? -Number.MAX_VALUE, window.toMs ?? Number.MAX_VALUE) as {
    count: number;
  }[];
}

export interface Samples {
  /** Rows of the window, with and without a value. */
  total: number;
  timesMs: Float64Array<ArrayBuffer>;
  /** NaN is "no value". */
  values: Float64Array<ArrayBuffer>;
}

/** One page of a series' rows in a window; chunks outside the page are not decoded. */
export function readSamples(
  db: AuditDb,
  seriesId: number,
  window: TimeWindow,
  offset: number,
  limit: number,
): Samples {
  const times: Float64Array[] = [];
  const values: Float64Array[] = [];
  let total = 0;
  for (const chunk of readChunks(db, seriesId, window)) {
    const [from, to] = rowsInWindow(chunk, seriesId, window);
    const first = from + Math.max(0, offset - total);
    const behind = Math.min(to, from + offset + limit - total);
    total += to - from;
    if (first >= behind) continue;
    times.push(timesOf(chunk, seriesId).subarray(first, behind));
    values.push(valuesOf(chunk, seriesId).subarray(first, behind));
  }
  return { total, timesMs: joined(times), values: joined(values) };
}

function joined(parts: Float64Array[]): Float64Array<ArrayBuffer> {
  const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
