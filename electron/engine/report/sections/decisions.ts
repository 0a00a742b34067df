import { claimBlocks, claimsOf, unsupported } from '../claims.ts';
import type { Section } from './section.ts';

export const decisions: Section = {
  id: 'decisions',
  title: 'Decisions and recommendations',
  build(context) {
    const all = claimsOf(context, 'decision', 'recommendation');
    return {
      blocks: claimBlocks(context, all, 'No decision or recommendation was written.'),
      missing: unsupported(all),
    };
  },
};
