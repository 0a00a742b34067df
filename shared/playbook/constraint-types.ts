// The five kinds of constraint and the six that recur in practice: how each shows, how to tell, what helps.
export interface ConstraintType {
  id: 'cpu' | 'io' | 'memory' | 'database' | 'network';
  label: string;
  symptoms: string;
  indicators: string;
  causes: string;
}

export const constraintTypes: readonly ConstraintType[] = [
  {
    id: 'cpu',
    label: 'Processor',
    symptoms: 'Processors busy, throughput low.',
    indicators: 'Utilisation of 80 % and more; many context switches.',
    causes: 'A costly algorithm, work that does not run in parallel, one thread that does it all.',
  },
  {
    id: 'io',
    label: 'Disk and I/O',
    symptoms: 'Processors idle while requests wait for I/O.',
    indicators: 'Disks at their limit; network bandwidth used up.',
    causes: 'Slow storage, distant storage, many small reads and writes.',
  },
  {
    id: 'memory',
    label: 'Memory',
    symptoms: 'Memory nearly full, swapping, processes killed.',
    indicators: 'Memory pressure; time lost to garbage collection.',
    causes: 'A leak, wasteful structures, a cache without a bound.',
  },
  {
    id: 'database',
    label: 'Database',
    symptoms: 'Slow queries, waits for locks, no free connection.',
    indicators: 'The slow query log grows; lock wait time and connection errors rise with load.',
    causes: 'A missing index, one query for each row, a schema that fights its queries.',
  },
  {
    id: 'network',
    label: 'Network',
    symptoms: 'Latency without work behind it, lost packets, failed connections.',
    indicators: 'Links near their capacity; retries and timeouts.',
    causes: 'Too little bandwidth, a partition, name resolution.',
  },
];

export interface RealWorldConstraint {
  id: string;
  label: string;
  symptoms: string;
  diagnosis: string;
  fix: string;
}

export const realWorldConstraints = [
  {
    id: 'lock-contention',
    label: 'Lock contention in the database',
    symptoms: 'Queries slow down as load grows, and the difference is lock wait.',
    diagnosis: 'The graph of who waits for whom; the log of long transactions.',
    fix: 'Hold locks for less time, touch fewer rows, choose the isolation level on purpose.',
  },
  {
    id: 'n-plus-one',
    label: 'One query for each row (N+1)',
    symptoms: 'The number of queries grows with the size of the result.',
    diagnosis: 'Repeated statements in the query log, or in one trace.',
    fix: 'Fetch the related rows at once, batch, or store them together.',
  },
  {
    id: 'cache-ineffective',
    label: 'A cache that does not help',
    symptoms: 'Few hits, or a hit that costs more than the query it saves.',
    diagnosis: 'Hit ratio by key pattern; the shape of the keys.',
    fix: 'Better keys, other lifetimes, invalidation that works.',
  },
  {
    id: 'thread-pool',
    label: 'Thread pool used up',
    symptoms: 'Requests queue before any work starts.',
    diagnosis: 'Active threads against the maximum; what the threads wait for.',
    fix: 'Unblock the threads first, then size the pool.',
  },
  {
    id: 'connection-pool',
    label: 'Connection pool used up',
    symptoms: 'Waits for a connection, then connection errors.',
    diagnosis: 'Pool metrics beside the connections the database sees.',
    fix: 'Give connections back sooner, then size the pool.',
  },
  {
    id: 'amplification',
    label: 'Network amplification',
    symptoms: 'Storms of retries; one failure takes others along.',
    diagnosis: 'Retry counts, and calls in for each call out.',
    fix: 'Break the circuit, back off with jitter, drop duplicates.',
  },
] as const satisfies readonly RealWorldConstraint[];
