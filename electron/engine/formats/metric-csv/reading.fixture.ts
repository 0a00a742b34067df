// Reads metric CSVs as an import does, into plain arrays.
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { MetricBatch, SeriesHeader } from '../../kinds/metrics/batch.ts';
import type { Format, ImportContext } from '../format.ts';
import { formats } from './index.ts';

export const [metricCsvWide, metricCsvLong] = formats;

export interface ReadSeries extends SeriesHeader {
  times: number[];
  /** Null for "no value". */
  values: (number | null)[];
}

export interface Reading {
  series: ReadSeries[];
  rejected: { line: number; offset: number; reason: string }[];
  warnings: string[];
}

export type Given = { timeZone?: string; options?: Record<string, string> };

export const samplePath = (name: string): string => resolve(import.meta.dirname, 'samples', name);

export async function read(
  format: Format<MetricBatch>,
  stream: AsyncIterable<Uint8Array>,
  { timeZone, options = {} }: Given = {},
): Promise<Reading> {
  const reading: Reading = { series: [], rejected: [], warnings: [] };
  const context: ImportContext = {
    fileName: 'test.csv',
    options,
    timeZone,
    reject: (line, offset, reason) => void reading.rejected.push({ line, offset, reason }),
    warn: (code) => void reading.warnings.push(code),
  };
  const axes: ReadSeries[][] = [];
  for await (const batch of format.parse(stream, context)) {
    if (batch.type === 'axis') {
      axes[batch.axis] = batch.series.map((header) => ({ ...header, times: [], values: [] }));
      continue;
    }
    axes[batch.axis]?.forEach((series, index) => {
      series.times.push(...batch.timesMs);
      for (const value of batch.columns[index] ?? []) series.values.push(Number.isNaN(value) ? null : value);
    });
  }
  reading.series = axes.flat();
  return reading;
}

/** Decoded as the pipeline hands it on: the byte order mark is gone. */
export const readSample = (format: Format<MetricBatch>, name: string, given?: Given): Promise<Reading> =>
  read(format, createReadStream(samplePath(name), { highWaterMark: 7 }), given);

export async function* bytesOf(text: string | Uint8Array, size = 1 << 20): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export const readText = (text: string, given?: Given, format = metricCsvWide): Promise<Reading> =>
  read(format, bytesOf(text), given);

export const valuesOf = ({ series }: Reading): Record<string, (number | null)[]> =>
  Object.fromEntries(series.map(({ name, values }) => [name, values]));

export const noon = Date.UTC(2024, 2, 1, 12);
export const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
