import { basename, resolve } from 'node:path';
import { edit, requireSourceUnused } from '../db/history.ts';
import type { AuditDb } from '../db/database.ts';
import { readSources, setSourceState } from '../db/sources.ts';
import type { Handlers } from '../handler.ts';
import { detectFile } from '../intake/detect-file.ts';
import { formats } from '../formats/registry.ts';
import { importAll } from '../intake/import-all.ts';
import { previewAll } from '../intake/preview.ts';
import { importSource } from '../intake/run.ts';
import { evidenceKinds } from '../../../shared/contract/kinds.ts';
import type { Topic } from '../../../shared/contract/jobs.ts';

const everythingFromSources: Topic[] = ['sources', ...evidenceKinds, 'method', 'journal'];

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
    return { file, ...(await detectFile(file)) };
  },
  'source.formats': () => ({
    formats: formats.map(({ id, kinds, title, howToExport }) => ({
      id,
      kinds: [...kinds],
      title,
      howToExport: [...howToExport],
    })),
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
  'source.importAll': async (context, input) => {
    context.writableDb();
    const audit = context.audit();
    const [first = ''] = input.paths;
    const label = input.paths.length === 1 ? basename(first) : `${input.paths.length} files`;
    try {
      return await context.writingJob(label, (job) => importAll(audit, input, job));
    } finally {
      context.changed(...everythingFromSources);
    }
  },
  'source.preview': (context, { paths }) =>
    context.job(paths.length === 1 ? basename(paths[0] ?? '') : `${paths.length} files`, (job) =>
      previewAll(paths, job),
    ),
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
