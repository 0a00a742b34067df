import { guardRails as rails } from '../../../../shared/playbook/guard-rails.ts';
import type { Inline } from '../blocks.ts';
import { columns, judged, paragraph, state, table } from '../parts.ts';
import type { Section } from './section.ts';

export const guardRails: Section = {
  id: 'guard-rails',
  title: 'Guard rails and deliverables',
  build({ check, time, auditor }) {
    const { overrides, deliverables } = check;
    const found = rails.map(({ code, title }) => {
      const rail = check.guardRails.find((one) => one.code === code);
      return { title, state: rail?.state ?? 'not-applicable', message: rail?.message ?? '' };
    });
    return {
      blocks: [
        table(
          columns('Guard rail', 'State', 'What was found'),
          found.map((rail) => ({ cells: [rail.title, railStates[rail.state], rail.message] })),
        ),
        overrides.length === 0
          ? paragraph('No guard rail was overridden.')
          : table(
              columns('Overridden', 'When', 'Reason given'),
              overrides.map(({ code, at, reason }) => ({
                cells: [judged(titleOf(code), auditor), time(at), reason],
              })),
              auditor,
            ),
        table(
          columns('Deliverable', 'State', 'Missing'),
          deliverables.map(({ title, done, missing }) => ({
            cells: [title, done ? state('✓ Done', 'good') : state('Not done', 'muted'), missing.join('; ')],
          })),
        ),
      ],
      missing: [
        ...found
          .filter((rail) => rail.state === 'violated')
          .map(({ title, message }) => ({ section: 'Guard rails', message: `${title}: ${message}` })),
        ...deliverables
          .filter(({ done }) => !done)
          .map(({ title, missing }) => ({
            section: 'Deliverables',
            message: `${title}: ${missing.join('; ')}.`,
          })),
      ],
    };
  },
};

const titleOf = (code: string): string => rails.find((rail) => rail.code === code)?.title ?? code;

const railStates: Readonly<Record<'ok' | 'warning' | 'violated' | 'not-applicable', Inline>> = {
  ok: state('✓ Kept', 'good'),
  warning: state('! Warning', 'warn'),
  violated: state('✗ Broken', 'bad'),
  'not-applicable': state('Does not apply', 'muted'),
};
