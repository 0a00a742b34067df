import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { asAuditError } from '../db/open.ts';
import { appendJournal } from '../db/journal.ts';
import { readSources, setSourceState } from '../db/sources.ts';
import type { Handlers } from '../engine.ts';
import { decode, headBytes, peek } from '../importers/decode.ts';
import { detectFormats } from '../importers/detect.ts';
import { importSource } from '../importers/run.ts';
import type { Topic } from '../../../shared/contract/jobs.ts';

const everythingFromSources: Topic[] = ['sources', 'metrics', 'traces', 'profiles', 'method', 'journal'];

async function headOf(path: string): Promise<Uint8Array> {
  try {
    const raw = createReadStream(path, { highWaterMark: headBytes });
    const { head } = await peek(decode(raw, basename(path)), headBytes);
    raw.destroy();
    return head;
  } catch (error) {
    throw asAuditError(error, path);
  }
}

export const sourceHandlers = {
  'source.detect': async (_context, { path }) => ({
    file: resolve(path),
    candidates: detectFormats(await headOf(path), basename(path)),
  }),
  'source.import': async (context, input) => {
    context.writableDb();
    const audit = context.audit();
    try {
      return await context.job(basename(input.path), (job) => importSource(audit, input, job));
    } finally {
      context.changed(...everythingFromSources);
    }
  },
  'source.list': ({ audit }) => ({ sources: readSources(audit().db) }),
  'source.remove': (context, { sourceId }) => {
    const db = context.writableDb();
    db.transaction(() => {
      const { file, sha256 } = setSourceState(db, sourceId, 'removed');
      appendJournal(db, 'source.removed', `${file} was set aside.`, { id: sourceId, file, sha256 });
    })();
    context.changed(...everythingFromSources);
    return {};
  },
  'source.restore': (context, { sourceId }) => {
    const db = context.writableDb();
    db.transaction(() => {
      const { file, sha256 } = setSourceState(db, sourceId, 'live');
      appendJournal(db, 'source.restored', `${file} was brought back.`, { id: sourceId, file, sha256 });
    })();
    context.changed(...everythingFromSources);
    return {};
  },
} satisfies Partial<Handlers>;
