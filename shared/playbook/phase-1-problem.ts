import type { Phase } from './phase.ts';

export const problem = {
  id: 1,
  name: 'Problem',
  title: 'Problem definition',
  question: 'What hurts whom, how much, and by which measured change will we know that it is solved?',
  why: 'A problem stated in the words of the business, with a number beside it, keeps the audit from tuning what nobody feels.',
  hours: [3, 6],
  steps: [
    {
      id: 'symptoms',
      title: 'Symptoms',
      guidance:
        'Write down what users and invoices show: slow flows, spikes at peak, errors under load, cost that grows faster than traffic, a slow decline over weeks, complaints while every dashboard is green. One record for each symptom.',
      why: 'A symptom is a fact and stays true whatever the cause turns out to be. A suspected cause written here steers the audit before there is evidence.',
      doneWhen:
        'Each symptom names the flow it hits, what it costs, how often it shows and how severe it is.',
      fields: [
        { id: 'list', label: 'Symptoms', required: true, type: 'symptoms' },
        {
          id: 'observed',
          label: 'Which of the common symptoms were seen',
          type: 'multi-choice',
          options: [
            { id: 'slow-flows', label: 'Slow responses in critical flows' },
            { id: 'peak-spikes', label: 'Latency spikes at peak traffic' },
            { id: 'cost-growth', label: 'Cost grows, traffic does not' },
            { id: 'random-errors', label: 'Timeouts or errors under load' },
            { id: 'decline', label: 'A slow decline over time' },
            { id: 'green-dashboards', label: 'Complaints although dashboards are green' },
          ],
        },
      ],
    },
    {
      id: 'impact',
      title: 'Impact in figures',
      guidance:
        'Turn each symptom into a number with its statistic and its source: p95 and p99 latency that users see, error and timeout rates, throughput lost, conversion or abandonment, cost per transaction.',
      why: 'Only a figure can be compared with a figure later. “Slow” cannot be proven fixed.',
      doneWhen: 'At least one figure is given for each severe symptom, with where it was read.',
      fields: [
        {
          id: 'figures',
          label: 'Impact',
          required: true,
          type: 'records',
          itemLabel: 'figure',
          columns: [
            {
              id: 'class',
              label: 'Class',
              type: 'choice',
              required: true,
              options: [
                { id: 'latency', label: 'Latency' },
                { id: 'errors', label: 'Errors' },
                { id: 'throughput', label: 'Throughput' },
                { id: 'business', label: 'Business' },
                { id: 'cost', label: 'Cost' },
              ],
            },
            { id: 'metric', label: 'Metric and statistic', type: 'text', required: true },
            { id: 'value', label: 'Value', type: 'number', required: true },
            {
              id: 'unit',
              label: 'Unit',
              type: 'text',
              required: true,
              suggestions: ['ms', 's', '%', '1/s', 'EUR'],
            },
            { id: 'source', label: 'Read where', type: 'text', required: true },
          ],
        },
        {
          id: 'cost',
          label: 'What the problem costs',
          type: 'long-text',
          placeholder: 'About 2 % of carts are abandoned in the evening peak: some 3,000 EUR a day.',
        },
      ],
    },
    {
      id: 'criteria',
      title: 'Success criteria',
      guidance:
        'Set targets before looking for causes. Each is a metric, a statistic, a comparison, a threshold and a unit: “checkout latency, p95, below 500 ms”. Add what the value is today where it is known. Cover latency, errors, throughput and cost as far as they matter.',
      why: 'A target set afterwards is drawn around the arrow. The criteria become the rules drawn on every chart, and the verdict of phase 7.',
      doneWhen: 'Every target can be decided by a measurement, and the sponsor has agreed to it.',
      fields: [
        { id: 'list', label: 'Success criteria', required: true, type: 'criteria' },
        {
          id: 'agreed',
          label: 'Agreed by',
          type: 'text',
          placeholder: 'Name and date',
        },
      ],
    },
    {
      id: 'scope',
      title: 'Scope',
      guidance:
        'List the systems that are looked at, and those that are not, with the reason where it may be asked. Say which time is analysed and under which traffic.',
      why: 'What lies outside is the first thing asked when the report is read. A scope also says which evidence to collect.',
      doneWhen:
        'Somebody who did not take part can tell whether a given service was examined, and for which period.',
      fields: [
        { id: 'in', label: 'In scope', required: true, type: 'list', itemLabel: 'system' },
        { id: 'out', label: 'Out of scope', required: true, type: 'list', itemLabel: 'system' },
        { id: 'period', label: 'Period analysed', required: true, type: 'period' },
        {
          id: 'traffic',
          label: 'Traffic',
          required: true,
          type: 'choice',
          options: [
            { id: 'normal', label: 'Normal operation' },
            { id: 'peak', label: 'Peak' },
            { id: 'both', label: 'Normal operation and peak' },
          ],
        },
      ],
    },
  ],
} as const satisfies Phase;
