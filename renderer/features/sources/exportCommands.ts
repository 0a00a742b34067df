// How the client gets each kind of evidence out of common systems, in a form that Assay reads.
import type { ExportCommand } from '../../ui/index.ts';

export const exportCommands: readonly ExportCommand[] = [
  {
    title: 'Metrics from Prometheus as CSV, one query at a time (curl and jq)',
    command: `curl -sG http://localhost:9090/api/v1/query_range --data-urlencode 'query=rate(http_requests_total[1m])' -d start=2026-03-09T00:00:00Z -d end=2026-03-11T00:00:00Z -d step=15 | jq -r '["time","metric","value"], (.data.result[] | (.metric | tojson) as $name | .values[] | [.[0], $name, .[1]]) | @csv' > metrics.csv`,
  },
  {
    title: 'One trace from Grafana Tempo as OTLP JSON',
    command: "curl -s -H 'Accept: application/json' http://localhost:3200/api/traces/TRACE_ID > trace.json",
  },
  {
    title: 'CPU profile of a Node.js service (.cpuprofile, written when it ends)',
    command: 'node --cpu-prof --cpu-prof-dir=profiles server.js',
  },
  {
    title: 'Stacks of any Linux process, 60 s (perf and stackcollapse-perf.pl)',
    command: 'perf record -F 99 -g -p PID -- sleep 60 && perf script | stackcollapse-perf.pl > stacks.folded',
  },
  {
    title: 'Stacks of a Python process, 60 s (py-spy)',
    command: 'py-spy record --pid PID --duration 60 --format raw --output stacks.folded',
  },
  {
    title: 'Stacks of a JVM, 60 s (async-profiler)',
    command: 'asprof -d 60 -e cpu -o collapsed -f stacks.folded PID',
  },
];
