import { constraintTypes, realWorldConstraints } from './constraint-types.ts';
import type { Phase } from './phase.ts';

export const constraints = {
  id: 4,
  name: 'Constraints',
  title: 'Constraints',
  question: 'Which one constraint limits this system now, and what else stands in line behind it?',
  why: 'At any time one constraint sets the pace. Lifting any other changes nothing but the bill.',
  hours: [4, 8],
  steps: [
    {
      id: 'types',
      title: 'The five kinds',
      guidance:
        'Judge each kind of constraint from what you have measured: is it the limit, does it contribute, is it ruled out, or was it not examined? Name the figures in the note.',
      why: 'A kind that was never examined is not ruled out. Saying so is part of the finding.',
      doneWhen: 'All five kinds are judged.',
      fields: [
        {
          id: 'assessment',
          label: 'Kinds of constraint',
          required: true,
          type: 'coverage',
          noteLabel: 'What shows it',
          states: [
            { id: 'limiting', label: 'Limits' },
            { id: 'contributing', label: 'Contributes' },
            { id: 'ruled-out', label: 'Ruled out' },
            { id: 'not-examined', label: 'Not examined' },
          ],
          groups: [
            {
              id: 'kinds',
              label: 'Kinds',
              items: constraintTypes.map(({ id, label, symptoms, indicators, causes }) => ({
                id,
                label,
                help: `${symptoms} ${indicators} Often: ${causes.charAt(0).toLowerCase()}${causes.slice(1)}`,
              })),
            },
          ],
        },
      ],
    },
    {
      id: 'utilisation',
      title: 'Resource utilisation',
      guidance:
        'For each resource: how much of it is used at the peak, whether it reaches its limit, whether high use goes with high latency, and whether work queues for it.',
      why: 'High use alone is not a problem; a queue is. The three questions together separate a busy resource from a limiting one.',
      doneWhen: 'Processor, memory, disk and network each have an answer to all four questions.',
      fields: [
        {
          id: 'resources',
          label: 'Resources',
          required: true,
          type: 'records',
          itemLabel: 'resource',
          columns: [
            {
              id: 'resource',
              label: 'Resource',
              type: 'text',
              required: true,
              suggestions: ['Processor', 'Memory', 'Disk', 'Network', 'Connection pool', 'Thread pool'],
            },
            { id: 'used', label: 'Used at peak (%)', type: 'number', required: true, min: 0 },
            {
              id: 'saturated',
              label: 'At its limit',
              type: 'choice',
              required: true,
              options: [
                { id: 'yes', label: 'Yes' },
                { id: 'at-times', label: 'At times' },
                { id: 'no', label: 'No' },
              ],
            },
            {
              id: 'correlates',
              label: 'Goes with latency',
              type: 'choice',
              required: true,
              options: [
                { id: 'yes', label: 'Yes' },
                { id: 'no', label: 'No' },
                { id: 'unknown', label: 'Not known' },
              ],
            },
            { id: 'queue', label: 'Queue', type: 'text', help: 'Length or wait, where there is one.' },
            { id: 'evidence', label: 'Evidence', type: 'evidence' },
          ],
        },
      ],
    },
    {
      id: 'throughput',
      title: 'Throughput under load',
      guidance:
        'Write down throughput at rising concurrency, from a load test or from the day’s own rise: where it grows in step, where it flattens, where it falls, and what was at its limit then.',
      why: 'The knee of this curve is the capacity. What saturates at the knee is the constraint.',
      doneWhen: 'At least three levels are recorded, or it is said why load could not be varied.',
      fields: [
        {
          id: 'levels',
          label: 'Levels of load',
          type: 'records',
          itemLabel: 'level',
          columns: [
            { id: 'concurrency', label: 'Concurrency', type: 'number', required: true, min: 0 },
            { id: 'throughput', label: 'Throughput (1/s)', type: 'number', required: true, min: 0 },
            { id: 'p95', label: 'p95 (ms)', type: 'number', min: 0 },
            { id: 'errors', label: 'Errors (%)', type: 'number', min: 0, max: 100 },
            { id: 'limit', label: 'At its limit', type: 'text' },
          ],
        },
        {
          id: 'saturation',
          label: 'Saturation point',
          type: 'text',
          placeholder: 'About 220 requests a second.',
        },
      ],
    },
    {
      id: 'real-world',
      title: 'The usual suspects',
      guidance:
        'Check the six constraints that recur in practice against the evidence. Each has its mark, its test and its remedy.',
      why: 'Most systems are limited by one of these. Checking all six takes an hour and saves a week.',
      doneWhen: 'Each of the six is seen, not seen, or not checked for a stated reason.',
      fields: [
        {
          id: 'suspects',
          label: 'Recurring constraints',
          required: true,
          type: 'coverage',
          noteLabel: 'What shows it',
          states: [
            { id: 'seen', label: 'Seen' },
            { id: 'not-seen', label: 'Not seen' },
            { id: 'not-checked', label: 'Not checked' },
          ],
          groups: [
            {
              id: 'six',
              label: 'In practice',
              items: realWorldConstraints.map(({ id, label, symptoms, diagnosis, fix }) => ({
                id,
                label,
                help: `${symptoms} Look at: ${diagnosis.charAt(0).toLowerCase()}${diagnosis.slice(1)} Remedy: ${fix.charAt(0).toLowerCase()}${fix.slice(1)}`,
              })),
            },
          ],
        },
      ],
    },
    {
      id: 'priorities',
      title: 'Priorities',
      guidance:
        'Write each constraint as a claim with its evidence and rate impact, effort and risk. The matrix orders them: large impact at low effort and low risk first. Then name the one that dominates.',
      why: 'One constraint at a time: the order decides what is proven next, and the sponsor can see why.',
      doneWhen: 'Every constraint is rated and rests on evidence, and the dominant one is named.',
      fields: [
        {
          id: 'dominant',
          label: 'The dominant constraint',
          required: true,
          type: 'claims',
          kinds: ['constraint'],
          max: 1,
        },
        {
          id: 'rationale',
          label: 'Why this one first',
          required: true,
          type: 'long-text',
        },
      ],
      checks: ['constraint-claimed', 'constraints-rated', 'constraint-evidenced'],
    },
  ],
} as const satisfies Phase;
