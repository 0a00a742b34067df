import { noValue } from '../../../../shared/domain/format.ts';
import { priorities, priorityOf } from '../../../../shared/playbook/priority.ts';
import { claimBlocks, claimsOf, unsupported } from '../claims.ts';
import { columns, table } from '../parts.ts';
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
        return {
          cells: [
            context.cite(title),
            impact ?? noValue,
            effort ?? noValue,
            risk ?? noValue,
            priority === null ? 'Not rated' : priorities[priority].label,
            status,
          ],
        };
      }),
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
