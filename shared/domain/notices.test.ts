import { describe, expect, it } from 'vitest';
import { openingNotices } from './notices.ts';

const opened = { schemaVersion: 9, migrated: null, interruptedImport: null };

describe('what is told of an audit that is opened', () => {
  it('is nothing where nothing happened', () => {
    expect(openingNotices(opened)).toEqual({ migrated: null, interrupted: null });
  });

  it.each(['/home/ada/a.format-5.assay', 'C:\\audits\\a.format-5.assay'])(
    'names the copy that was kept, without the folders of %s',
    (backup) => {
      expect(openingNotices({ ...opened, migrated: { from: 5, backup } }).migrated).toBe(
        'The audit was brought from file format 5 to 9. A copy of it as it was lies beside it: a.format-5.assay.',
      );
    },
  );

  it.each([
    [0, 'nothing of it was kept'],
    [3, '3 of its files had been kept by then'],
  ])('says what an import that was cut off had put in: %i', (kept, words) => {
    expect(openingNotices({ ...opened, interruptedImport: { file: 'a.zip', kept } }).interrupted).toBe(
      `The import of a.zip was interrupted; ${words}. Import it again.`,
    );
  });
});
