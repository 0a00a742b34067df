import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { edit, requireSourceUnused } from '../db/history.ts';
import type { AuditDb } from '../db/database.ts';
import { readSources, setSourceState } from '../db/sources.ts';
import { asAuditError, requireRegularFile } from '../db/system-errors.ts';
import type { Handlers } from '../handler.ts';
import { decode } from '../intake/decode.ts';
import { headBytes, peek } from '../reading/stream.ts';
import { detectFormats } from '../intake/detect.ts';
import { formats } from '../formats/registry.ts';
import { importSource } from '../intake/run.ts';
import { evidenceKinds } from '../../../shared/contract/kinds.ts';
import type { Topic } from '../../../shared/contract/jobs.ts';

const everythingFromSources: Topic[] = ['sources', ...evidenceKinds, 'method', 'journal'];

async function headOf(path: string): Promise<Uint8Array> {
  try {
    requireRegularFile(await stat(path), path);
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
  'source.detect': async (_context, { path }) => {
    const file = resolve(path);
    return { file, candidates: detectFormats(await headOf(file), basename(file)) };
  },
  'source.formats': () => ({
    formats: formats.map(({ id, kinds, title }) => ({ id, kinds: [...kinds], title })),
  }),
  'source.import': async (context, input) => {
    context.writableDb();
    const audit = context.audit();
    try {
      return await context.writingJob(basename(input.path), (job) => importSource(audit, input, job));
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
