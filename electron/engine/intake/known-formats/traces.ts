// Distributed traces and what else OpenTelemetry carries.
import { all, any, member, members, notYet, type KnownFormat } from './known-format.ts';
import type { Head } from './head.ts';
import { readFields, type WireField } from './wire.ts';

const otlp =
  'Export traces as OTLP JSON instead, for instance through a collector with an otlp receiver and a file exporter.';
const throughCollector = (receiver: string): string =>
  `Send them through an OpenTelemetry collector (${receiver} receiver, file exporter) and import the OTLP JSON it writes.`;

/** Lists of what a resource sent: `{resource: {attributes: [{key, …}]}}`, with a length of four bytes before it or not. */
function isOtlpProtobuf({ bytes }: Head): boolean {
  return [bytes, bytes.subarray(4)].some((message) => {
    let content: Uint8Array | undefined = message;
    for (let depth = 0; depth < 4 && content !== undefined; depth += 1) {
      const first: WireField | undefined = readFields(content, false, 1)?.[0];
      content = first?.number === 1 && first.type === 2 ? first.content : undefined;
    }
    return content !== undefined && /^[a-z][\w.-]{1,100}$/u.test(Buffer.from(content).toString('latin1'));
  });
}

export const traceFiles: readonly KnownFormat[] = [
  notYet(
    'OpenTelemetry data as protobuf (OTLP)',
    isOtlpProtobuf,
    'Let the collector’s file exporter write JSON (format: json, no compression of messages) and import that.',
  ),
  notYet(
    'OpenTelemetry metrics (OTLP JSON)',
    any(members('resourceMetrics'), members('[].resourceMetrics')),
    'Only traces are read from OTLP. Export the metrics as CSV, with a column of times.',
  ),
  notYet(
    'OpenTelemetry logs (OTLP JSON)',
    any(members('resourceLogs'), members('[].resourceLogs')),
    'Only traces are read from OTLP. Export the traces of the same time.',
  ),
  notYet(
    'traces of Jaeger (JSON)',
    any(members('data[].traceID', 'data[].spans'), members('traceID', 'spans', 'processes')),
    throughCollector('jaeger'),
  ),
  notYet(
    'traces of Zipkin (JSON)',
    all(
      any(members('[].traceId', '[].id'), members('[][].traceId', '[][].id')),
      any(
        members('[].localEndpoint'),
        members('[][].localEndpoint'),
        members('[].annotations'),
        members('[].timestamp', '[].duration'),
      ),
    ),
    throughCollector('zipkin'),
  ),
  notYet(
    'traces of the Datadog agent (JSON)',
    members('[][].trace_id', '[][].span_id'),
    throughCollector('datadog'),
  ),
  notYet(
    'traces of AWS X-Ray',
    any(members('Traces[].Segments'), members('Traces[].Id', 'Traces[].Duration'), members('TraceSummaries')),
    throughCollector('awsxray'),
  ),
  notYet(
    'spans of OpenTelemetry’s console exporter',
    any(members('context.trace_id', 'context.span_id'), members('SpanContext.TraceID')),
    otlp,
  ),
  notYet(
    'a list of traces found by Tempo',
    members('traces[].rootServiceName'),
    'It holds no spans. Fetch each trace (/api/traces/ID) and import that JSON.',
  ),
  notYet(
    'a search result of Elasticsearch',
    members('hits.hits', 'took'),
    'Export the documents that matter as CSV with a column of times, or their traces as OTLP JSON.',
  ),
  notYet(
    'logs of CloudWatch',
    any(
      members('events[].timestamp', 'events[].message'),
      members('results[][].field', 'results[][].value'),
      all(members('logGroup', 'logEvents'), member('messageType', /./u)),
    ),
    'Logs are not read yet. Export the metrics behind them as CSV.',
  ),
];
