import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testAudit } from '../../../test/support/engine.ts';
import { createAudit, openAudit } from '../audits.ts';
import { readJournal } from './journal.ts';
import { markSigning } from './signing-mark.ts';
import { closedAtEnd, temporaryFolder } from '../../../test/support/temporary.ts';

describe('a signing', () => {
  it('that was cut off is said in the journal once, when the audit is opened for writing', () => {
    const path = join(temporaryFolder(), 'a.assay');
    const cutOff = createAudit(path, { name: 'A' });
    markSigning(cutOff.db, 'a.zip');
    cutOff.close();
    const abandonedBy = (write: 'never' | 'required') => {
      const audit = closedAtEnd(openAudit(path, write));
      const entries = [...readJournal(audit.db)].filter(({ action }) => action === 'bundle.abandoned');
      audit.close();
      return entries.map(({ summary, detail }) => ({ summary, detail }));
    };
    expect(abandonedBy('never')).toEqual([]);
    const told = [
      {
        summary: 'The signing of a.zip was interrupted before the file was known to be in place.',
        detail: { file: 'a.zip', reason: 'interrupted' },
      },
    ];
    expect(abandonedBy('required')).toEqual(told);
    expect(abandonedBy('required')).toEqual(told);
  });

  it('that ended is not told of as cut off', async () => {
    const { engine, folder, path } = await testAudit('Signed');
    const { path: key } = await engine.call('key.generate', { out: join(folder, 'key') });
    await engine.call('bundle.create', { out: join(folder, 'a.zip'), key, identity: 'ada@example.org' });
    await engine.call('audit.open', { path });
    const { entries } = await engine.call('journal.list', { offset: 0, limit: 100 });
    expect(entries.map(({ action }) => action)).toEqual(expect.not.arrayContaining(['bundle.abandoned']));
    expect(entries.map(({ action }) => action)).toContain('bundle.signed');
  });
});
