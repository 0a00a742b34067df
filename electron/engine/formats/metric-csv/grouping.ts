// Rows of a long file shared out among the series they belong to.
import type { MetricBatch, SeriesHeader } from '../../kinds/metrics/batch.ts';

/** Shares a block out among its axes, keeping the order of rows within each. */
export function* byAxis(
  count: number,
  axisCount: number,
  times: Float64Array,
  axisOf: Int32Array,
  values: Float64Array[],
): Generator<MetricBatch> {
  const starts = new Int32Array(axisCount + 1);
  for (let row = 0; row < count; row += 1) starts[(axisOf[row] as number) + 1]! += 1;
  for (let axis = 0; axis < axisCount; axis += 1) starts[axis + 1]! += starts[axis] as number;
  const place = starts.slice();
  const order = new Int32Array(count);
  for (let row = 0; row < count; row += 1) {
    const axis = axisOf[row] as number;
    order[place[axis] as number] = row;
    place[axis]! += 1;
  }
  const gather = (column: Float64Array): Float64Array => {
    const gathered = new Float64Array(count);
    for (let index = 0; index < count; index += 1) gathered[index] = column[order[index] as number] as number;
    return gathered;
  };
  const gatheredTimes = gather(times);
  const gatheredValues = values.map(gather);
  for (let axis = 0; axis < axisCount; axis += 1) {
    const [from, to] = [starts[axis] as number, starts[axis + 1] as number];
    if (from === to) continue;
    yield {
      kind: 'metrics',
      type: 'samples',
      axis,
      timesMs: gatheredTimes.subarray(from, to),
      columns: gatheredValues.map((column) => column.subarray(from, to)),
    };
  }
}

const identity = ({ name, labels }: SeriesHeader): string =>
  JSON.stringify([name, Object.entries(labels).sort()]);

/** Columns of one name and the same labels are told apart by their place in the file. */
export function tellApart(headers: SeriesHeader[], valueColumns: number[]): SeriesHeader[] {
  const counts = new Map<string, number>();
  for (const header of headers) counts.set(identity(header), (counts.get(identity(header)) ?? 0) + 1);
  return headers.map((header, slot) =>
    counts.get(identity(header)) === 1
      ? header
      : { ...header, labels: { ...header.labels, column: String((valueColumns[slot] as number) + 1) } },
  );
}
