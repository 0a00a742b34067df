// A signature stands for a journal that is what was written, or is not made.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testAudit } from '../../../test/support/engine.ts';
import { tamper } from '../../../test/support/tampering.ts';

describe('an audit whose journal was changed', () => {
  it.each([
    ['an entry with other words', `update journal set summary = 'Nothing happened.' where sequence = 1`],
    ['an entry taken out', 'delete from journal where sequence = 1'],
    ['a hash of another entry', `update journal set hash = previous_hash where sequence = 1`],
  ])('is not signed, and nothing is written: %s', async (_what, sql) => {
    const { engine, folder, path } = await testAudit('Changed');
    const key = join(folder, 'key');
    await engine.call('key.generate', { out: key });
    await engine.call('audit.update', { client: 'Northwind' });
    await engine.call('audit.close', {});
    tamper(path, sql);
    await engine.call('audit.open', { path });
    const entries = (await engine.call('journal.list', { offset: 0, limit: 1 })).total;
    const out = join(folder, 'a.zip');
    await expect(engine.call('bundle.create', { out, key })).rejects.toMatchObject({
      code: 'journal.broken',
    });
    expect(existsSync(out)).toBe(false);
    expect((await engine.call('journal.list', { offset: 0, limit: 1 })).total).toBe(entries);
  });
});
