import { formatBytes, formatCount } from '../../../../shared/domain/format.ts';
import type { Inline } from '../blocks.ts';
import { absent, columns, computed, hash, heading, list, number, paragraph, table } from '../parts.ts';
import { missingUnless, type Section } from './section.ts';

export const sources: Section = {
  id: 'sources',
  title: 'Sources',
  build({ sources: all, removedSources }) {
    if (all.length === 0) {
      return {
        blocks: [absent('No evidence was imported.')],
        missing: missingUnless(false, 'Evidence', 'No evidence was imported.'),
      };
    }
    const listed = table(
      columns('File', 'Format', number('Size'), number('Rows'), number('Rejected')),
      all.map(({ id, file, format, bytes, rows, rejectedCount, warnings, sha256 }) => ({
        anchor: `S${id}`,
        cells: [
          `S${id}. ${file}`,
          format,
          computed(formatBytes(bytes), bytes, 'B'),
          count(rows),
          count(rejectedCount),
        ],
        notes: [
          hash(sha256, 'muted'),
          ...warnings.map(({ message }): Inline => ({ kind: 'toned', tone: 'warn', text: message })),
        ],
      })),
    );
    const setAside = [
      heading(3, 'Set aside'),
      paragraph('These files were imported and later set aside; no figure rests on them.'),
      list(removedSources.map(({ file, sha256 }) => [`${file} `, hash(sha256, 'muted')])),
    ];
    return {
      blocks: [
        paragraph('The files as they were imported, with the SHA-256 of their bytes.'),
        listed,
        ...(removedSources.length === 0 ? [] : setAside),
      ],
      missing: [],
    };
  },
};

const count = (value: number): Inline => computed(formatCount(value), value, '');
