// The axes of a file and the series on each: one axis for a wide file, one for each set of key cells of a long one.
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { MetricBatch, SeriesHeader } from '../../kinds/metrics/batch.ts';
import { describeSeries, parseSeriesName } from '../../reading/header.ts';
import { decodeText } from '../../reading/row.ts';
import { unitOf } from '../../reading/units.ts';
import type { ImportContext } from '../format.ts';
import type { ColumnPlan } from './columns.ts';
import { tellApart } from './grouping.ts';
import type { Layout } from './layout.ts';
import type { Place } from './place.ts';

/** More series than anyone can look at: a column of ids was taken for labels. */
const maxSeries = 200_000;
/** Stands behind each key cell in what keys are told apart by. */
const keyEnd = 0x1f;

/** The key cells of the row that is being read, as places in its bytes, with a hash of what they hold. */
export interface KeyCells {
  hash: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export const createKeyCells = (count: number): KeyCells => ({
  hash: 0,
  starts: new Int32Array(count),
  ends: new Int32Array(count),
});

export interface Axes {
  /** The axis of these key cells; a new one is described and announced with the next batch. Throws `csv.too-many-series`. */
  ofTexts(keys: string[]): number;
  /** The same from bytes, without making a string for keys that were met before. */
  ofBytes(bytes: Uint8Array, cells: KeyCells): number;
  /** The unit of a series, in which its cells are kept. */
  unitOf(axis: number, slot: number): string;
  count(): number;
  /** The axes found since the last call. */
  announce(): Generator<MetricBatch>;
}

export function createAxes(layout: Layout, plan: ColumnPlan, context: ImportContext, place: Place): Axes {
  const { valueColumns } = plan;
  const describe = axisDescriber(layout, plan, context);
  const axesByKey = new Map<string, number>();
  /** The first axis of each hash, with the bytes of its key cells to tell another of the same hash apart. */
  const axesByHash = new Map<number, { axis: number; keyBytes: Uint8Array }>();
  const seriesOfAxis: SeriesHeader[][] = [];
  let announced = 0;

  function ofTexts(keys: string[]): number {
    const id = JSON.stringify(keys);
    const known = axesByKey.get(id);
    if (known !== undefined) return known;
    const axis = seriesOfAxis.length;
    if (axis * valueColumns.length >= maxSeries) {
      throw new AssayError({
        code: 'csv.too-many-series',
        message: `The file would make more than ${maxSeries} series; a column of ids seems to be taken for labels.`,
        file: context.fileName,
        line: place.line,
        hint: 'Name the columns that hold values (--option value-columns=…).',
      });
    }
    axesByKey.set(id, axis);
    seriesOfAxis.push(describe(keys));
    return axis;
  }

  function ofBytes(bytes: Uint8Array, cells: KeyCells): number {
    const known = axesByHash.get(cells.hash);
    if (known !== undefined && isSameKey(known.keyBytes, bytes, cells)) return known.axis;
    const { starts, ends } = cells;
    const axis = ofTexts(
      Array.from(starts, (start, index) => decodeText(bytes, start, ends[index] as number).trim()),
    );
    if (known === undefined) axesByHash.set(cells.hash, { axis, keyBytes: keyBytesOf(bytes, cells) });
    return axis;
  }

  return {
    ofTexts,
    ofBytes,
    unitOf: (axis, slot) => seriesOfAxis[axis]?.[slot]?.unit ?? '',
    count: () => seriesOfAxis.length,
    *announce() {
      for (; announced < seriesOfAxis.length; announced += 1) {
        const series = seriesOfAxis[announced] as SeriesHeader[];
        yield { kind: 'metrics', type: 'axis', axis: announced, series };
      }
    },
  };
}

/** What makes the series of an axis from its key cells. */
function axisDescriber(
  { columns, nameColumn, unitColumn }: Layout,
  { valueColumns, keyColumns }: ColumnPlan,
  context: ImportContext,
): (keys: readonly string[]) => SeriesHeader[] {
  const wantedUnit = context.options['unit'] ?? '';
  const chosenUnit = unitOf(wantedUnit) ?? wantedUnit;
  return (keys) => {
    const labels: Record<string, string> = {};
    let named = { name: '', labels: {} as Record<string, string> };
    let unitCell = '';
    keyColumns.forEach((column, index) => {
      const cell = (keys[index] ?? '').trim();
      if (column === nameColumn) named = parseSeriesName(cell);
      else if (column === unitColumn) unitCell = unitOf(cell) ?? cell;
      else if (cell !== '') labels[columns[column]?.header ?? ''] = cell;
    });
    const headers = valueColumns.map((column) => {
      const header = columns[column]?.header ?? '';
      const unit = chosenUnit || unitCell || (columns[column]?.cellUnit ?? '');
      if (named.name === '') return describeSeries(header, labels, unit);
      const statistic = valueColumns.length > 1 ? { statistic: header } : {};
      return describeSeries(named.name, { ...named.labels, ...labels, ...statistic }, unit);
    });
    return tellApart(headers, valueColumns);
  };
}

function keyBytesOf(bytes: Uint8Array, { starts, ends }: KeyCells): Uint8Array {
  const parts = Array.from(starts, (start, index) => bytes.slice(start, (ends[index] as number) + 1));
  for (const part of parts) part[part.length - 1] = keyEnd;
  return Buffer.concat(parts);
}

function isSameKey(key: Uint8Array, bytes: Uint8Array, { starts, ends }: KeyCells): boolean {
  let at = 0;
  for (let index = 0; index < starts.length; index += 1) {
    for (let byte = starts[index] as number; byte < (ends[index] as number); byte += 1, at += 1) {
      if (key[at] !== bytes[byte]) return false;
    }
    if (key[at] !== keyEnd) return false;
    at += 1;
  }
  return at === key.length;
}
