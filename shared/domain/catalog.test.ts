import { describe, expect, it } from 'vitest';
import { metricOfName } from './catalog.ts';

describe('the metric catalog', () => {
  it.each([
    ['node_cpu_seconds_total', 'cpu.utilization'],
    ['%iowait', 'cpu.iowait'],
    ['\\\\WEB1\\Processor(_Total)\\% Processor Time', 'cpu.utilization'],
    ['node_memory_MemAvailable_bytes', 'memory.available'],
    ['jvm_gc_pause_seconds', 'gc.pause'],
    ['process_resident_memory_bytes', 'memory.used'],
    ['hikaricp_connections_pending', 'pool.waiting'],
    ['pg_stat_database_deadlocks', 'db.lock-wait'],
    ['kafka_consumergroup_lag', 'queue.lag'],
    ['http_request_duration_seconds', 'latency'],
    ['checkout p95', 'latency'],
    ['responseTime', 'latency'],
    ['requests_per_second', 'throughput'],
    ['errors_total', 'errors'],
  ])('knows %s as %s', (name, id) => {
    expect(metricOfName(name)).toBe(id);
  });

  it('says nothing of a name it does not know', () => {
    expect(metricOfName('up')).toBeNull();
    expect(metricOfName('temperature')).toBeNull();
  });
});
