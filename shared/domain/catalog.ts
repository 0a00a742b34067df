// The metric catalog: what a series measures, told from its name. Ids group the same measurement under the many
// names that tools give it. The first entry that matches wins, so the narrower stand before the wider.

export interface CatalogMetric {
  id: string;
  title: string;
  /** The unit such a metric has when neither its name nor its cells say. */
  unit: string;
  /** Matched against the name in lower case, words divided by single underscores. */
  pattern: RegExp;
}

const metric = (id: string, title: string, unit: string, pattern: RegExp): CatalogMetric => ({
  id,
  title,
  unit,
  pattern,
});

export const metricCatalog: readonly CatalogMetric[] = [
  metric('cpu.iowait', 'CPU waiting for disk', '%', /(cpu.*)?io_?wait|wa_pct/),
  metric('cpu.steal', 'CPU stolen by the hypervisor', '%', /(cpu.*)?\bsteal|_steal|^steal/),
  metric('cpu.throttled', 'CPU throttled by a quota', '', /cpu.*throttl|throttled_(periods|time|seconds)/),
  metric('cpu.load', 'Load average', '', /(^|_)load(_?avg|_average)?_?(1|5|15)?m?$|ldavg/),
  metric('cpu.run-queue', 'Run queue', '', /run_?q(ueue)?(_|$)|runq_sz|procs_running/),
  metric(
    'cpu.utilization',
    'CPU utilization',
    '',
    /cpu|processor_time|prozessor|^pct_(user|usr|system|sys|nice|soft|irq|guest)$/,
  ),
  metric(
    'gc.pause',
    'Garbage collection pause',
    '',
    /(^|_)gc_.*(pause|time|duration|seconds)|gc_pause|pause_.*gc/,
  ),
  metric('memory.heap', 'Heap in use', '', /heap/),
  metric('memory.swap', 'Swap', '', /swap|page_?(in|out)s?_|pswp|major_?faults?|majflt/),
  metric('memory.available', 'Memory available', '', /mem(ory)?_?(avail|free)/),
  metric('memory.used', 'Memory in use', '', /(^|_)mem(ory)?(_|$)|(^|_)rss(_|$)|working_set|resident/),
  metric(
    'disk.latency',
    'Disk latency',
    '',
    /(disk|device|volume).*(latency|wait|sec_(read|write|transfer))|(^|_)[rw]?_?await/,
  ),
  metric('disk.queue', 'Disk queue', '', /(disk|device|volume).*queue|aqu_sz|avgqu/),
  metric('disk.utilization', 'Disk utilization', '', /(disk|device|io).*(util|busy)|^(pct_)?util(_pct)?$/),
  metric(
    'disk.throughput',
    'Disk throughput',
    '',
    /(disk|device|volume).*(bytes|read|writ|kb|mb)|[rw]kb_s|iops|^tps$/,
  ),
  metric('network.retransmits', 'Retransmitted segments', '', /retrans/),
  metric(
    'network.errors',
    'Network errors and drops',
    '',
    /(net|rx|tx|if|iface|interface|packet).*(err|drop|collision)/,
  ),
  metric(
    'network.throughput',
    'Network throughput',
    '',
    /network|(^|_)(rx|tx|receive|transmit)_|[rt]xkb|ifutil/,
  ),
  metric('db.lock-wait', 'Database lock wait', '', /lock.*(wait|time)|deadlock/),
  metric('db.replication-lag', 'Replication lag', '', /replica(tion)?_.*(lag|delay)|seconds_behind/),
  metric(
    'pool.waiting',
    'Waiting for a pooled connection',
    '',
    /(pool|hikari|conn).*(pending|wait|awaiting|queue)/,
  ),
  metric(
    'pool.in-use',
    'Pooled connections in use',
    '',
    /(pool|hikari|conn(ection)?s?)_?.*(active|used|busy|in_use|open)?$/,
  ),
  metric('threads', 'Threads', '', /threads?(_|$)|workers?_/),
  metric('cache.hit-ratio', 'Cache hit ratio', '', /(cache|buffer|hit).*(ratio|rate|pct|percent)/),
  metric('queue.lag', 'Consumer lag', '', /(consumer|offset|kafka).*lag|_lag$/),
  metric('queue.depth', 'Queue depth', '', /queue|backlog|messages_ready|pending/),
  metric('errors', 'Errors', '', /error|fail(ed|ure)|5xx|exceptions?/),
  metric(
    'latency',
    'Latency',
    '',
    /latenc|response_?time|duration|elapsed|(^|_)p_?(50|75|90|95|99|999)(_|$)|(^|_)rt(_|$)|antwortzeit|ttfb|request_.*seconds/,
  ),
  metric(
    'throughput',
    'Throughput',
    '1/s',
    /requests?_?(_s|per_sec)|throughput|(^|_)[rqt]ps(_|$)|transactions?_per|hits_per/,
  ),
  metric('requests', 'Requests', '', /requests?(_|$)|calls?_total|http_reqs/),
  metric('users', 'Users or sessions', '', /(^|_)(users?|sessions?|vus|virtual_users)(_|$)/),
];

/** The catalog's id for a series name, or null when the name says nothing known. */
export function metricOfName(name: string): string | null {
  const normalised = normaliseName(name);
  return metricCatalog.find(({ pattern }) => pattern.test(normalised))?.id ?? null;
}

/** Lower case, camelCase and punctuation turned to single underscores, `%` to `pct`. */
export function normaliseName(name: string): string {
  return name
    .replaceAll('%', ' pct ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\d]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');
}
