// Documents of traces, and an audit to import them into.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Source } from '../../../../shared/contract/sources.ts';
import type { Engine } from '../../engine.ts';
import { testAudit } from '../../../../test/support/engine.ts';

export const sampleOf = (name: string): string =>
  fileURLToPath(new URL(`../../formats/otlp-json/samples/${name}`, import.meta.url));

export const checkout = '4bf92f3577b34da6a3ce929d0e0e4736';
export const health = '0af7651916cd43dd8448eb211c80319c';
export const startNs = 1700000000123456789n;

export interface TracesAudit {
  engine: Engine;
  importFile(path: string): Promise<Source>;
  importText(name: string, text: string): Promise<Source>;
}

/** An empty audit, and what imports into it. */
export async function tracesAudit(): Promise<TracesAudit> {
  const { engine, folder } = await testAudit('Traces');
  const importFile = (path: string): Promise<Source> => engine.call('source.import', { path });
  const importText = (name: string, text: string): Promise<Source> => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return importFile(path);
  };
  return { engine, importFile, importText };
}

export interface Draft {
  traceId?: string;
  spanId: string;
  parentSpanId?: string;
  service?: string;
  name?: string;
  kind?: number;
  /** Milliseconds from `startNs`. */
  from: number;
  to: number;
  code?: number;
  attributes?: Record<string, string>;
}

export const attributesOf = (values: Record<string, string>): unknown[] =>
  Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));

/** One document with one resource per span. */
export function documentOf(...drafts: Draft[]): string {
  return JSON.stringify({
    resourceSpans: drafts.map((draft) => ({
      resource: { attributes: attributesOf({ 'service.name': draft.service ?? 'shop' }) },
      scopeSpans: [
        {
          spans: [
            {
              traceId: draft.traceId ?? '1'.repeat(32),
              spanId: draft.spanId.padStart(16, '0'),
              parentSpanId: draft.parentSpanId?.padStart(16, '0'),
              name: draft.name ?? `op ${draft.spanId}`,
              kind: draft.kind ?? 1,
              startTimeUnixNano: String(startNs + BigInt(draft.from * 1e6)),
              endTimeUnixNano: String(startNs + BigInt(draft.to * 1e6)),
              status: { code: draft.code ?? 0 },
              attributes: attributesOf(draft.attributes ?? {}),
            },
          ],
        },
      ],
    })),
  });
}
