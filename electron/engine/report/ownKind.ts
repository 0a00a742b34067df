// A report that Assay wrote tells by its text; whatever else bears its name is never replaced.
import { readFile, stat } from 'node:fs/promises';
import type { OwnKind } from '../db/place-file.ts';
import type { Form } from './forms/form.ts';

/** Far larger than any report. */
const maxReportBytes = 256 * 1024 * 1024;

export const reportKind = (form: Form): OwnKind => ({
  name: 'report',
  async isOwn(path) {
    const { size } = await stat(path);
    return size <= maxReportBytes && form.isOwn(await readFile(path, 'utf8'));
  },
});
