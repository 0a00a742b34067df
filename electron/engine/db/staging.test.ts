import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAudit } from '../audits.ts';
import { schema } from '../schema.ts';
import type { OpenAudit } from './database.ts';
import { rowNumbering } from './row-id.ts';
import { mergeStaging, openStaging, stagingPathOf } from './staging.ts';
import { closedAtEnd, temporaryFolder } from '../../../test/support/temporary.ts';

let audit: OpenAudit;

beforeEach(() => {
  audit = closedAtEnd(createAudit(join(temporaryFolder(), 'a.assay'), { name: 'Staging' }));
});

describe('merging an import', () => {
  it('fails rather than lose rows of a table that no kind declares', () => {
    const staging = openStaging(stagingPathOf(audit.path), schema);
    staging.exec('insert into time_spent values (1, 5)');
    staging.close();
    const merge = (): void => mergeStaging(audit.db, stagingPathOf(audit.path), schema, () => undefined);
    expect(merge).toThrow('filled the table time_spent, which no kind of evidence declares');
    expect(audit.db.prepare('select count(*) from time_spent').pluck().get()).toBe(0);
  });
});

describe('ids of rows', () => {
  it('follow from the source and the row alone', () => {
    const third = rowNumbering(3, 1000, 'series');
    expect([third(1), third(999), rowNumbering(4, 1000, 'series')(1)]).toEqual([3001, 3999, 4001]);
  });

  it('never reach into those of the next source', () => {
    expect(() => rowNumbering(3, 1000, 'series')(1000)).toThrow('more than 999 series');
  });
});
