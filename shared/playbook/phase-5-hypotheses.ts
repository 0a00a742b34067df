import type { Phase } from './phase.ts';

export const hypotheses = {
  id: 5,
  name: 'Hypotheses',
  title: 'Hypothesis validation',
  question: 'Is the suspected constraint really the cause, shown by a test that could have failed?',
  why: 'Two things that rise together need not cause each other. A fix for the wrong cause costs twice: once to build, once to believe.',
  hours: [4, 8],
  steps: [
    {
      id: 'hypotheses',
      title: 'Hypotheses and experiments',
      guidance:
        'Write each as “If X is the bottleneck, then Y should occur when Z”. Change one thing, hold the rest, and name the control beforehand: the same transactions with fewer writers, the same load without the suspect. Then record what was measured and the verdict.',
      why: 'A prediction that could fail, and did not, is the strongest evidence an audit can offer.',
      doneWhen:
        'The dominant constraint has a hypothesis with a control, a measurement and a verdict that rests on evidence.',
      fields: [{ id: 'list', label: 'Hypotheses', required: true, type: 'hypotheses' }],
      checks: ['hypothesis-decided', 'verdict-evidenced'],
    },
    {
      id: 'techniques',
      title: 'Techniques used',
      guidance:
        'Load: ramp up to find the knee, hold to see stability, spike to see resilience, stress to find the breaking point. Profile: processor, memory, waits. Logs: queries, application, access. Database: plans, index use, lock graphs.',
      why: 'A cause shown by two unlike techniques seldom turns out to be an artefact of one.',
      doneWhen: 'The techniques are named, with tool and setting precise enough to repeat them.',
      fields: [
        {
          id: 'used',
          label: 'Techniques',
          required: true,
          type: 'multi-choice',
          options: [
            { id: 'load-ramp', label: 'Load test: ramp-up' },
            { id: 'load-sustained', label: 'Load test: sustained' },
            { id: 'load-spike', label: 'Load test: spike' },
            { id: 'load-stress', label: 'Load test: beyond capacity' },
            { id: 'profile-cpu', label: 'Profile: processor' },
            { id: 'profile-memory', label: 'Profile: memory' },
            { id: 'profile-io', label: 'Profile: waits and I/O' },
            { id: 'traces', label: 'Traces' },
            { id: 'logs-query', label: 'Logs: queries' },
            { id: 'logs-application', label: 'Logs: application' },
            { id: 'logs-access', label: 'Logs: access' },
            { id: 'db-plans', label: 'Database: query plans' },
            { id: 'db-locks', label: 'Database: locks' },
          ],
        },
        { id: 'setup', label: 'Tools and settings', type: 'long-text' },
        { id: 'profiles', label: 'Profiles used', type: 'reference', to: 'profile' },
      ],
    },
    {
      id: 'safety',
      title: 'Safe in production',
      guidance:
        'Where a test touches production, tick each safeguard before it starts. Where none does, say so in the note and tick what would apply.',
      why: 'An audit that causes an outage has answered the wrong question.',
      doneWhen: 'Every test in production had all safeguards, or no test touched production.',
      fields: [
        {
          id: 'production',
          label: 'Was production touched?',
          required: true,
          type: 'choice',
          options: [
            { id: 'no', label: 'No' },
            { id: 'read-only', label: 'Only observed' },
            { id: 'yes', label: 'Yes, with safeguards' },
          ],
        },
        {
          id: 'safeguards',
          label: 'Safeguards',
          type: 'checklist',
          items: [
            { id: 'canary', label: 'A small share of the traffic first' },
            { id: 'flag', label: 'A switch that turns it off at once' },
            { id: 'gradual', label: 'Exposure raised in steps' },
            { id: 'monitoring', label: 'Somebody watches the metrics while it runs' },
            { id: 'rollback', label: 'A way back that has been tried' },
          ],
        },
        { id: 'note', label: 'Note', type: 'long-text' },
      ],
    },
  ],
} as const satisfies Phase;
