// Metric batches into compressed chunks. Rows are buffered by axis, ordered in time within each chunk, and written
// 4,096 at a time; an axis whose chunks overlap in time is merged at the end, so memory stays flat for any order.
import { chunkSamples, decodeTimes, encodeTimes, encodeValues } from './series-codec.ts';
import { rowNumbering } from '../../db/row-id.ts';
import type { Sink, SinkContext } from '../kind.ts';
import type { MetricBatch, SeriesHeader } from './batch.ts';
import { describeAxis } from './axis-shape.ts';
import { totalsOf, type Totals } from './chunk-totals.ts';
import { runMerger, type ChunkRange, type Run } from './time-order.ts';

/** Samples held in buffers before all are written out, however short their chunks then are. */
const maxHeldSamples = 6_000_000;
/** A file may have 200,000 axes of a few rows each. */
const firstCapacity = 8;
/** The room for ids of one source; a file of more series is refused. */
const seriesPerSource = 1_000_000;

interface AxisState {
  id: number;
  firstSeriesId: number;
  series: SeriesHeader[];
  times: Float64Array;
  columns: Float64Array[];
  held: number;
  rows: number;
  lastTime: number;
  outOfOrder: number;
  nextSequence: number;
  runs: Run[];
  totals: Totals[];
}

