// The rows that were read and not handed on yet, as columns of numbers that are filled again and again.
import type { MetricBatch } from '../../kinds/metrics/batch.ts';
import { byAxis } from './grouping.ts';

export interface RowBlock {
  readonly capacity: number;
  /** Rows filled so far. */
  rows: number;
  readonly timesMs: Float64Array;
  /** The axis each row belongs to. */
  readonly axisOf: Int32Array;
  /** A column a slot; NaN is "no value". */
  readonly values: Float64Array[];
  /** Time of the last row, also of a block handed on before: local times are read in its light. */
  previousMs: number;
}

export const createRowBlock = (slots: number, capacity: number): RowBlock => ({
  capacity,
  rows: 0,
  timesMs: new Float64Array(capacity),
  axisOf: new Int32Array(capacity),
  values: Array.from({ length: slots }, () => new Float64Array(capacity)),
  previousMs: Number.NEGATIVE_INFINITY,
});

/** Keeps the row whose values and time were written behind the last one. */
export function keepRow(block: RowBlock, axis: number): void {
  block.axisOf[block.rows] = axis;
  block.previousMs = block.timesMs[block.rows] as number;
  block.rows += 1;
}

/** Empties the block into batches. What they hold is good until the block is filled again. */
export function* takeRows(block: RowBlock, axisCount: number): Generator<MetricBatch> {
  const { rows, timesMs, axisOf, values } = block;
  block.rows = 0;
  if (rows === 0) return;
  if (axisCount > 1) return yield* byAxis(rows, axisCount, timesMs, axisOf, values);
  yield {
    kind: 'metrics',
    type: 'samples',
    axis: 0,
    timesMs: timesMs.subarray(0, rows),
    columns: values.map((column) => column.subarray(0, rows)),
  };
}
