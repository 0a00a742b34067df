import type { Phase } from './phase.ts';

export const preparation = {
  id: 0,
  name: 'Before',
  title: 'Before the audit',
  question: 'Do we have the access, the people and the time to find what limits this system?',
  why: 'An audit that starts without access ends as an opinion. What is missing now decides what can be proven later.',
  hours: [1, 2],
  steps: [
    {
      id: 'prerequisites',
      title: 'Access and tools',
      guidance:
        'Go through the list with the person who owns the systems. For each line, say whether you hold it, have asked for it, or must do without it, and from whom it comes.',
      why: 'Each line feeds a later phase: no query log, no verdict on the database; no load test, no verdict on capacity.',
      doneWhen:
        'Every line has an answer, and you know which questions the audit cannot answer for want of data.',
      fields: [
        {
          id: 'access',
          label: 'What the audit needs',
          required: true,
          type: 'coverage',
          noteLabel: 'From whom, how',
          states: [
            { id: 'available', label: 'In hand' },
            { id: 'requested', label: 'Asked for' },
            { id: 'unavailable', label: 'Do without' },
          ],
          groups: [
            {
              id: 'needs',
              label: 'Needed for a full audit',
              items: [
                {
                  id: 'metrics',
                  label: 'Production metrics',
                  help: 'Exports from monitoring and application performance tools, and the logs.',
                },
                {
                  id: 'queries',
                  label: 'Query logs',
                  help: 'The slow query log, and the full log for a short while.',
                },
                {
                  id: 'load',
                  label: 'A way to apply load',
                  help: 'k6, Locust, JMeter or Gatling, and an environment that may be loaded.',
                },
                {
                  id: 'profilers',
                  label: 'Profilers',
                  help: 'For processor time and for memory, allowed on the hosts in question.',
                },
                {
                  id: 'documents',
                  label: 'Architecture and deployment documents',
                  help: 'A diagram that somebody vouches for, and how a change reaches production.',
                },
                {
                  id: 'alignment',
                  label: 'Agreement with the stakeholders',
                  help: 'What hurts the business, in which order, and who decides.',
                },
              ],
            },
          ],
        },
        {
          id: 'limits',
          label: 'What cannot be answered without the rest',
          type: 'long-text',
          placeholder:
            'No access to the payment provider’s logs: its share of the latency is seen from our side only.',
        },
      ],
    },
    {
      id: 'stakeholders',
      title: 'People',
      guidance:
        'Name who asked for the audit, who runs the systems, who may approve a change, and who reads the report. Note how to reach each, and when not to.',
      why: 'A finding changes something only if the person who can act on it trusts it and was expecting it.',
      doneWhen: 'At least the sponsor and one person with access to the systems are named.',
      fields: [
        {
          id: 'people',
          label: 'Stakeholders',
          required: true,
          type: 'records',
          itemLabel: 'person',
          columns: [
            { id: 'name', label: 'Name', type: 'text', required: true },
            {
              id: 'role',
              label: 'Role',
              type: 'text',
              required: true,
              suggestions: ['Sponsor', 'System owner', 'Operations', 'Development', 'Database', 'Security'],
            },
            { id: 'cares', label: 'Cares about', type: 'text' },
            { id: 'contact', label: 'How to reach', type: 'text' },
          ],
        },
        {
          id: 'decision',
          label: 'The decision that waits for this audit',
          type: 'long-text',
          placeholder: 'Whether to rewrite the order service before the winter season, or to buy capacity.',
        },
      ],
    },
    {
      id: 'time',
      title: 'Time budget',
      guidance:
        'Agree on the hours and the end date. A whole audit takes 20 to 40 hours: assessment 4 to 8, baseline 2 to 4, analysis 8 to 16, validation 4 to 8, documentation 2 to 4.',
      why: 'Most audits that disappoint ran out of time in the analysis and skipped the validation.',
      doneWhen: 'The hours are agreed, and the dates between which you may work are known.',
      fields: [
        {
          id: 'hours',
          label: 'Hours agreed',
          required: true,
          type: 'quantity',
          units: ['h'],
          min: 0,
        },
        { id: 'window', label: 'Dates of the audit', type: 'period' },
        {
          id: 'freezes',
          label: 'Times when nothing may be touched',
          type: 'list',
          itemLabel: 'blackout',
        },
      ],
    },
  ],
} as const satisfies Phase;
