import type { Format } from '../format.ts';

/** A column a series. */
export const howToExportWide: Format['howToExport'] = [
  {
    from: 'Linux: processor use of one day, from sysstat',
    command: 'sadf -d -U /var/log/sysstat/sa09 -- -u > cpu.csv',
  },
  {
    from: 'Windows: processor, memory and disk, every 5 s for an hour',
    command:
      'typeperf "\\Processor(_Total)\\% Processor Time" "\\Memory\\Available MBytes" "\\PhysicalDisk(_Total)\\Avg. Disk sec/Transfer" -si 5 -sc 720 -f CSV -o metrics.csv',
  },
];

/** A row a sample. */
export const howToExportLong: Format['howToExport'] = [
  {
    from: 'Metrics from Prometheus as CSV, one query at a time (curl and jq)',
    command: `curl -sG http://localhost:9090/api/v1/query_range --data-urlencode 'query=rate(http_requests_total[1m])' -d start=2026-03-09T00:00:00Z -d end=2026-03-11T00:00:00Z -d step=15 | jq -r '["time","metric","value"], (.data.result[] | (.metric | tojson) as $name | .values[] | [.[0], $name, .[1]]) | @csv' > metrics.csv`,
  },
  {
    from: 'PostgreSQL: rows that hold a time and values, such as a monitoring table',
    command: 'psql --csv -c "select time, metric, host, value from samples" > metrics.csv',
  },
];
