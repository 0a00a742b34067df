// The core metrics a baseline should hold, by class. `core` ones must be answered (collected or not) before the
// phase counts as done; the others are offered.
import type { CoverageGroup } from './field-types.ts';

export const metricClasses = [
  {
    id: 'latency',
    label: 'Application: latency',
    items: [
      { id: 'latency-p50', label: 'Latency p50', help: 'What a typical user gets.', core: true },
      { id: 'latency-p95', label: 'Latency p95', help: 'Where users begin to feel pain.', core: true },
      {
        id: 'latency-p99',
        label: 'Latency p99',
        help: 'The first to show that the system is under stress.',
        core: true,
      },
      { id: 'latency-p999', label: 'Latency p99.9', help: 'The extreme tail; needs thousands of samples.' },
      { id: 'latency-max', label: 'Latency maximum', help: 'The worst case that was seen.' },
    ],
  },
  {
    id: 'throughput',
    label: 'Application: throughput',
    items: [
      { id: 'throughput-requests', label: 'Requests per second', core: true },
      { id: 'throughput-queries', label: 'Queries per second' },
      { id: 'throughput-transactions', label: 'Transactions per second' },
      { id: 'throughput-concurrency', label: 'Concurrent users or connections', core: true },
    ],
  },
  {
    id: 'errors',
    label: 'Application: errors',
    items: [
      { id: 'errors-4xx', label: 'HTTP 4xx rate', help: 'Errors of the caller.' },
      { id: 'errors-5xx', label: 'HTTP 5xx rate', help: 'Errors of the service.', core: true },
      { id: 'errors-timeouts', label: 'Timeout rate', core: true },
      { id: 'errors-retries', label: 'Retry rate' },
      { id: 'errors-breakers', label: 'Circuit breaker activations' },
    ],
  },
  {
    id: 'cpu',
    label: 'Hosts: processor',
    items: [
      { id: 'cpu-user', label: 'User time', core: true },
      { id: 'cpu-system', label: 'System time', core: true },
      { id: 'cpu-iowait', label: 'Waiting for I/O' },
      { id: 'cpu-steal', label: 'Steal time', help: 'Time the hypervisor gave to others.' },
      { id: 'cpu-load', label: 'Load average, 1, 5 and 15 minutes' },
    ],
  },
  {
    id: 'memory',
    label: 'Hosts: memory',
    items: [
      { id: 'memory-used', label: 'Memory used', core: true },
      { id: 'memory-available', label: 'Memory available' },
      { id: 'memory-swap', label: 'Swap in use' },
      { id: 'memory-pressure', label: 'Memory pressure' },
      {
        id: 'memory-gc',
        label: 'Garbage collection',
        help: 'Pauses and their share of the time, where the runtime collects.',
      },
    ],
  },
  {
    id: 'io',
    label: 'Hosts: disk and network',
    items: [
      { id: 'io-iops', label: 'Disk reads and writes per second', core: true },
      { id: 'io-latency', label: 'Disk read and write latency' },
      { id: 'io-network-bytes', label: 'Network bytes per second', core: true },
      { id: 'io-network-packets', label: 'Network packets per second' },
      { id: 'io-connections', label: 'Connection count' },
    ],
  },
  {
    id: 'db-queries',
    label: 'Database: queries',
    items: [
      { id: 'db-latency', label: 'Query latency p50, p95, p99', core: true },
      { id: 'db-slow', label: 'Slow query count' },
      { id: 'db-histogram', label: 'Histogram of execution times' },
      { id: 'db-lock-wait', label: 'Lock wait time', core: true },
      { id: 'db-deadlocks', label: 'Deadlock count' },
    ],
  },
  {
    id: 'db-connections',
    label: 'Database: connections',
    items: [
      { id: 'db-active', label: 'Active connections', core: true },
      { id: 'db-pool', label: 'Pool utilisation' },
      { id: 'db-wait', label: 'Wait for a connection' },
      { id: 'db-idle', label: 'Idle connections' },
      { id: 'db-connection-errors', label: 'Connection errors' },
    ],
  },
  {
    id: 'db-resources',
    label: 'Database: resources',
    items: [
      { id: 'db-cpu', label: 'Database processor time' },
      { id: 'db-memory', label: 'Database memory' },
      { id: 'db-buffer', label: 'Buffer pool hit ratio' },
      { id: 'db-indexes', label: 'Index use' },
      { id: 'db-scans', label: 'Table scans' },
    ],
  },
  {
    id: 'cache-effect',
    label: 'Cache: effect',
    items: [
      { id: 'cache-hit', label: 'Hit ratio, overall and by key pattern' },
      { id: 'cache-miss', label: 'Miss ratio' },
      { id: 'cache-evictions', label: 'Eviction rate' },
      { id: 'cache-keys', label: 'Number of keys' },
      { id: 'cache-memory', label: 'Cache memory' },
    ],
  },
  {
    id: 'cache-cost',
    label: 'Cache: cost',
    items: [
      { id: 'cache-latency', label: 'Latency of an operation' },
      { id: 'cache-serialisation', label: 'Cost of serialisation' },
      { id: 'cache-network', label: 'Network latency, for a remote cache' },
      { id: 'cache-stampede', label: 'Stampedes', help: 'Many misses of one key at once.' },
    ],
  },
] as const satisfies readonly CoverageGroup[];
