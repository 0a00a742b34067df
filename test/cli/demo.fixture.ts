// The sample engagement, made as a user makes it.
import { join, resolve } from 'node:path';
import { assay } from './support.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** The files it is made from, each packed with gzip. */
export const data = resolve(import.meta.dirname, '../../build/sample/data');
export const folder = temporaryFolder();
export const audit = join(folder, 'sample-engagement.assay');
export const bundle = join(folder, 'sample-engagement-bundle.zip');

/** What the command that made the audit answered. */
export const demo = await assay(['demo', '--out', folder]);
