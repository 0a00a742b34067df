// Metrics of hosts and of monitoring systems, in forms that are no CSV with a column of times.
import {
  all,
  any,
  firstLine,
  lines,
  magic,
  member,
  members,
  notYet,
  someLine,
  words,
  type KnownFormat,
} from './known-format.ts';
import type { Head } from './head.ts';

const sadf = 'Write it as CSV (sadf -d -U -- -A, which gives epoch times) and import that.';
const asCsv = 'Export the same series as CSV, with a column of times.';
const sysstat = 'Collect with sar (sar -o FILE) and write that as CSV (sadf -d -U FILE -- -A).';

/** The first line that every tool of sysstat prints: kernel, host, date, architecture and processors. */
const banner = firstLine(/^Linux \S+ \(.+\)\s+\S+\s+_\w+_\s+\(\d+ CPUs?\)/u);

/** Below the banner, or alone where it was cut off. */
const sysstatOutput = (header: RegExp): KnownFormat['recognise'] => all(banner, someLine(header));

function hasGrafanaFrames(head: Head): boolean {
  const paths = head.json()?.paths ?? new Set<string>();
  return [...paths].some((path) => /^results\.\w+\.frames$/u.test(path));
}

export const metricFiles: readonly KnownFormat[] = [
  notYet(
    'a daily file of sar (sadc, binary)',
    any(magic('96d57321'), magic('96d57521'), magic('96d57121'), magic('d5962173'), magic('d5962175')),
    sadf,
  ),
  notYet(
    'output of iostat',
    any(
      sysstatOutput(/^avg-cpu:|^Device:?\s/u),
      all(firstLine(/^avg-cpu:\s+%user/u), someLine(/^Device:?\s/u)),
    ),
    sysstat,
  ),
  notYet(
    'output of pidstat',
    any(sysstatOutput(/\s+UID\s+T?G?I?PID\s/u), firstLine(/^#\s+Time\s+UID\s+PID\s/u)),
    'Write its columns as CSV with a column of times, or collect with sar and sadf -d.',
  ),
  notYet('output of mpstat', sysstatOutput(/\sCPU\s+%usr\s.*%guest\s/u), sysstat),
  notYet('output of sar', banner, sadf),
  notYet('sysstat data as JSON', members('sysstat.hosts'), 'Write it as CSV instead (sadf -d -U -- -A).'),
  notYet(
    'sysstat data as XML',
    all(firstLine(/^<\?xml/u), words('<sysstat')),
    'Write it as CSV instead (sadf -d -U -- -A).',
  ),
  notYet(
    'output of vmstat',
    any(firstLine(/^procs -+memory-+ -+swap/u), firstLine(/^ r\s+b\s+swpd\s+free\s/u)),
    sysstat,
  ),
  notYet('output of top', firstLine(/^top - \d\d:\d\d:\d\d up /u), sysstat),
  notYet(
    'output of dstat or dool',
    any(firstLine(/^"(?:pcp-)?[Dd](?:stat|ool) [\d.]+ CSV output"/u), firstLine(/^"pcp-dstat/u)),
    'Delete the lines above the row of column names, and import the rest as CSV.',
  ),
  notYet(
    'a file of nmon',
    firstLine(/^AAA,(?:progname|command|version)/u),
    'Cut out the section that matters and put its times in the first column, as CSV.',
  ),
  notYet(
    'a raw file of atop',
    any(magic('efbeedfe'), magic('feedbeef')),
    'Write what matters as text (atop -r FILE -P CPU,DSK,MEM) and bring it into CSV with a column of times.',
  ),
  notYet(
    'output of collectl',
    firstLine(/^#+ ?(?:Collectl:|RECORDED)|^#Date Time /u),
    'Write it as CSV (collectl -P --sep ,) with date and time in one column.',
  ),
  notYet(
    'output of docker stats',
    firstLine(/^CONTAINER ID\s+NAME\s+CPU %/u),
    'It has no times. Export the containers’ metrics from the monitoring system as CSV.',
  ),
  notYet(
    'output of kubectl top',
    firstLine(/^(?:NAMESPACE\s+)?NAME\s+CPU\(cores\)\s/u),
    'It has no times. Export the metrics from the monitoring system as CSV.',
  ),
  notYet(
    'metrics of a Prometheus exporter (text exposition)',
    lines(/^# (?:HELP|TYPE|UNIT) [A-Za-z_:]/u, 0.05, 2),
    'They are one moment. Query the range in Prometheus or Grafana and export it as CSV.',
  ),
  notYet(
    'a query result of Prometheus (JSON)',
    members('data.resultType', 'data.result'),
    `Only CSV is read of Prometheus. Show the query in Grafana and export it (Inspect, Data, Download CSV).`,
  ),
  notYet(
    'a dashboard of Grafana (JSON)',
    any(members('panels', 'schemaVersion'), members('dashboard.panels')),
    'A dashboard holds no data. Open each panel and export it (Inspect, Data, Download CSV).',
  ),
  notYet(
    'a panel’s data of Grafana (JSON)',
    hasGrafanaFrames,
    'Export the panel as CSV instead (Inspect, Data, Download CSV).',
  ),
  notYet(
    'a query result of Graphite (JSON)',
    members('[].target', '[].datapoints'),
    'Ask for format=csv, and give the result a header: series,time,value.',
  ),
  notYet(
    'annotated CSV of InfluxDB',
    firstLine(/^#(?:group|datatype|default),/u),
    'Export it without annotations (influx query --raw, header only), so that the first line names the columns.',
  ),
  notYet(
    'line protocol of InfluxDB',
    lines(/^[^\s,=#]+(?:,[^\s=]+=[^\s]+)* [^\s=]+=\S+ \d{10,19}$/u, 0.9),
    asCsv,
  ),
  notYet(
    'metrics of CloudWatch (JSON)',
    any(members('MetricDataResults'), members('Label', 'Datapoints')),
    `${asCsv} In the console: Actions, Download as CSV.`,
  ),
  notYet(
    'metrics of Datadog (JSON)',
    any(members('series[].pointlist'), member('data.type', /^timeseries_response$/u)),
    asCsv,
  ),
  notYet('metrics of Azure Monitor (JSON)', members('value[].timeseries'), asCsv),
  notYet(
    'metrics of Google Cloud Monitoring (JSON)',
    any(members('timeSeries[].points'), members('[].metric.type', '[].points')),
    asCsv,
  ),
  notYet(
    'a GC report of .NET (PerfView)',
    any(words('<GCProcess'), all(words('GC Events by Time'), words('GC Rollup'))),
    'Collect the runtime’s counters as CSV (dotnet-counters collect --format csv).',
  ),
  notYet('output of INFO of Redis', all(firstLine(/^# Server$/u), someLine(/^redis_version:/u)), asCsv),
];