/** The sink of metrics. Rows are counted as in the file: one for each time read. */
export function metricsSink({ db, sourceId, warn }: SinkContext): Sink<MetricBatch> {
  const insertAxisChunk = db.prepare(
    'insert into axis_chunk (axis_id, sequence, count, start_ms, end_ms, crc, data) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const insertChunk = db.prepare(
    `insert into chunk (series_id, sequence, count, min, max, sum, sum_of_squares, crc, data)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  // Prepared once: the memory of a statement is the database's, and outlives it by a while.
  const insertAxis = db.prepare(
    `insert into axis (id, source_id, count, start_ms, end_ms, step_ms, gap_ms, gaps)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertSeriesRow = db.prepare(
    `insert into series (id, source_id, axis_id, position, name, labels, unit, metric, kind, count, null_count,
       min, max)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const readTimes = db.prepare('select count, crc, data from axis_chunk where axis_id = ? and sequence = ?');
  const mergeRuns = runMerger(db);
  const axes: AxisState[] = [];
  const axisId = rowNumbering(sourceId, seriesPerSource, 'time axes');
  const seriesId = rowNumbering(sourceId, seriesPerSource, 'series');
  let seriesCount = 0;
  let held = 0;

  function addAxis(index: number, series: SeriesHeader[]): void {
    axes[index] = {
      id: axisId(index + 1),
      firstSeriesId: seriesId(seriesCount + 1),
      series,
      times: new Float64Array(firstCapacity),
      columns: series.map(() => new Float64Array(firstCapacity)),
      held: 0,
      rows: 0,
      lastTime: Number.NEGATIVE_INFINITY,
      outOfOrder: 0,
      nextSequence: 0,
      runs: [],
      totals: series.map(() => ({ count: 0, nulls: 0, min: Infinity, max: -Infinity })),
    };
    seriesCount += series.length;
    seriesId(seriesCount);
  }

  function append(axis: AxisState, times: Float64Array, columns: Float64Array[]): void {
    let from = 0;
    while (from < times.length) {
      const room = chunkSamples - axis.held;
      const count = Math.min(room, times.length - from);
      makeRoom(axis, axis.held + count);
      axis.times.set(times.subarray(from, from + count), axis.held);
      columns.forEach((column, index) => {
        axis.columns[index]?.set(column.subarray(from, from + count), axis.held);
      });
      axis.held += count;
      held += count * (columns.length + 1);
      from += count;
      if (axis.held === chunkSamples) flush(axis);
    }
    for (const time of times) {
      if (time < axis.lastTime) axis.outOfOrder += 1;
      axis.lastTime = time;
    }
    axis.rows += times.length;
  }

  function flush(axis: AxisState): void {
    const count = axis.held;
    if (count === 0) return;
    axis.held = 0;
    held -= count * (axis.columns.length + 1);
    const times = axis.times.subarray(0, count);
    const columns = axis.columns.map((column) => column.subarray(0, count));
    orderByTime(times, columns);
    const range = writeChunk(axis, times, columns, axis.totals);
    const run = axis.runs.at(-1);
    const end = run?.at(-1)?.endMs;
    if (run === undefined || end === undefined || range.startMs < end) axis.runs.push([range]);
    else run.push(range);
  }

  /** Writes rows that are in time order; `totals` is left out where they were counted before. */
  function writeChunk(
    axis: AxisState,
    times: Float64Array,
    columns: Float64Array[],
    totals: Totals[] | null,
  ): ChunkRange {
    const count = times.length;
    const sequence = axis.nextSequence;
    axis.nextSequence += 1;
    const startMs = times[0] as number;
    const endMs = times[count - 1] as number;
    const encoded = encodeTimes(times);
    insertAxisChunk.run(axis.id, sequence, count, startMs, endMs, encoded.crc, encoded.data);
    columns.forEach((column, index) => {
      const { data, crc } = encodeValues(column);
      const chunk = totalsOf(column);
      const none = chunk.count === 0;
      insertChunk.run(
        axis.firstSeriesId + index,
        sequence,
        chunk.count,
        none ? null : chunk.min,
        none ? null : chunk.max,
        chunk.sum,
        chunk.sumOfSquares,
        crc,
        data,
      );
      const total = totals?.[index];
      if (total) addTotals(total, chunk);
    });
    return { sequence, count, startMs, endMs };
  }

  function finishAxis(axis: AxisState): number {
    flush(axis);
    axis.times = new Float64Array(0);
    axis.columns = [];
    const order = mergeRuns(axis, axis.series.length, (times, columns) =>
      writeChunk(axis, times, columns, null),
    );
    const chunks = function* (): Generator<Float64Array> {
      for (const { sequence } of order) {
        const row = readTimes.get(axis.id, sequence) as { count: number; crc: number; data: Uint8Array };
        yield decodeTimes(row, row.count, `table axis_chunk, axis ${axis.id}, sequence ${sequence}`);
      }
    };
    const shape = describeAxis(chunks);
    insertAxis.run(
      axis.id,
      sourceId,
      axis.rows,
      order[0]?.startMs ?? null,
      order.at(-1)?.endMs ?? null,
      shape.stepMs,
      shape.gapMs,
      shape.gaps,
    );
    axis.series.forEach((header, position) => insertSeries(axis, header, position));
    return shape.duplicates;
  }

  function insertSeries(axis: AxisState, header: SeriesHeader, position: number): void {
    const totals = axis.totals[position] as Totals;
    const none = totals.count === 0;
    insertSeriesRow.run(
      axis.firstSeriesId + position,
      sourceId,
      axis.id,
      position,
      header.name,
      JSON.stringify(header.labels),
      header.unit,
      header.metric,
      header.kind,
      totals.count,
      totals.nulls,
      none ? null : totals.min,
      none ? null : totals.max,
    );
  }

  return {
    write(batch) {
      if (batch.type === 'axis') {
        addAxis(batch.axis, batch.series);
        return;
      }
      const axis = axes[batch.axis];
      if (axis === undefined) throw new Error(`Axis ${batch.axis} was not announced.`);
      append(axis, batch.timesMs, batch.columns);
      if (held > maxHeldSamples) for (const each of axes) flush(each);
    },
    finish() {
      let rows = 0;
      let outOfOrder = 0;
      let duplicates = 0;
      for (const axis of axes) {
        duplicates += finishAxis(axis);
        rows += axis.rows;
        outOfOrder += axis.outOfOrder;
      }
      if (outOfOrder > 0) {
        warn(
          'metrics.out-of-order',
          `Rows earlier than the row before them: ${outOfOrder}. They have been put in time order.`,
        );
      }
      if (duplicates > 0) {
        warn(
          'metrics.duplicate-times',
          `Rows that repeat a time of their series: ${duplicates}. All are kept, in file order.`,
        );
      }
      return { rows };
    },
  };
}

function makeRoom(axis: AxisState, needed: number): void {
  if (needed <= axis.times.length) return;
  const capacity = Math.min(chunkSamples, Math.max(needed, axis.times.length * 2));
  const grown = (array: Float64Array): Float64Array => {
    const larger = new Float64Array(capacity);
    larger.set(array);
    return larger;
  };
  axis.times = grown(axis.times);
  axis.columns = axis.columns.map(grown);
}

/** Sorts rows by time in place; rows of one time keep their order. */
function orderByTime(times: Float64Array, columns: Float64Array[]): void {
  let inOrder = true;
  for (let index = 1; index < times.length && inOrder; index += 1) {
    inOrder = (times[index] as number) >= (times[index - 1] as number);
  }
  if (inOrder) return;
  const order = Array.from(times, (_, index) => index).sort(
    (a, b) => (times[a] as number) - (times[b] as number) || a - b,
  );
  for (const array of [times, ...columns]) {
    const before = array.slice();
    order.forEach((from, to) => {
      array[to] = before[from] as number;
    });
  }
}

function addTotals(total: Totals, chunk: Totals): void {
  total.count += chunk.count;
  total.nulls += chunk.nulls;
  total.min = Math.min(total.min, chunk.min);
  total.max = Math.max(total.max, chunk.max);
}
