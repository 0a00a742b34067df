import { paragraph, term } from '../parts.ts';
import { missingUnless, type Section } from './section.ts';

export const cover: Section = {
  id: 'cover',
  title: 'Cover',
  front: true,
  build({ info, journal, line, time }) {
    const period = line('1.scope.period');
    return {
      blocks: [
        paragraph('Performance audit', 'overline'),
        { kind: 'heading', level: 1, text: [info.name] },
        {
          kind: 'terms',
          terms: [
            term('Client', info.client || 'Not named'),
            term('Auditor', info.auditor || 'Not named'),
            term('Period analysed', period || 'Not written down'),
            term('Traffic', line('1.scope.traffic') || 'Not written down'),
            term('State of', `${time(journal.at)} ${info.timeZone}`),
          ],
        },
      ],
      missing: missingUnless(
        period !== '',
        'Scope',
        'The period analysed is not written down (phase 1, scope).',
      ),
    };
  },
};
