import type { Option } from './option.ts';
import type { Phase } from './phase.ts';

const levelOptions = [
  { id: 'high', label: 'High' },
  { id: 'medium', label: 'Medium' },
  { id: 'low', label: 'Low' },
] as const satisfies readonly Option[];

export const solutions = {
  id: 6,
  name: 'Solutions',
  title: 'Solutions',
  question: 'What should be changed first, how is it taken back, and what was changed when?',
  why: 'The proven cause may have several cures. Choosing by impact, effort, risk and upkeep, one at a time, is what makes the result provable.',
  hours: [0, 0],
  steps: [
    {
      id: 'selection',
      title: 'Choosing a fix',
      guidance:
        'For the confirmed constraint, list the candidate fixes and rate each. Take the one with the most effect for the least effort and risk that the team can still maintain in two years. The catalogue shows the patterns that recur.',
      why: 'The first fix that comes to mind is the one best known, which need not be the best.',
      doneWhen: 'At least one candidate is rated and chosen, and it is said why the others were not.',
      fields: [
        {
          id: 'candidates',
          label: 'Candidate fixes',
          required: true,
          type: 'records',
          itemLabel: 'candidate',
          columns: [
            { id: 'fix', label: 'Fix', type: 'text', required: true },
            ...(['impact', 'effort', 'risk', 'upkeep'] as const).map((id) => ({
              id,
              label: { impact: 'Impact', effort: 'Effort', risk: 'Risk', upkeep: 'Upkeep' }[id],
              type: 'choice' as const,
              required: true,
              judged: true as const,
              options: levelOptions,
            })),
            {
              id: 'chosen',
              label: 'Chosen',
              type: 'choice',
              required: true,
              judged: true,
              options: [
                { id: 'yes', label: 'Yes' },
                { id: 'later', label: 'Later' },
                { id: 'no', label: 'No' },
              ],
            },
          ],
        },
        { id: 'reason', label: 'Why this one', required: true, type: 'long-text' },
      ],
    },
    {
      id: 'plan',
      title: 'Plan and risks',
      guidance:
        'Put the steps in order, each small enough to be measured alone. For each risk, name what limits it: a switch, a small share of traffic, steps, monitoring, the way back.',
      why: 'A change that cannot be taken back quickly is a bet with the client’s money.',
      doneWhen: 'The steps, the risks with their mitigation, and cost against benefit are written down.',
      fields: [
        {
          id: 'steps',
          label: 'Steps',
          required: true,
          type: 'records',
          itemLabel: 'step',
          columns: [
            { id: 'step', label: 'Step', type: 'text', required: true },
            { id: 'owner', label: 'Who', type: 'text' },
            { id: 'check', label: 'How its effect is measured', type: 'text', required: true },
          ],
        },
        {
          id: 'risks',
          label: 'Risks',
          required: true,
          type: 'records',
          itemLabel: 'risk',
          columns: [
            { id: 'risk', label: 'Risk', type: 'text', required: true },
            {
              id: 'likelihood',
              label: 'Likelihood',
              type: 'choice',
              required: true,
              judged: true,
              options: levelOptions,
            },
            { id: 'mitigation', label: 'What limits it', type: 'text', required: true },
          ],
        },
        {
          id: 'safeguards',
          label: 'Safeguards of the roll-out',
          type: 'checklist',
          items: [
            { id: 'flag', label: 'Feature switch' },
            { id: 'canary', label: 'Canary' },
            { id: 'gradual', label: 'Gradual roll-out' },
            { id: 'monitoring', label: 'Continuous monitoring' },
            { id: 'rollback', label: 'Tried way back' },
            { id: 'tests', label: 'Tests for the changed code' },
          ],
        },
        {
          id: 'cost-benefit',
          label: 'Cost against benefit',
          required: true,
          type: 'long-text',
          placeholder: 'Two days of work against some 3,000 EUR a day in abandoned carts.',
        },
      ],
    },
    {
      id: 'changes',
      title: 'Change record',
      guidance:
        'Record each change when it is made: what, why, since when, how to take it back. Then measure over a window of its own before the next one goes in.',
      why: 'Two changes at once cannot be told apart. A change before the baseline cannot be proven at all, so Assay refuses it unless you override and give your reason.',
      doneWhen:
        'Every change has its time, reason and way back, and its effect was measured before the next.',
      fields: [{ id: 'list', label: 'Changes', type: 'changes' }],
    },
  ],
} as const satisfies Phase;
