import { metricClasses } from './metric-classes.ts';
import type { Phase } from './phase.ts';

export const baseline = {
  id: 2,
  name: 'Baseline',
  title: 'Baseline',
  question: 'How does the system behave today, in a period that stands for its normal life?',
  why: 'Without a baseline no change can be shown to help, noise passes for signal, and a regression goes unseen. So nothing is changed before one is frozen.',
  hours: [2, 4],
  steps: [
    {
      id: 'metrics',
      title: 'Core metrics',
      guidance:
        'Go through the classes and say which metrics are collected, and how. Take latency as percentiles only: p50 for the typical user, p95 for felt pain, p99 for stress. Import the exports under Sources.',
      why: 'A metric that was not recorded before the change can never be compared. An average hides the slow requests that the audit is about.',
      doneWhen: 'Every core metric has an answer, and the missing ones are known to be missing.',
      fields: [
        {
          id: 'coverage',
          label: 'Metrics collected',
          required: true,
          type: 'coverage',
          noteLabel: 'How, at which interval',
          states: [
            { id: 'collected', label: 'Collected' },
            { id: 'planned', label: 'To be collected' },
            { id: 'unavailable', label: 'Not to be had' },
          ],
          groups: metricClasses,
        },
        {
          id: 'series',
          label: 'Series that carry the baseline',
          help: 'The imported series that the success criteria are judged by.',
          type: 'reference',
          to: 'series',
        },
      ],
      checks: ['metrics-imported'],
    },
    {
      id: 'collection',
      title: 'Collection',
      guidance:
        'Collect for seven days where you can, so that the weekly pattern is in it; 24 hours is the least. Peaks must lie inside. Sample processor, memory and latency every 1 to 5 seconds, throughput and errors every 10 to 30 seconds, database and cache statistics every 1 to 5 minutes.',
      why: 'A period that misses the peak describes another system. An interval longer than the event averages it away.',
      doneWhen: 'The period, the intervals and the peaks inside it are written down.',
      fields: [
        { id: 'period', label: 'Period collected', required: true, type: 'period' },
        {
          id: 'intervals',
          label: 'Sampling intervals',
          required: true,
          type: 'records',
          itemLabel: 'interval',
          columns: [
            {
              id: 'class',
              label: 'Metrics',
              type: 'choice',
              required: true,
              options: [
                { id: 'fast', label: 'Processor, memory, latency', help: '1 to 5 s' },
                { id: 'medium', label: 'Throughput, errors', help: '10 to 30 s' },
                { id: 'slow', label: 'Database, cache', help: '1 to 5 min' },
              ],
            },
            { id: 'seconds', label: 'Every (s)', type: 'number', required: true, min: 0 },
            { id: 'tool', label: 'Collected by', type: 'text' },
          ],
        },
        {
          id: 'peaks',
          label: 'Peaks inside the period',
          type: 'list',
          itemLabel: 'peak',
        },
      ],
    },
    {
      id: 'validation',
      title: 'Is it normal operation?',
      guidance:
        'Look for outliers and say what became of them; compare the traffic with other weeks; note daily and weekly rhythm; count the samples behind each percentile. Do not delete outliers silently: a spike may be the symptom itself.',
      why: 'A baseline taken on an odd day makes any later day look better or worse than it is.',
      doneWhen: 'You can say why this period is representative, and where it is not.',
      fields: [
        {
          id: 'outliers',
          label: 'Outliers',
          required: true,
          type: 'long-text',
          placeholder: 'Two spikes on Tuesday 03:00 belong to the backup; kept, and named in the report.',
        },
        {
          id: 'traffic',
          label: 'Is the traffic representative?',
          required: true,
          type: 'choice',
          options: [
            { id: 'yes', label: 'Yes' },
            { id: 'partly', label: 'In part' },
            { id: 'no', label: 'No' },
          ],
        },
        { id: 'traffic-note', label: 'Why', type: 'long-text' },
        {
          id: 'seasonality',
          label: 'Daily and weekly rhythm',
          required: true,
          type: 'long-text',
        },
        {
          id: 'samples',
          label: 'Are there enough samples?',
          help: 'A p99 needs some hundreds of independent samples in the window, a p99.9 some thousands.',
          type: 'long-text',
        },
      ],
    },
    {
      id: 'context',
      title: 'State of the world',
      guidance:
        'Record the traffic of the period, what was deployed and how it was configured, and what happened outside: campaigns, holidays, trouble at a supplier. Keep the raw data.',
      why: 'Half of all “improvements” are a quieter week. The context decides whether before and after may be compared.',
      doneWhen: 'Somebody could tell next year whether a week is comparable with this one.',
      fields: [
        {
          id: 'traffic',
          label: 'Traffic',
          required: true,
          type: 'long-text',
          placeholder: 'Requests per second at the peak and at night, concurrent users, mix of requests.',
        },
        {
          id: 'system',
          label: 'System state',
          required: true,
          type: 'long-text',
          placeholder: 'Versions, configuration, instances and their sizes.',
        },
        {
          id: 'external',
          label: 'External factors',
          required: true,
          type: 'long-text',
          placeholder: 'None known, or: price campaign on Wednesday.',
        },
        { id: 'raw', label: 'Raw data', type: 'reference', to: 'source' },
      ],
    },
    {
      id: 'freeze',
      title: 'Frozen baseline',
      guidance:
        'Choose the window on the chart and freeze it under a name. Assay stores the window, the series in it and the hashes of the files they came from. Freeze a second one for the peak if the criteria speak of it.',
      why: 'A frozen baseline cannot drift towards the result one hopes for. From here on changes may be recorded.',
      doneWhen: 'A baseline is frozen and lies before every change.',
      fields: [
        {
          id: 'note',
          label: 'Why this window',
          type: 'long-text',
        },
      ],
      checks: ['baseline-frozen'],
    },
  ],
} as const satisfies Phase;
