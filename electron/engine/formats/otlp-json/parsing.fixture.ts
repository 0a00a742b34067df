// OTLP JSON documents to read, and what is read from them.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { AssayError, type ErrorData } from '../../../../shared/domain/errors.ts';
import type { SpanRecord } from '../../kinds/traces/batch.ts';
import { format as otlpJson } from './index.ts';

export const sample = (name: string): Buffer => readFileSync(new URL(`samples/${name}`, import.meta.url));

export interface Parsed {
  spans: SpanRecord[];
  rejected: { line: number; offset: number; reason: string }[];
  warnings: Record<string, string>;
}

export async function parse(
  input: string | Uint8Array,
  chunkBytes = Number.POSITIVE_INFINITY,
): Promise<Parsed> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const stream = async function* (): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += chunkBytes) yield bytes.slice(from, from + chunkBytes);
  };
  const parsed: Parsed = { spans: [], rejected: [], warnings: {} };
  const context = {
    fileName: 'traces.json',
    options: {},
    timeZone: undefined,
    reject: (line: number, offset: number, reason: string) =>
      void parsed.rejected.push({ line, offset, reason }),
    warn: (code: string, message: string) => void (parsed.warnings[code] = message),
  };
  for await (const { spans } of otlpJson.parse(stream(), context)) parsed.spans.push(...spans);
  return parsed;
}

export async function failureOf(promise: Promise<unknown>): Promise<ErrorData> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AssayError) return error.data;
    throw error;
  }
  throw new Error('It did not fail.');
}

export const spanJson = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  name: 'GET /',
  startTimeUnixNano: '1700000000000000001',
  endTimeUnixNano: '1700000000000000002',
  ...changes,
});

export const documentOf = (...spans: unknown[]): string =>
  JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
        scopeSpans: [{ spans }],
      },
    ],
  });

export async function only(changes: Record<string, unknown>): Promise<SpanRecord> {
  const { spans, rejected } = await parse(documentOf(spanJson(changes)));
  expect(rejected).toEqual([]);
  expect(spans).toHaveLength(1);
  return spans[0] as SpanRecord;
}
