// Whether a bundle's report is compared word for word hangs on `reportVersion`: with any change of what a report or
// VERIFY.md says, it must be raised. This test prints three audits that never change and holds the bytes to the digest
// of their version (test/fixtures/report-versions.json).
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openAudit } from '../../electron/engine/audits.ts';
import { instructions } from '../../electron/engine/bundle/instructions.ts';
import { playSample } from '../../electron/cli/sample.ts';
import { reportFiles } from '../../electron/engine/report/documents.ts';
import { reportVersion } from '../../electron/engine/report/version.ts';
import { testAudit, testEngine } from '../support/engine.ts';
import { closedAtEnd, temporaryFolder } from '../support/temporary.ts';

const fixtures = resolve(import.meta.dirname, '../fixtures');
const digests = JSON.parse(readFileSync(join(fixtures, 'report-versions.json'), 'utf8')) as Record<
  string,
  string
>;

/** What a report tells of its making, and the id of its audit, are given: they differ from run to run. */
const origin = {
  version: '1.2.3',
  journal: { entries: 1234, head: '0f'.repeat(32), at: '2026-03-09T14:02:11.123Z' },
};
const auditId = '00000000-0000-4000-8000-000000000000';

function printed(original: string): string[] {
  const path = join(temporaryFolder(), 'audit.assay');
  copyFileSync(original, path);
  const audit = closedAtEnd(openAudit(path, 'required'));
  audit.db.prepare("update audit set value = ? where key = 'id'").run(auditId);
  return reportFiles(audit, undefined, origin).map(({ text }) => text);
}

async function sample(): Promise<string> {
  const engine = testEngine();
  const path = join(temporaryFolder(), 'sample.assay');
  await playSample(engine, path, () => undefined);
  await engine.call('audit.close', {});
  return path;
}

async function empty(): Promise<string> {
  const { engine, path } = await testAudit('Empty');
  await engine.call('audit.update', { timeZone: 'UTC' });
  await engine.call('audit.close', {});
  return path;
}

describe('the words of the report', () => {
  // Pinned figures and baselines say when they were made.
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 2, 9, 14) }));
  afterEach(() => vi.useRealTimers());

  it('are those of its version: raise reportVersion with any change, and add its digest', async () => {
    const signed = {
      audit: { id: auditId, name: 'A', client: 'C', auditor: 'B', timeZone: 'UTC', createdAt: '' },
      signer: { identity: 'ada', algorithm: 'ssh-ed25519', fingerprint: 'SHA256:x' },
      createdAt: '2026-03-09T14:02:11.123Z',
    } as const;
    const hash = createHash('sha256');
    for (const path of [join(fixtures, 'format-5', 'audit.assay'), await sample(), await empty()]) {
      for (const text of printed(path)) hash.update(text);
    }
    const digest = hash.update(instructions(signed)).digest('hex');
    expect({ [reportVersion]: digest }).toEqual({ [reportVersion]: digests[reportVersion] });
  });

  it('have a digest for every version', () => {
    const versions = Array.from({ length: reportVersion }, (_, index) => String(index + 1));
    expect(Object.keys(digests)).toEqual(versions);
  });
});
