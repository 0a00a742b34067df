import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AssayError } from '../../../shared/domain/errors.ts';
import { testAudit } from '../../../test/support/engine.ts';
import { createThreads } from './threads.ts';

const failure = (code: string) => (): AssayError => new AssayError({ code, message: code });

describe('a thread that is stuck where nothing ends it', () => {
  it('is given up on, so that whoever waits for it goes on', async () => {
    const { engine, folder, path } = await testAudit('Stuck');
    await engine.close();
    const pipe = join(folder, 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const threads = createThreads(new URL('./test-worker.ts', import.meta.url), 1, 0);
    const run = threads.run({
      request: { id: 'stuck', parameters: { path: pipe }, dataPath: path, path },
      signal: new AbortController().signal,
      report: () => undefined,
      timeLimitMs: 2000,
      tooLong: failure('analysis.too-long'),
      cancelled: failure('job.cancelled'),
    });
    await expect(run).rejects.toMatchObject({ code: 'analysis.too-long' });
    await threads.end();
    // Nobody has written yet: the thread was left behind, not waited for. Now it can end.
    closeSync(openSync(pipe, 'r+'));
  });
});
