// What is shown is what gets pinned.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { importEveryKind } from '../analyses/test-audit.ts';
import type { Engine } from '../engine.ts';
import { runAnalysis } from '../../../shared/contract/analyses.ts';
import { testAudit, testEngine } from '../../../test/support/engine.ts';

let folder: string;
let engine: Engine;
let auditPath: string;
beforeEach(async () => {
  ({ engine, folder, path: auditPath } = await testAudit('Pins'));
  await importEveryKind(engine, folder);
});

const shown = () => runAnalysis(engine.call, 'critical-path-summary', {});
const coded = (code: string): Error => expect.objectContaining({ code }) as Error;

/** Another trace, of 10 ms. */
async function importMore(): Promise<void> {
  const span = {
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    name: 'tick',
    startTimeUnixNano: '1772438400000000000',
    endTimeUnixNano: '1772438400010000000',
  };
  const path = join(folder, 'more.json');
  writeFileSync(path, JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }));
  await engine.call('source.import', { path });
}

describe('a pin', () => {
  it('keeps the answer that is shown, under the title of its analysis', async () => {
    const answer = await shown();
    const { id: analysis, parameters, resultDigest } = answer;
    const pinned = await engine.call('evidence.pin', { analysis, parameters, resultDigest });
    expect(pinned).toMatchObject({
      title: answer.pinTitle,
      analysis: 'critical-path-summary',
      analysisVersion: 1,
      parameters: {},
      result: answer.result,
      resultDigest,
      inputs: answer.inputs,
      uses: [],
    });
    const { evidence } = await engine.call('evidence.list', {});
    expect(evidence).toMatchObject([{ id: pinned.id, sentence: answer.sentence, figure: answer.figure }]);
  });

  it('is refused when the figure is another than the one shown, and pins nothing', async () => {
    const { id: analysis, parameters, resultDigest } = await shown();
    await importMore();
    await expect(engine.call('evidence.pin', { analysis, parameters, resultDigest })).rejects.toThrow(
      coded('evidence.changed'),
    );
    expect((await engine.call('evidence.list', {})).evidence).toEqual([]);
    const now = await shown();
    expect(
      await engine.call('evidence.pin', { analysis, parameters, resultDigest: now.resultDigest }),
    ).toMatchObject({
      resultDigest: now.resultDigest,
    });
  });

  it('takes the title it is given', async () => {
    const pinned = await engine.call('evidence.pin', {
      title: 'What checkouts wait for',
      analysis: 'critical-path-summary',
      parameters: {},
    });
    expect(pinned.title).toBe('What checkouts wait for');
  });

  it('tells its sentence in the zone of the audit', async () => {
    await engine.call('audit.update', { timeZone: 'Asia/Tokyo' });
    const { sentence } = await runAnalysis(engine.call, 'series-statistics', {
      series: 'checkout_latency_ms',
      fromMs: Date.UTC(2026, 2, 2, 8),
      toMs: Date.UTC(2026, 2, 2, 8, 2),
    });
    expect(sentence).toContain('2026-03-02 17:00 – 17:02 Asia/Tokyo');
  });
});

describe('evidence computed again', () => {
  it('matches when nothing changed, and tells how far it is', async () => {
    const phases = new Set<string>();
    await engine.close();
    engine = testEngine((event) => {
      if (event.type === 'job') phases.add(`${event.job.method}: ${event.job.phase}`);
    });
    await engine.call('audit.open', { path: auditPath, write: 'required' });
    for (const analysis of ['critical-path-summary', 'trace-operations', 'top-functions']) {
      await engine.call('evidence.pin', { analysis, parameters: {} });
    }
    expect(await engine.call('evidence.recompute', {})).toEqual({
      claims: 3,
      matched: 3,
      differing: [],
      otherVersion: [],
    });
    expect(await engine.call('evidence.recompute', { ids: [2] })).toMatchObject({ claims: 1, matched: 1 });
    expect(phases).toContain('evidence.recompute: Computing again');
  });
});
