// OTLP trace JSON: what OpenTelemetry exporters, the collector's file exporter, Tempo and Grafana write.
// One object, JSON lines, concatenated objects or an array of objects; spans are cut out one by one.
// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { SpanRecord, TraceBatch } from '../../kinds/traces/batch.ts';
import type { ImportContext, Format } from '../format.ts';
import type { ByteStream } from '../../reading/stream.ts';
import type { JsonPosition } from '../../reading/json-fault.ts';
import { createJsonScanner, type JsonHandler, type JsonShape } from '../../reading/json-scanner.ts';
import { readResource, readSpan, type Resource } from './span.ts';
import { howToExport } from './how-to-export.ts';

const spans: JsonShape = { name: 'spans', items: { name: 'span' } };
const scopes: JsonShape = { name: 'scopeSpans', items: { name: 'scope', members: { spans } } };
const resourceSpans: JsonShape = {
  name: 'resourceSpans',
  items: {
    name: 'resource spans',
    members: {
      resource: { name: 'resource' },
      scopeSpans: scopes,
      // The name before OTLP 0.15; spans without a scope come from converters.
      instrumentationLibrarySpans: scopes,
      spans,
    },
  },
};
/** Of the other signals only the records are counted. */
const leftOut = { metric: 'resourceMetrics', 'log record': 'resourceLogs' } as const;
type LeftOut = keyof typeof leftOut;
const uncounted = (list: string, scope: string, records: string, record: LeftOut): JsonShape => ({
  name: list,
  items: {
    name: list,
    members: {
      [scope]: {
        name: scope,
        items: {
          name: scope,
          members: { [records]: { name: records, items: { name: record, members: {} } } },
        },
      },
    },
  },
});
const documentMembers = {
  resourceSpans,
  resourceMetrics: uncounted('resourceMetrics', 'scopeMetrics', 'metrics', 'metric'),
  resourceLogs: uncounted('resourceLogs', 'scopeLogs', 'logRecords', 'log record'),
  // Tempo's name for the same list.
  batches: { ...resourceSpans, name: 'batches' },
};
const document: JsonShape = {
  name: 'document',
  // Tempo's v2 API wraps the document in `trace`.
  members: { ...documentMembers, trace: { name: 'trace', members: documentMembers } },
};
const file: JsonShape = { ...document, items: document };

/** Spans kept back while their resource has not been read; no exporter writes so many before it. */
const maxHeldSpans = 200_000;

export const unknownService = 'unknown_service';

async function* parse(stream: ByteStream, context: ImportContext): AsyncGenerator<TraceBatch> {
  let batch: SpanRecord[] = [];
  let hasSpans = false;
  const counts: Record<LeftOut, number> = { metric: 0, 'log record': 0 };
  const spanHandler = spanReader(context, (span) => batch.push(span));
  const scanner = createJsonScanner(file, {
    ...spanHandler,
    begin(name) {
      if (name in counts) counts[name as LeftOut] += 1;
      else spanHandler.begin?.(name);
    },
    value(name, value, position) {
      hasSpans ||= name === 'span';
      spanHandler.value(name, value, position);
    },
  });
  for await (const chunk of stream) {
    scanner.write(chunk);
    if (batch.length === 0) continue;
    yield { kind: 'traces', spans: batch };
    batch = [];
  }
  scanner.end();
  if (batch.length > 0) yield { kind: 'traces', spans: batch };
  tellLeftOut(counts, hasSpans, context);
}

/** Throws `otlp-json.no-traces` where the file holds nothing but other signals. */
function tellLeftOut(counts: Record<LeftOut, number>, hasSpans: boolean, context: ImportContext): void {
  const told = (Object.keys(counts) as LeftOut[])
    .filter((record) => counts[record] > 0)
    .map((record) => `${counts[record]} ${record}${counts[record] === 1 ? '' : 's'} (${leftOut[record]})`)
    .join(' and ');
  if (told === '') return;
  if (hasSpans) context.warn('otlp-json.left-out', `Only traces are read; left out were ${told}.`);
  else {
    throw new AssayError({
      code: 'otlp-json.no-traces',
      message: `The file holds ${told}, but no traces.`,
      file: context.fileName,
      hint: 'Export the traces of the same time; metrics are read as CSV, with a column of times.',
    });
  }
}

/** Joins spans with the resource beside them, which JSON may put before or after. */
function spanReader(context: ImportContext, emit: (span: SpanRecord) => void): JsonHandler {
  const noResource: Resource = { service: unknownService, attributes: {} };
  let resource: Resource | undefined;
  let held: SpanRecord[] = [];
  let releasedWithoutResource = false;
  const release = (): void => {
    const { service, attributes } = resource ?? noResource;
    for (const span of held) emit({ ...span, service, resource: attributes });
    held = [];
  };
  return {
    begin(name) {
      if (name !== 'resource spans') return;
      resource = undefined;
      releasedWithoutResource = false;
    },
    value(name, value, position) {
      if (name === 'resource') {
        if (releasedWithoutResource) throw lateResource(position);
        resource = readResource(value, unknownService);
        release();
        return;
      }
      const read = readSpan(value, resource ?? noResource);
      if (typeof read === 'string') context.reject(position.line, position.offset, read);
      else if (resource) emit(read);
      else {
        held.push(read);
        releasedWithoutResource ||= held.length === maxHeldSpans;
        if (releasedWithoutResource) release();
      }
    },
    end(name) {
      if (name === 'resource spans') release();
    },
    misfit(name, { line, offset }) {
      context.reject(line, offset, `“${name}” is not what OTLP puts there, so nothing of it was read.`);
    },
  };
}

const lateResource = ({ line, offset }: JsonPosition): AssayError =>
  new AssayError({
    code: 'otlp-json.resource-too-late',
    message: `A resource stands behind more than ${maxHeldSpans} of its spans, so their service is not known in time.`,
    line,
    offset,
    hint: 'Export again with “resource” before “scopeSpans”, as exporters do, or in smaller batches.',
  });

/** Walks the head as the parser does, so that words inside values do not count. */
function detect(head: Uint8Array): number {
  const first = head.find((byte) => byte > 0x20);
  if (first !== 0x7b && first !== 0x5b) return 0;
  let score = 0;
  const atLeast = (value: number): void => {
    score = Math.max(score, value);
  };
  const scanner = createJsonScanner(file, {
    begin(name) {
      if (name === 'resourceSpans') atLeast(0.95);
      // “batches” alone is a common word.
      if (name === 'scopeSpans' || name === 'spans') atLeast(0.9);
    },
    value(name) {
      if (name === 'span') atLeast(0.98);
    },
  });
  try {
    scanner.write(head);
  } catch (error) {
    // Broken JSON is for `parse` to report, with its place; what came before it says what it was meant to be.
    if (!(error instanceof AssayError)) throw error;
  }
  return score;
}

export const format: Format<TraceBatch> = {
  id: 'otlp-json',
  kinds: ['traces'],
  title: 'OpenTelemetry traces (OTLP JSON)',
  version: 2,
  // Version 1 left out events and links, on which no figure of its time rested.
  earlierVersions: [1],
  howToExport,
  detect,
  parse,
};
