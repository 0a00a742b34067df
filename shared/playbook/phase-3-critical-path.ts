import type { Phase } from './phase.ts';

export const criticalPath = {
  id: 3,
  name: 'Critical path',
  title: 'Critical path',
  question: 'Where does a slow request spend its time, hop by hop?',
  why: 'Only work on the critical path shortens a response. Everything else can be made twice as fast and nobody will notice.',
  hours: [4, 8],
  steps: [
    {
      id: 'flows',
      title: 'Request flows',
      guidance:
        'For each flow named by a symptom, write down the hops in order, from the client through delivery network, load balancer, gateway, application, cache, database, external services and queues to background workers. Take them from traces rather than from the diagram.',
      why: 'Diagrams show what was meant. The hop that nobody drew is often the one that waits.',
      doneWhen: 'Every affected flow has its hops, and at least one trace stands for each.',
      fields: [
        {
          id: 'list',
          label: 'Flows',
          required: true,
          type: 'records',
          itemLabel: 'flow',
          columns: [
            { id: 'name', label: 'Flow', type: 'text', required: true },
            {
              id: 'hops',
              label: 'Hops in order',
              type: 'long-text',
              required: true,
              help: 'Client → load balancer → orders → stock database',
            },
            { id: 'share', label: 'Share of requests (%)', type: 'number', min: 0, max: 100 },
          ],
        },
        { id: 'traces', label: 'Traces that show them', type: 'reference', to: 'trace' },
      ],
      checks: ['traces-imported'],
    },
    {
      id: 'breakdown',
      title: 'Latency by component',
      guidance:
        'Split the time of a slow request into network, application, database, cache, external calls and serialisation. Use the critical path of traces; where there are none, timed logs, an application performance tool, or timing added by hand.',
      why: 'The largest part is where the constraint is looked for first. A total does not say which.',
      doneWhen:
        'The parts add up to the whole within a few per cent, and what cannot be attributed is shown as such.',
      fields: [
        {
          id: 'parts',
          label: 'Parts of a slow request',
          required: true,
          type: 'records',
          itemLabel: 'part',
          columns: [
            { id: 'flow', label: 'Flow', type: 'text' },
            {
              id: 'component',
              label: 'Component',
              type: 'choice',
              required: true,
              options: [
                { id: 'network', label: 'Network' },
                { id: 'application', label: 'Application' },
                { id: 'database', label: 'Database' },
                { id: 'cache', label: 'Cache' },
                { id: 'external', label: 'External service' },
                { id: 'messaging', label: 'Messaging' },
                { id: 'serialization', label: 'Serialisation' },
                { id: 'unattributed', label: 'Not attributed' },
              ],
            },
            { id: 'ms', label: 'Time (ms)', type: 'number', required: true, min: 0 },
            { id: 'share', label: 'Share (%)', type: 'number', min: 0, max: 100 },
            { id: 'evidence', label: 'Evidence', type: 'evidence' },
          ],
        },
        {
          id: 'technique',
          label: 'Measured by',
          required: true,
          type: 'multi-choice',
          options: [
            { id: 'tracing', label: 'Distributed tracing' },
            { id: 'logs', label: 'Logs with timings' },
            { id: 'apm', label: 'Application performance monitoring' },
            { id: 'custom', label: 'Own instrumentation' },
          ],
        },
      ],
    },
    {
      id: 'hot-paths',
      title: 'Hot paths',
      guidance:
        'Pick what deserves the hours: the endpoints with the most requests, the slowest, the ones that earn the money, and the ones that get worse from week to week.',
      why: 'Total time is count times duration. A quick call made a thousand times beats one slow report.',
      doneWhen: 'The paths that are followed further are listed with the reason.',
      fields: [
        {
          id: 'list',
          label: 'Hot paths',
          required: true,
          type: 'records',
          itemLabel: 'path',
          columns: [
            { id: 'path', label: 'Endpoint or operation', type: 'text', required: true },
            {
              id: 'reason',
              label: 'Why it matters',
              type: 'choice',
              required: true,
              options: [
                { id: 'traffic', label: 'Much traffic' },
                { id: 'latency', label: 'High latency' },
                { id: 'business', label: 'Critical to the business' },
                { id: 'degrading', label: 'Getting worse' },
              ],
            },
            {
              id: 'figure',
              label: 'Figure',
              type: 'text',
              help: 'With statistic and unit, such as “p95 1.8 s”.',
            },
          ],
        },
      ],
    },
    {
      id: 'concurrency',
      title: 'Concurrency',
      guidance:
        'For each component on the path: how much it can do at once, where requests queue for it, which of its resources is at its limit, and which locks it takes.',
      why: 'Latency that grows with load is waiting, and waiting happens at a limit somebody set.',
      doneWhen: 'Each component of the hot paths has its limit and its queue written down, or “none found”.',
      fields: [
        {
          id: 'limits',
          label: 'Limits and queues',
          required: true,
          type: 'records',
          itemLabel: 'component',
          columns: [
            { id: 'component', label: 'Component', type: 'text', required: true },
            {
              id: 'limit',
              label: 'Limit',
              type: 'text',
              required: true,
              help: 'Threads, connections, workers.',
            },
            { id: 'contention', label: 'Where requests wait', type: 'text', required: true },
            { id: 'saturation', label: 'Saturated resource', type: 'text' },
            { id: 'locks', label: 'Locks', type: 'text' },
          ],
        },
      ],
    },
    {
      id: 'dependencies',
      title: 'Dependencies',
      guidance:
        'List what the path depends on: calls that block, and calls that do not but must still happen. For each, say how its failure spreads and how often a failed call is repeated.',
      why: 'Three services that each try three times turn one failure into twenty-seven calls.',
      doneWhen: 'Every blocking dependency has its time limit, its retries and its way of failing.',
      fields: [
        {
          id: 'list',
          label: 'Dependencies',
          required: true,
          type: 'records',
          itemLabel: 'dependency',
          columns: [
            { id: 'from', label: 'From', type: 'text', required: true },
            { id: 'to', label: 'To', type: 'text', required: true },
            {
              id: 'kind',
              label: 'Kind',
              type: 'choice',
              required: true,
              options: [
                { id: 'sync', label: 'Synchronous' },
                { id: 'async', label: 'Asynchronous' },
              ],
            },
            { id: 'failure', label: 'If it fails', type: 'text' },
            { id: 'retries', label: 'Retries', type: 'number', min: 0 },
          ],
        },
        { id: 'cascades', label: 'How failures could cascade', type: 'long-text' },
      ],
    },
  ],
} as const satisfies Phase;
