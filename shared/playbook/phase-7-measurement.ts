import { statistics } from './field-types.ts';
import type { Phase } from './phase.ts';

export const measurement = {
  id: 7,
  name: 'Measurement',
  title: 'Measurement and documentation',
  question: 'Did it help, by how much, how sure are we, and what must others know?',
  why: 'An improvement that is not measured against the baseline is a hope, and one that is not written down is made again in two years.',
  hours: [2, 4],
  steps: [
    {
      id: 'comparison',
      title: 'Before and after',
      guidance:
        'Compare each metric of the success criteria with the frozen baseline: latency at p50, p95 and p99, throughput and capacity, error and timeout rates, processor, memory and I/O. Use the same statistic, the same hours of the day and the same mix of traffic.',
      why: 'This table is the proof. Its rows must be comparable or it proves the weather.',
      doneWhen: 'Every success criterion has its value before and after, with evidence.',
      fields: [
        {
          id: 'table',
          label: 'Before and after',
          required: true,
          type: 'records',
          itemLabel: 'metric',
          columns: [
            { id: 'metric', label: 'Metric', type: 'text', required: true },
            { id: 'statistic', label: 'Statistic', type: 'choice', required: true, options: statistics },
            { id: 'before', label: 'Before', type: 'number', required: true },
            { id: 'after', label: 'After', type: 'number', required: true },
            {
              id: 'unit',
              label: 'Unit',
              type: 'text',
              required: true,
              suggestions: ['ms', 's', '%', '1/s', 'MiB'],
            },
            { id: 'evidence', label: 'Evidence', type: 'evidence' },
          ],
        },
        {
          id: 'verdict',
          label: 'Are the success criteria met?',
          required: true,
          judged: true,
          type: 'choice',
          options: [
            { id: 'all', label: 'All' },
            { id: 'some', label: 'Some' },
            { id: 'none', label: 'None' },
            { id: 'undecided', label: 'The data cannot tell yet' },
          ],
        },
      ],
    },
    {
      id: 'validation',
      title: 'Can it be trusted?',
      guidance:
        'Say how many independent samples stand behind each side, that both periods have like traffic, and what else changed in between.',
      why: 'A verdict on too little data is a coin toss with decimals.',
      doneWhen: 'Sample size, period, traffic and outside factors are all dealt with.',
      fields: [
        { id: 'samples', label: 'Sample size', required: true, type: 'long-text' },
        { id: 'period', label: 'Period measured after the change', required: true, type: 'period' },
        {
          id: 'traffic',
          label: 'Is the traffic alike?',
          required: true,
          type: 'choice',
          options: [
            { id: 'yes', label: 'Yes' },
            { id: 'partly', label: 'In part' },
            { id: 'no', label: 'No' },
          ],
        },
        { id: 'external', label: 'What else changed', required: true, type: 'long-text' },
      ],
    },
    {
      id: 'documentation',
      title: 'What, why, and what not',
      guidance:
        'Write for a reader who was not there: what was changed in code, configuration and infrastructure; the problem, the cause, the hypothesis that held and the alternatives; the effect on metrics, business and cost; what was deliberately left alone and why.',
      why: 'The reasons are lost first. Without them the next team undoes the fix.',
      doneWhen: 'All four parts are written.',
      fields: [
        { id: 'what', label: 'What was changed', required: true, type: 'long-text' },
        { id: 'why', label: 'Why', required: true, type: 'long-text' },
        { id: 'impact', label: 'Effect', required: true, type: 'long-text' },
        { id: 'not-changed', label: 'What was not changed, and why', required: true, type: 'long-text' },
      ],
    },
    {
      id: 'transfer',
      title: 'Handing over',
      guidance:
        'Name what comes next, present the findings, and bring runbooks and architecture documents up to date. Then build the report and sign the bundle.',
      why: 'The audit is over when the team can carry on without the auditor.',
      doneWhen: 'Next steps are named, and each part of the hand-over is done or has an owner.',
      fields: [
        {
          id: 'next',
          label: 'Recommendations and next steps',
          required: true,
          type: 'list',
          itemLabel: 'recommendation',
        },
        {
          id: 'capacity',
          label: 'Room to grow',
          help: 'How far the system will carry the expected growth, and what limits it then.',
          type: 'long-text',
        },
        {
          id: 'handover',
          label: 'Handed over',
          type: 'checklist',
          items: [
            { id: 'report', label: 'Audit report' },
            { id: 'presentation', label: 'Presentation to the team' },
            { id: 'runbooks', label: 'Runbooks updated' },
            { id: 'architecture', label: 'Architecture documents updated' },
          ],
        },
      ],
      checks: ['finding-written'],
    },
  ],
} as const satisfies Phase;
