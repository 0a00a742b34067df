import { basename, resolve } from 'node:path';
import { createBundle } from '../bundle/create.ts';
import { createKeyFile, inspectKeyFile } from '../bundle/keyFiles.ts';
import { verifyBundle } from '../bundle/verify.ts';
import type { Handlers } from '../handler.ts';

export const bundleHandlers = {
  'key.generate': async (context, { out, comment = '', passphrase }) =>
    context.job(basename(out), async () => createKeyFile(out, comment, passphrase)),
  'key.inspect': (_context, { path }) => inspectKeyFile(path),
  'bundle.create': async (context, input) => {
    context.writableDb();
    const audit = context.audit();
    try {
      return await context.writingJob(basename(input.out), (job) => createBundle(audit, input, job));
    } finally {
      context.changed('journal');
    }
  },
  'bundle.verify': async (context, input) =>
    context.job(basename(input.path), (job) => verifyBundle({ ...input, path: resolve(input.path) }, job)),
} satisfies Partial<Handlers>;
