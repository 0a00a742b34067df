import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OpenAudit } from '../../../../electron/engine/db/database.ts';
import { decodeDocument, encodeDocument } from '../../../../electron/engine/db/document.ts';
import { foldSchema } from '../../../../electron/engine/db/migration.ts';
import { auditFiles } from '../../../../electron/engine/db/open.ts';
import { mergeStaging, openStaging, stagingPathOf } from '../../../../electron/engine/db/staging.ts';
import { schema } from '../../../../electron/engine/schema.ts';
import { closedAtEnd, temporaryFolder } from '../../../../test/support/temporary.ts';
import type { NoteBatch } from './batch.ts';
import { kind } from './kind.ts';
import { listNotes } from './store.ts';

const withNotes = foldSchema(
  [...schema.migrations, ...kind.migrations],
  [...schema.evidenceTables, ...kind.tables],
);
const { createAudit } = auditFiles(withNotes);

const sourceId = 1;
const startMs = Date.parse('2026-03-02T09:00:00Z');
const batch: NoteBatch = {
  kind: kind.id,
  notes: [
    { timeMs: startMs + 1000, text: 'The queue is full' },
    { timeMs: startMs, text: 'A deployment began' },
  ],
};

/** What the intake does with the batches of a file: staged beside the audit, then copied in one transaction. */
function importInto({ db, path }: OpenAudit, batches: readonly NoteBatch[]) {
  const warnings: string[] = [];
  const staging = openStaging(stagingPathOf(path), withNotes);
  staging
    .prepare(
      `insert into source (id, file, bytes, sha256, kind, format, importer_version, confidence, options, row_count,
         rejected, rejected_count, warnings, duration_ms, imported_at, state)
       values (?, 'notes.txt', 0, 'aa', ?, 'notes', 1, 1, '{}', 0, '[]', 0, '[]', 1, '2026-03-02T10:00:00.000Z', 'live')`,
    )
    .run(sourceId, kind.id);
  const sink = kind.openSink({ db: staging, sourceId, warn: (code) => void warnings.push(code) });
  for (const one of batches) sink.write(one);
  const { rows } = sink.finish();
  staging.close();
  mergeStaging(db, stagingPathOf(path), withNotes, () => undefined);
  return { rows, warnings };
}

const newAudit = (): OpenAudit =>
  closedAtEnd(createAudit(join(temporaryFolder(), 'audit.assay'), { name: 'Notes' }));

describe('the skeleton of a kind', () => {
  it('takes its batches through staging into the audit, and counts and warns', () => {
    const audit = newAudit();
    expect(importInto(audit, [batch])).toEqual({ rows: 2, warnings: ['notes.out-of-order'] });
    expect(listNotes(audit.db).map(({ id, text }) => [id, text])).toEqual([
      [1_000_002, 'A deployment began'],
      [1_000_001, 'The queue is full'],
    ]);
  });

  it('gives the same document for the same bytes, and reads it back', () => {
    const [first, second] = [newAudit(), newAudit()];
    for (const audit of [first, second]) importInto(audit, [batch]);
    const text = encodeDocument(kind.document, kind.document.read(first.db));
    expect(encodeDocument(kind.document, kind.document.read(second.db))).toBe(text);
    expect(decodeDocument(kind.document, Buffer.from(text))).toEqual(kind.document.read(first.db));
  });

  it('shows nothing of a source that was set aside, and loses its rows with it', () => {
    const { db, path } = newAudit();
    importInto({ db, path } as OpenAudit, [batch]);
    db.prepare("update source set state = 'removed'").run();
    expect(listNotes(db)).toEqual([]);
    db.prepare('delete from source').run();
    expect(db.prepare('select count(*) from note').pluck().get()).toBe(0);
  });
});
