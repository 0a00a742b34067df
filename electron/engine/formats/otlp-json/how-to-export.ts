import type { Format } from '../format.ts';

export const howToExport: Format['howToExport'] = [
  {
    from: 'OpenTelemetry Collector: add the file exporter to the traces pipeline, then collect /var/lib/otelcol/traces.jsonl (gzip is fine)',
    command: `exporters:
  file/audit:
    path: /var/lib/otelcol/traces.jsonl
    format: json
service:
  pipelines:
    traces:
      exporters: [file/audit]   # beside the exporters that are there`,
  },
  {
    from: 'One trace from Grafana Tempo',
    command: "curl -s -H 'Accept: application/json' http://localhost:3200/api/traces/TRACE_ID > trace.json",
  },
  {
    from: 'The slowest traces of the last hour from Grafana Tempo (curl and jq)',
    command:
      "curl -sG http://localhost:3200/api/search --data-urlencode 'q={ duration > 1s }' -d limit=200 -d start=$(date -d '1 hour ago' +%s) -d end=$(date +%s) | jq -r '.traces[].traceID' | while read id; do curl -s -H 'Accept: application/json' http://localhost:3200/api/traces/$id; echo; done > traces.jsonl",
  },
  {
    from: 'One trace from Jaeger 1.35 or later as OTLP JSON (its v3 API)',
    command: "curl -s http://localhost:16686/api/v3/traces/TRACE_ID | jq -c '.result // .' > trace.json",
  },
];
