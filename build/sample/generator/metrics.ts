// Two days of metrics as a monitoring system would export them (wide CSV, every 10 s), and a sample of single
// request latencies as an access log would yield them (long CSV).
import {
  databaseAt,
  demandPerSecond,
  deployedAtMs,
  endMs,
  sampleRequest,
  startMs,
  variantAt,
} from './model.ts';
import { autoregressive, type Random } from './random.ts';

const stepMs = 10_000;
/** Requests simulated for the percentiles of one step; real traffic is thinned to at most this many. */
const maxRequestsPerStep = 400;
/** One in this many simulated requests goes into the latency file. */
const latencyThinning = 55;

/** The monitoring agent was restarted here: these minutes are missing from the export. */
const outage = { fromMs: Date.parse('2026-03-03T09:14:00Z'), toMs: Date.parse('2026-03-03T09:17:30Z') };

const columns = [
  'Time',
  'http_requests_per_second',
  'http_request_duration_p50_ms',
  'http_request_duration_p95_ms',
  'http_request_duration_p99_ms',
  'checkout_duration_p95_ms',
  'http_5xx_per_second',
  'http_timeouts_per_second',
  'cpu_user_percent',
  'cpu_system_percent',
  'cpu_iowait_percent',
  'cpu_steal_percent',
  'memory_used_percent',
  'disk_write_latency_ms',
  'network_transmit_bytes_per_second',
  'db_queries_per_second',
  'db_query_p95_ms',
  'db_active_connections',
  'db_pool_wait_ms',
  'db_lock_wait_ms_per_second',
  'db_deadlocks_total',
  'db_cpu_percent',
  'db_buffer_hit_percent',
  'cache_hit_percent',
  'cache_get_ms',
] as const;

/** Percentile of the simulated requests of one step, as a monitoring agent reports it (type 7). */
function percentile(sorted: readonly number[], probability: number): number {
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below] ?? 0;
  return low + (position - below) * ((sorted[below + 1] ?? low) - low);
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export function metricFiles(random: Random): { metricsCsv: string; latencyCsv: string } {
  const demandNoise = autoregressive(random, 0.97);
  const fastNoise = autoregressive(random, 0.55);
  const memoryNoise = autoregressive(random, 0.995);
  const rows: string[] = [columns.join(',')];
  const latencies: string[] = ['time,metric,endpoint,value'];
  let deadlocks = 214;
  for (let timeMs = startMs; timeMs < endMs; timeMs += stepMs) {
    const variant = variantAt(timeMs);
    const requestsPerSecond =
      demandPerSecond(timeMs) * clamp(1 + 0.06 * demandNoise() + 0.025 * fastNoise(), 0.6, 1.5);
    const database = databaseAt(requestsPerSecond, variant);
    const count = Math.min(maxRequestsPerStep, Math.max(30, Math.round((requestsPerSecond * stepMs) / 1000)));
    const all: number[] = [];
    const checkouts: number[] = [];
    let lockWaitMs = 0;
    let errors = 0;
    let timeouts = 0;
    for (let index = 0; index < count; index += 1) {
      const request = sampleRequest(random, database, variant);
      all.push(request.latencyMs);
      if (request.endpoint === 'POST /checkout') checkouts.push(request.latencyMs);
      lockWaitMs += request.lockWaitMs;
      if (request.outcome !== 'ok') errors += 1;
      if (request.outcome === 'timeout') timeouts += 1;
      if (random.uniform() * latencyThinning < 1) {
        const atMs = timeMs + Math.floor((index / count) * stepMs);
        latencies.push(
          `${new Date(atMs).toISOString()},request_duration_ms,${request.endpoint},${request.latencyMs.toFixed(1)}`,
        );
      }
    }
    const byLatency = all.toSorted((a, b) => a - b);
    const checkoutByLatency = checkouts.toSorted((a, b) => a - b);
    const scale = requestsPerSecond / count;
    const restart = timeMs >= deployedAtMs && timeMs < deployedAtMs + 120_000;
    if (random.uniform() < 0.00002 * lockWaitMs * scale) deadlocks += 1;
    const busy = requestsPerSecond / 260;
    const cpuPerQuery = variant === 'before' ? 0.0115 : 0.0105;
    const row = [
      new Date(timeMs).toISOString().replace('.000Z', 'Z'),
      requestsPerSecond.toFixed(1),
      percentile(byLatency, 0.5).toFixed(1),
      percentile(byLatency, 0.95).toFixed(1),
      percentile(byLatency, 0.99).toFixed(1),
      checkouts.length < 5 ? '' : percentile(checkoutByLatency, 0.95).toFixed(1),
      (errors * scale).toFixed(2),
      (timeouts * scale).toFixed(2),
      clamp(7 + 27 * busy + cpuPerQuery * database.queriesPerSecond + 1.4 * fastNoise(), 1, 97).toFixed(1),
      clamp(2.2 + 5.5 * busy + 0.5 * random.normal(), 0.4, 40).toFixed(1),
      clamp(0.6 + 0.5 * Math.abs(random.normal()), 0, 20).toFixed(1),
      (random.uniform() < 0.02 ? 0.4 * random.uniform() : 0).toFixed(1),
      clamp((restart ? 38 : 61) + 2.2 * memoryNoise(), 10, 95).toFixed(1),
      (1.1 + 0.5 * busy + 0.2 * Math.abs(random.normal())).toFixed(2),
      Math.round(requestsPerSecond * 8_400 * (1 + 0.03 * random.normal())),
      database.queriesPerSecond.toFixed(0),
      (database.queryMs * (2.1 + 0.1 * random.normal())).toFixed(2),
      Math.round(3 + (database.queriesPerSecond * database.queryMs) / 1000 + (lockWaitMs * scale) / 1000),
      clamp(
        0.05 +
          (database.lockUtilisation > 0.6 ? (database.lockUtilisation - 0.6) * 90 : 0) *
            (1 + 0.3 * random.normal()),
        0,
        900,
      ).toFixed(2),
      (lockWaitMs * scale).toFixed(1),
      deadlocks,
      clamp(5 + database.queriesPerSecond / 42 + 1.2 * random.normal(), 1, 96).toFixed(1),
      clamp(99.2 - 0.4 * busy + 0.1 * random.normal(), 90, 100).toFixed(2),
      clamp(87.5 + 1.5 * fastNoise(), 70, 99).toFixed(1),
      (0.42 + 0.12 * busy + 0.03 * Math.abs(random.normal())).toFixed(2),
    ];
    if (timeMs < outage.fromMs || timeMs >= outage.toMs) rows.push(row.join(','));
  }
  return { metricsCsv: `${rows.join('\n')}\n`, latencyCsv: `${latencies.join('\n')}\n` };
}
