// Stands in `electron/engine/report/sections/rejected.ts`: what the imports could not use.
import { columns, number, paragraph, table } from '../../../../electron/engine/report/parts.ts';
import { missingUnless, type Section } from '../../../../electron/engine/report/sections/section.ts';
import { formatCount } from '../../../../shared/domain/format.ts';

export const rejected: Section = {
  id: 'rejected',
  title: 'Lines that could not be used',
  build({ sources }) {
    const partial = sources.filter(({ rejectedCount }) => rejectedCount > 0);
    return {
      blocks: [
        paragraph(
          partial.length === 0
            ? 'Every line of every file was used.'
            : 'These files were imported without some of their lines.',
        ),
        ...(partial.length === 0
          ? []
          : [
              table(
                columns('File', number('Lines')),
                partial.map(({ file, rejectedCount }) => ({ cells: [file, formatCount(rejectedCount)] })),
              ),
            ]),
      ],
      missing: missingUnless(sources.length > 0, 'Sources', 'No file was imported.'),
    };
  },
};
