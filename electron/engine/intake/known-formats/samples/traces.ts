import { hex, jsonLines, type Samples } from './sample.ts';

const field = (number: number, content: Uint8Array): Buffer => Buffer.concat([Buffer.from([number * 8 + 2, content.length]), content]);
/** A resource with its service's name, in the list that every signal begins with. */
const otlp = field(1, field(1, field(1, Buffer.concat([field(1, Buffer.from('service.name')), field(2, field(1, Buffer.from('shop')))]))));

const span = { traceId: '5982fe77008310cc80f1da5e10147517', id: 'bd7a977555f6b982', name: 'get /', timestamp: 1472470996199000, duration: 207000, localEndpoint: { serviceName: 'frontend' } };

export const traceSamples: Samples = {
  'OpenTelemetry data as protobuf (OTLP)': [otlp, Buffer.concat([hex('0000001e'), otlp])],
  'OpenTelemetry metrics (OTLP JSON)': [jsonLines({ resourceMetrics: [{ resource: { attributes: [] }, scopeMetrics: [{ metrics: [{ name: 'jvm.gc.duration' }] }] }] })],
  'OpenTelemetry logs (OTLP JSON)': [jsonLines({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ timeUnixNano: '1', severityText: 'INFO', body: { stringValue: 'x' } }] }] }] })],
  'traces of Jaeger (JSON)': [jsonLines({ data: [{ traceID: '4bf92f3577b34da6', spans: [{ traceID: '4bf92f3577b34da6', spanID: '00f067aa0ba902b7', operationName: 'GET /', references: [], startTime: 1, duration: 2 }], processes: { p1: { serviceName: 'shop' } } }], total: 0 })],
  'traces of Zipkin (JSON)': [jsonLines([span]), jsonLines([[span]])],
  'traces of the Datadog agent (JSON)': [jsonLines([[{ trace_id: 1234567890123456, span_id: 42, parent_id: 0, service: 'shop', name: 'web.request', resource: 'GET /', start: 1795424553000000000, duration: 12000000, error: 0 }]])],
  'traces of AWS X-Ray': [jsonLines({ Traces: [{ Id: '1-5f84c7a1-0123', Duration: 0.2, Segments: [{ Id: '0123', Document: '{"id":"0123"}' }] }], UnprocessedTraceIds: [] }), jsonLines({ TraceSummaries: [{ Id: '1-5f84c7a1-0123', Duration: 0.2 }] })],
  'spans of OpenTelemetry’s console exporter': ['{\n    "name": "GET /",\n    "context": {\n        "trace_id": "0x4bf92f3577b34da6a3ce929d0e0e4736",\n        "span_id": "0x00f067aa0ba902b7",\n        "trace_state": "[]"\n    },\n', jsonLines({ Name: 'GET /', SpanContext: { TraceID: '4bf9', SpanID: '00f0' }, StartTime: '2026-01-05T10:00:00Z' })],
  'a list of traces found by Tempo': [jsonLines({ traces: [{ traceID: '4bf9', rootServiceName: 'shop', rootTraceName: 'GET /', startTimeUnixNano: '1', durationMs: 12 }], metrics: {} })],
  'a search result of Elasticsearch': [jsonLines({ took: 3, timed_out: false, _shards: { total: 1 }, hits: { total: { value: 1 }, hits: [{ _index: 'apm', _source: {} }] } })],
  'logs of CloudWatch': [jsonLines({ events: [{ logStreamName: 'a', timestamp: 1795424553000, message: 'started', eventId: '1' }], searchedLogStreams: [] }), jsonLines({ results: [[{ field: '@timestamp', value: '2026-01-05 10:00:00.000' }]], status: 'Complete' })],
};
