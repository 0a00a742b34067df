import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { asAuditError } from '../db/open.ts';
import type { EngineOutput, Handlers } from '../engine.ts';
import { reportDocuments } from '../report/documents.ts';

type WrittenFile = EngineOutput<'report.build'>['files'][number];

export const reportHandlers = {
  'report.preview': ({ audit }) => {
    const { html, model } = reportDocuments(audit());
    return { html, missing: model.missing };
  },
  'report.build': async (context, { out, formats }) =>
    context.job('Report', async (job) => {
      const folder = resolve(out);
      job.report({ phase: 'Composing', done: 0, total: formats.length, unit: 'files' });
      const documents = reportDocuments(context.audit());
      const files: WrittenFile[] = [];
      try {
        await mkdir(folder, { recursive: true });
        for (const format of new Set(formats)) {
          job.signal.throwIfAborted();
          files.push(await writeWhole(join(folder, `report.${format}`), documents[format]));
          job.report({ phase: 'Writing', done: files.length, total: formats.length, unit: 'files' });
        }
      } catch (error) {
        throw asAuditError(error, folder);
      }
      return { files };
    }),
} satisfies Partial<Handlers>;

/** Written beside its name and moved there when it is on disk, so that no half report is ever read. */
async function writeWhole(path: string, text: string): Promise<WrittenFile> {
  const bytes = Buffer.from(text, 'utf8');
  const part = `${path}.part`;
  try {
    const file = await open(part, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
