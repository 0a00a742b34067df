import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { placeFile, requirePlace, type Place } from '../db/place-file.ts';
import { asAuditError } from '../db/system-errors.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { Handlers } from '../handler.ts';
import { reportFiles } from '../report/documents.ts';
import { page, printMarked } from '../report/forms/html.ts';
import { formOf, forms } from '../report/forms/registry.ts';
import { reportKind } from '../report/ownKind.ts';

import { changedBlocks, changesBetween, requireShown, showReport, shownReport } from '../report/shown.ts';
import type { OpenAudit } from '../db/database.ts';
import type { Report } from '../report/blocks.ts';

type WrittenFile = Output<'report.build'>['files'][number];

export const reportHandlers = {
  'report.preview': (context, { since }) => {
    const audit = context.audit();
    const before = since === undefined ? undefined : shownReport(audit, since);
    const { report, digest } = showReport(audit);
    return {
      html: formOf('html').print(report),
      digest,
      changed: before ? changesBetween(before, report) : [],
      missing: report.missing,
    };
  },
  'report.page': (context, { digest, since }) => {
    const audit = context.audit();
    const report = shownReport(audit, digest) ?? reportOf(audit, digest);
    const before = since === undefined ? undefined : shownReport(audit, since);
    return { html: before ? printMarked(report, changedBlocks(before, report)) : page.print(report) };
  },
  'report.forms': () => ({
    forms: forms.map(({ id, title, extension }) => ({ id, title, extension })),
  }),
  'report.build': async (context, { out, formats, replace = false }) =>
    context.job('Report', async (job) => {
      const folder = resolve(out);
      job.report({ phase: 'Composing', done: 0, total: formats?.length ?? forms.length, unit: 'files' });
      const documents = reportFiles(context.audit(), formats).map(({ name, form, text }) => ({
        place: { path: join(folder, name), kind: reportKind(form), replace },
        text,
      }));
      const files: WrittenFile[] = [];
      let made: string | undefined;
      try {
        made = await makeFolder(folder);
        // All of them first: a report is not half replaced.
        for (const { place } of documents) await requirePlace(place);
        for (const { place, text } of documents) {
          job.signal.throwIfAborted();
          files.push(await writeWhole(place, text));
          job.report({ phase: 'Writing', done: files.length, total: documents.length, unit: 'files' });
        }
      } catch (error) {
        if (made !== undefined) await rm(made, { recursive: true, force: true });
        throw asAuditError(error, folder);
      }
      return { files };
    }),
} satisfies Partial<Handlers>;

/** The report of that digest, if it is that of the audit as it is now. Throws `report.changed`. */
function reportOf(audit: OpenAudit, digest: string): Report {
  const now = showReport(audit);
  requireShown(audit, now, digest);
  return now.report;
}

/** Returns the first folder that had to be made, if any. */
async function makeFolder(folder: string): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true });
  } catch (error) {
    // Of a disk that is read-only, the recursive form says that the folder is missing; the plain form says why.
    if ((error as { code?: string }).code === 'ENOENT') await mkdir(folder);
    throw error;
  }
}

async function writeWhole(place: Place, text: string): Promise<WrittenFile> {
  const bytes = Buffer.from(text, 'utf8');
  await placeFile(place, (file) => file.writeFile(bytes));
  return {
    path: place.path,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
