import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { edit, requireSourceUnused } from '../db/history.ts';
import { asAuditError, type AuditDb } from '../db/open.ts';
import { readSources, setSourceState } from '../db/sources.ts';
import type { Handlers } from '../engine.ts';
import { decode, headBytes, peek } from '../importers/decode.ts';
import { detectFormats } from '../importers/detect.ts';
import { importers } from '../importers/registry.ts';
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

/** Throws `source.unknown`, or `source.in-use` while evidence or a baseline rests on it. */
function moveSource(db: AuditDb, id: number, state: 'live' | 'removed'): void {
  edit(db, (touch) => {
    touch('source', id);
    if (state === 'removed') requireSourceUnused(db, id);
    const { file, sha256 } = setSourceState(db, id, state);
    const [action, summary] =
      state === 'removed'
        ? ['source.removed', `${file} was set aside.`]
        : ['source.restored', `${file} was brought back.`];
    return {
      result: undefined,
      record: {
        label: `Source “${file}”`,
        topics: everythingFromSources,
        journal: { action, summary, detail: { id, file, sha256 } },
      },
    };
  });
}

export const sourceHandlers = {
  'source.detect': async (_context, { path }) => ({
    file: resolve(path),
    candidates: detectFormats(await headOf(path), basename(path)),
  }),
  'source.formats': () => ({ formats: importers.map(({ id, kind, title }) => ({ id, kind, title })) }),
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
    moveSource(context.writableDb(), sourceId, 'removed');
    context.changed(...everythingFromSources);
    return {};
  },
  'source.restore': (context, { sourceId }) => {
    moveSource(context.writableDb(), sourceId, 'live');
    context.changed(...everythingFromSources);
    return {};
  },
} satisfies Partial<Handlers>;
