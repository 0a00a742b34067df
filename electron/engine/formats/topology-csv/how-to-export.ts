import type { Format } from '../format.ts';

export const howToExport: Format['howToExport'] = [
  {
    from: 'Jaeger: what called what in the last day',
    command: `curl -s "http://JAEGER:16686/api/dependencies?endTs=$(date +%s)000&lookback=86400000" | jq -r '["parent","child","callCount"], (.data[] | [.parent, .child, .callCount]) | @csv' > jaeger-calls.csv`,
  },
  {
    from: 'Zipkin: what called what in the last day',
    command: `curl -s "http://ZIPKIN:9411/api/v2/dependencies?endTs=$(date +%s)000&lookback=86400000" | jq -r '["parent","child","callCount"], (.[] | [.parent, .child, .callCount]) | @csv' > zipkin-calls.csv`,
  },
  {
    from: 'Istio: requests between workloads in the last hour, from its Prometheus',
    command: `curl -s -G http://PROMETHEUS:9090/api/v1/query --data-urlencode 'query=sum by (source_workload, destination_workload) (increase(istio_requests_total{reporter="source"}[1h]))' | jq -r '["client","server","requests"], (.data.result[] | [.metric.source_workload, .metric.destination_workload, (.value[1] | tonumber | round)]) | @csv' > istio-calls.csv`,
  },
  {
    from: 'AWS X-Ray: the service map of the last hour',
    command: `aws xray get-service-graph --start-time $(($(date +%s) - 3600)) --end-time $(date +%s) | jq -r '(.Services | map({key: (.ReferenceId | tostring), value: "\\(.Name) \\(.Type // "")"}) | from_entries) as $name | ["caller","callee","calls"], (.Services[] | $name[.ReferenceId | tostring] as $from | .Edges[]? | [$from, $name[.ReferenceId | tostring], .SummaryStatistics.TotalCount]) | @csv' > xray-calls.csv`,
  },
];
