import { claimBlocks, claimsOf, unsupported } from '../claims.ts';
import { missingUnless, type Section } from './section.ts';

export const findings: Section = {
  id: 'findings',
  title: 'Findings',
  build(context) {
    const all = claimsOf(context, 'finding');
    return {
      blocks: claimBlocks(context, all, 'No finding was written.'),
      missing: [...missingUnless(all.length > 0, 'Findings', 'No finding was written.'), ...unsupported(all)],
    };
  },
};
