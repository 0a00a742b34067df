import { noValue } from '../../../../shared/domain/format.ts';
import { priorities, priorityOf } from '../../../../shared/playbook/priority.ts';
import type { Inline } from '../blocks.ts';
import { claimBlocks, claimsOf, unsupported } from '../claims.ts';
import { columns, judged, table } from '../parts.ts';
import type { Section } from './section.ts';

export const constraints: Section = {
  id: 'constraints',
  title: 'Constraints, in order',
  build(context) {
    const all = claimsOf(context, 'constraint');
    const rated = table(
      columns('Constraint', 'Impact', 'Effort', 'Risk', 'Priority', 'Status'),
      all.map((claim) => {
        const { title, impact, effort, risk, status } = claim;
        const priority = priorityOf(claim);
        const rating = (word: string | null): Inline =>
          word === null ? noValue : judged(word, context.auditor);
        return {
          cells: [
            context.cite(title),
            rating(impact),
            rating(effort),
            rating(risk),
            priority === null ? 'Not rated' : rating(priorities[priority].label),
            rating(status),
          ],
        };
      }),
      context.auditor,
    );
    return {
      blocks: [
        ...(all.length === 0 ? [] : [rated]),
        ...claimBlocks(context, all, 'No constraint was written down.'),
      ],
      missing: unsupported(all),
    };
  },
};
