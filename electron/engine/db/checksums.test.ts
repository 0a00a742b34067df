// Checksums follow whatever is written, by whichever way.
import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { testAudit } from '../../../test/support/engine.ts';

const expectWhole = async (engine: Engine): Promise<void> => {
  const { damage, hasChecksums } = await engine.call('audit.checkIntegrity', {});
  expect({ damage, hasChecksums }).toEqual({ damage: [], hasChecksums: true });
};

describe('the checksums of an audit', () => {
  it('are in step after edits, undo and redo, removal, and imports that were refused', async () => {
    const { engine, folder } = await testAudit('Edited');
    const { call } = engine;
    const csv = join(folder, 'a.csv');
    writeFileSync(csv, 'time,latency_ms\n2026-03-03T00:00:00Z,12.5\n2026-03-03T00:00:10Z,13.5\n');
    const { id } = await call('source.import', { path: csv });
    const pinned = await call('evidence.pin', {
      title: 'Latency',
      analysis: 'series-statistics',
      parameters: { series: 'latency_ms' },
    });
    const draft = { kind: 'finding', title: 'Slow', evidenceIds: [pinned.id] } as const;
    const claim = await call('claim.create', { ...draft, evidenceIds: [...draft.evidenceIds] });
    await call('claim.update', { id: claim.id, changes: { title: 'Slower', evidenceIds: [] } });
    await expectWhole(engine);
    await call('claim.remove', { id: claim.id });
    await call('edit.undo', {});
    await call('edit.undo', {});
    await call('edit.redo', {});
    await call('evidence.remove', { id: pinned.id });
    await call('source.remove', { sourceId: id });
    await call('edit.undo', {});
    await call('audit.update', { client: 'Other' });
    await call('method.logTime', { phase: 1, minutes: 3 });
    await call('method.logTime', { phase: 1, minutes: 4, manual: true });
    writeFileSync(csv, 'nothing that can be read');
    await expect(call('source.import', { path: csv })).rejects.toThrow();
    await expectWhole(engine);
  });

  it('are made for a file of an earlier format when it is brought up to date', async () => {
    const { engine, folder } = await testAudit('New');
    const path = join(folder, 'older.assay');
    copyFileSync(resolve(import.meta.dirname, '../../../test/fixtures/format-5/audit.assay'), path);
    await engine.call('audit.open', { path, write: 'required' });
    await expectWhole(engine);
    await engine.call('audit.update', { client: 'Other' });
    await expectWhole(engine);
  });
});
