import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from '../analyses/execute.ts';
import { inThisThread, registryOf, scaledRows } from '../analyses/test-registry.ts';
import { requireSourceUnused } from '../db/history.ts';
import { readJournal } from '../db/journal.ts';
import { createClaim, readClaims, removeClaim, updateClaim } from '../evidence/claims.ts';
import { pinAnswer, readEvidence, removeEvidence } from '../evidence/evidence.ts';
import { recomputeEvidence } from '../evidence/recompute.ts';
import type { Recomputation } from '../../../shared/contract/findings.ts';
import type { OpenAudit } from '../db/database.ts';
import { freezeBaseline, readBaselines } from './baselines.ts';
import { checkAudit } from './check.ts';
import { logTime, readValues, setField } from './fields.ts';
import { schema } from '../schema.ts';

const dayMs = 86_400_000;
const startMs = Date.parse('2026-03-02T00:00:00Z');
const sha = 'ab'.repeat(32);

let db: Database.Database;
beforeEach(() => {
  db = new Database(':memory:');
  db.pragma('foreign_keys = on');
  for (const { up } of schema.migrations) up(db);
  db.prepare(
    `insert into source (id, file, bytes, sha256, kind, format, importer_version, confidence, options, row_count, rejected, rejected_count, warnings, duration_ms, imported_at, state, kinds) values (1, 'orders.csv', 1, ?, 'metrics', 'csv', 1, 1, '{}', 10, '[]', 0, '[]', 1, '2026-03-02T00:00:00.000Z', 'live', '["metrics"]')`,
  ).run(sha);
  db.prepare(
    'insert into axis (id, source_id, count, start_ms, end_ms, step_ms, gaps) values (1, 1, 2880, ?, ?, 60000, 0)',
  ).run(startMs, startMs + 2 * dayMs - 60_000);
  db.exec(
    `insert into series (id, source_id, axis_id, position, name, labels, unit, kind, count, null_count)
     values (1, 1, 1, 0, 'checkout_latency_p95', '{"service":"orders"}', 'ms', 'gauge', 2880, 0)`,
  );
});

const coded = (code: string): Error => expect.objectContaining({ code }) as Error;
const actions = (): string[] => [...readJournal(db)].map(({ action }) => action);

const registry = registryOf(scaledRows);
const pin = (): ReturnType<typeof pinAnswer> =>
  pinAnswer(db, execute(db, registry, { id: 'scaled-rows', parameters: { source: 1 } }), 'Rows');
const recompute = (again = registry): Promise<Recomputation> => {
  const audit = { db } as OpenAudit;
  const job = { signal: new AbortController().signal, report: () => undefined };
  return recomputeEvidence(audit, inThisThread(db, again), job);
};

describe('a field', () => {
  it('keeps a typed value and writes one journal entry', () => {
    expect(setField(db, '1.scope.in', ['orders', 'stock'])).toBe(true);
    expect(readValues(db).get('1.scope.in')).toEqual(['orders', 'stock']);
    const [entry] = [...readJournal(db)];
    expect(entry).toMatchObject({
      action: 'field.written',
      summary: '“In scope” of phase 1 was written.',
      detail: { field: '1.scope.in', value: ['orders', 'stock'] },
    });
  });
  it('is not written again with the same value', () => {
    setField(db, '1.scope.in', ['orders']);
    expect(setField(db, '1.scope.in', ['orders'])).toBe(false);
    expect(actions()).toHaveLength(1);
  });
  it('is cleared by null and by an empty value', () => {
    setField(db, '1.scope.in', ['orders']);
    setField(db, '1.scope.in', null);
    expect(readValues(db).size).toBe(0);
    expect(setField(db, '1.scope.in', [])).toBe(false);
    expect(actions()).toEqual(['field.written', 'field.cleared']);
  });
  it('refuses what does not fit, says where and what was expected, and keeps what was there', () => {
    setField(db, '1.criteria.list', [{ metric: 'Latency', threshold: 500 }]);
    expect(() => setField(db, '1.criteria.list', [{ metric: 'Latency', threshold: 'fast' }])).toThrow(
      expect.objectContaining({
        code: 'field.invalid',
        message: 'Success criteria, criterion 1, Threshold: expected a number.',
      }) as Error,
    );
    expect(readValues(db).get('1.criteria.list')).toEqual([{ metric: 'Latency', threshold: 500 }]);
    expect(actions()).toHaveLength(1);
  });
  it('must be one of the method', () => {
    expect(() => setField(db, '9.no.such', 'x')).toThrow(coded('field.unknown'));
  });
});

const freeze = (name = 'Before', fromMs = startMs, toMs = startMs + 2 * dayMs) =>
  freezeBaseline(db, { name, fromMs, toMs });

describe('a baseline', () => {
  it('keeps window, series with coverage, and the hashes of the files', () => {
    expect(freeze()).toMatchObject({
      name: 'Before',
      from: '2026-03-02T00:00:00.000Z',
      to: '2026-03-04T00:00:00.000Z',
      series: [
        {
          id: 1,
          sourceId: 1,
          name: 'checkout_latency_p95',
          labels: { service: 'orders' },
          unit: 'ms',
          coverage: 1,
        },
      ],
      inputs: [{ sourceId: 1, file: 'orders.csv', sha256: sha }],
    });
    expect(actions()).toEqual(['baseline.frozen']);
  });
  it('has a digest that depends on the content alone', () => {
    const [first, again, shorter] = [freeze('A'), freeze('B'), freeze('C', startMs, startMs + dayMs)];
    expect(first.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(again.digest).toBe(first.digest);
    expect(shorter.digest).not.toBe(first.digest);
  });
  it('measures how much of a longer window is covered', () => {
    expect(freeze('Long', startMs, startMs + 4 * dayMs).series[0]?.coverage).toBe(0.5);
  });
  it('needs samples in the window, a window, a new name and known series', () => {
    freeze();
    expect(() => freeze('Before')).toThrow(coded('baseline.exists'));
    expect(() => freeze('Empty', 0, 1000)).toThrow(coded('baseline.no-series'));
    expect(() => freeze('Backward', startMs + 1, startMs)).toThrow(coded('baseline.window-invalid'));
    expect(() => freeze('Endless', startMs, Number.POSITIVE_INFINITY)).toThrow(
      coded('baseline.window-invalid'),
    );
    expect(() =>
      freezeBaseline(db, { name: 'Other', fromMs: startMs, toMs: startMs + 1, seriesIds: [99] }),
    ).toThrow(coded('series.unknown'));
    expect(readBaselines(db)).toHaveLength(1);
  });
  it('cannot be changed or removed, not even in the database', () => {
    freeze();
    expect(() => db.exec("update baseline set name = 'Better'")).toThrow(/frozen/);
    expect(() => db.exec('delete from baseline')).toThrow(/frozen/);
  });
});

describe('baseline first', () => {
  const change = { title: 'Index on orders', reason: 'Table scan', appliedAt: '2026-03-05T06:00:00Z' };

  it('refuses a change while no baseline is frozen', () => {
    expect(() => setField(db, '6.changes.list', [change])).toThrow(coded('guard-rail.baseline-missing'));
    expect(readValues(db).size).toBe(0);
  });
  it('lets it through once one is frozen', () => {
    freezeBaseline(db, { name: 'Before', fromMs: startMs, toMs: startMs + dayMs });
    expect(setField(db, '6.changes.list', [change])).toBe(true);
  });
  it('lets it through against the rail only for a reason, which the check then tells', () => {
    const at = '2026-03-05T06:00:00.000Z';
    const reason = 'The outage had to be stopped.';
    db.prepare('insert into guard_rail_override (code, reason, at) values (?, ?, ?)').run(
      'baseline-before-change',
      reason,
      at,
    );
    setField(db, '6.changes.list', [change]);
    const check = checkAudit(db);
    expect(check.overrides).toEqual([{ code: 'baseline-before-change', reason, at }]);
    expect(check.guardRails.find(({ code }) => code === 'baseline-before-change')).toMatchObject({
      state: 'violated',
      message: expect.stringContaining(reason) as string,
    });
  });
  it('is not got round by an empty record', () => {
    setField(db, '6.changes.list', [{}]);
    expect(readValues(db).size).toBe(0);
    expect(() => setField(db, '6.changes.list', [{}, { title: 'x' }])).toThrow(
      coded('guard-rail.baseline-missing'),
    );
  });
});

describe('a claim', () => {
  it('begins open, of medium severity, without ratings', () => {
    expect(createClaim(db, { kind: 'constraint', title: 'Locks' })).toMatchObject({
      id: 1,
      kind: 'constraint',
      severity: 'medium',
      status: 'open',
      impact: null,
      constraintType: null,
      evidenceIds: [],
    });
  });
  it('changes only what is given and keeps the order of its evidence', () => {
    const [first, second] = [pin(), pin()];
    const claim = createClaim(db, {
      kind: 'finding',
      title: 'Slow',
      detail: 'Why',
      evidenceIds: [second.id, first.id],
    });
    const changed = updateClaim(db, claim.id, { title: 'Slower', severity: 'high', detail: undefined });
    expect(changed).toMatchObject({ title: 'Slower', severity: 'high', detail: 'Why', evidenceIds: [2, 1] });
  });
  it('cannot rest on evidence that is not there', () => {
    expect(() => createClaim(db, { kind: 'finding', title: 'x', evidenceIds: [5] })).toThrow(
      coded('evidence.unknown'),
    );
    expect(readClaims(db)).toEqual([]);
  });
  it('must exist to be changed or removed', () => {
    expect(() => updateClaim(db, 4, { title: 'x' })).toThrow(coded('claim.unknown'));
    expect(() => removeClaim(db, 4)).toThrow(coded('claim.unknown'));
  });
});

describe('pinned evidence', () => {
  it('keeps parameters with their defaults, inputs by hash, and the digest of the canonical result', () => {
    expect(pin()).toMatchObject({
      analysis: 'scaled-rows',
      analysisVersion: 2,
      parameters: { source: 1, factor: 1 },
      inputs: [{ sourceId: 1, file: 'orders.csv', sha256: sha }],
      result: { rows: 10 },
      // printf '{"rows":10}' | sha256sum
      resultDigest: '86e66114140fad821788aa214f53578c792183df907cd531cb0a2d3ffa091b89',
      uses: [],
    });
  });
  it('is not kept once one of its sources is set aside', () => {
    const answer = execute(db, registry, { id: 'scaled-rows', parameters: { source: 1 } });
    db.exec("update source set state = 'removed'");
    expect(() => pinAnswer(db, answer, 'Rows')).toThrow(coded('source.unknown'));
    expect(readEvidence(db)).toEqual([]);
  });
  it('comes out the same again', async () => {
    pin();
    expect(await recompute()).toEqual({ claims: 1, matched: 1, differing: [], otherVersion: [] });
  });
  it.each([
    ['the data under it changed', 'update source set row_count = 11', /another one now/],
    ['the raw file is another', "update source set sha256 = 'x'", /other raw files/],
    ['the source was set aside', "update source set state = 'removed'", /not in use/],
    ['its stored result was altered', `update evidence set result = '{"rows":9}'`, /its own digest/],
    [
      'what other analyses answered is another',
      `update evidence set uses = '[{"analysis":"rows","parameters":{},"resultDigest":"","version":1}]'`,
      /other answers/,
    ],
    ['its analysis is unknown', "update evidence set analysis = 'gone'", /no analysis “gone”/],
  ])('is reported when %s', async (_when, sql, reason) => {
    pin();
    db.exec(sql);
    expect(await recompute()).toMatchObject({
      claims: 1,
      matched: 0,
      differing: [{ id: 1, title: 'Rows', reason: expect.stringMatching(reason) as string }],
    });
  });
  it('needs a known analysis and valid parameters', () => {
    const none = { id: 'none', parameters: {} };
    expect(() => execute(db, registry, none)).toThrow(coded('analysis.unknown'));
    const wrong = { id: 'scaled-rows', parameters: { source: 'a' } };
    expect(() => execute(db, registry, wrong)).toThrow(coded('analysis.parameters-invalid'));
  });
  it.each([
    [1, true],
    [7, false],
  ])(
    'of version %i of its analysis is told as another version, computed all the same',
    async (version, known) => {
      pin();
      db.exec(`update evidence set analysis_version = ${version}`);
      const declaration = { ...scaledRows.declaration, earlierVersions: [1] };
      expect(await recompute(registryOf({ ...scaledRows, declaration }))).toEqual({
        claims: 1,
        matched: 0,
        differing: [],
        otherVersion: [{ what: 'figure', id: 1, title: 'Rows', made: version, ran: 2, equal: true, known }],
      });
    },
  );
  it('stays while a claim or a field rests on it', () => {
    const { id } = pin();
    const claim = createClaim(db, { kind: 'finding', title: 'Slow', evidenceIds: [id] });
    expect(() => removeEvidence(db, id, readValues(db))).toThrow(coded('evidence.in-use'));
    removeClaim(db, claim.id);
    setField(db, '5.hypotheses.list', [{ constraint: 'Locks', evidence: [id] }]);
    expect(() => removeEvidence(db, id, readValues(db))).toThrow(/“Hypotheses” of phase 5/);
    setField(db, '5.hypotheses.list', null);
    removeEvidence(db, id, readValues(db));
    expect(readEvidence(db)).toEqual([]);
  });
  it('keeps its source from being set aside, and so does a baseline', () => {
    expect(() => requireSourceUnused(db, 1)).not.toThrow();
    const { id } = pin();
    expect(() => requireSourceUnused(db, 1)).toThrow(/evidence “Rows”/);
    removeEvidence(db, id, readValues(db));
    freezeBaseline(db, { name: 'Before', fromMs: startMs, toMs: startMs + dayMs });
    expect(() => requireSourceUnused(db, 1)).toThrow(/baseline “Before”/);
  });
});

const phase = (id: number) => checkAudit(db).phases[id];
const deliverable = (id: string) => checkAudit(db).deliverables.find((one) => one.id === id);

describe('the check of an audit', () => {
  it('takes a phase from not started over in progress to done', () => {
    expect(phase(1)).toMatchObject({ state: 'not-started', done: 0 });
    setField(db, '1.scope.out', ['payments']);
    expect(phase(1)).toMatchObject({ state: 'in-progress', done: 1 });
    expect(phase(1)?.missing).toContain('Symptoms');
    setField(db, '1.symptoms.list', [
      {
        symptom: 'Slow checkout',
        flow: 'POST /orders',
        impact: 'Carts lost',
        frequency: 'At every peak',
        severity: 'high',
      },
    ]);
    setField(db, '1.impact.figures', [
      { class: 'latency', metric: 'p95 of POST /orders', value: 1.8, unit: 's', source: 'Monitoring' },
    ]);
    setField(db, '1.criteria.list', [
      { metric: 'POST /orders', statistic: 'p95', comparison: 'lt', threshold: 500, unit: 'ms' },
    ]);
    setField(db, '1.scope.in', ['orders']);
    setField(db, '1.scope.period', { from: '2026-03-02T00:00:00Z', to: '2026-03-04T00:00:00Z' });
    setField(db, '1.scope.traffic', 'both');
    expect(phase(1)).toMatchObject({ state: 'done', missing: [] });
    expect(phase(1)?.done).toBe(phase(1)?.required);
  });
  it('counts minutes, and time alone begins a phase', () => {
    logTime(db, 3, 20);
    logTime(db, 3, 5);
    expect(phase(3)).toMatchObject({ state: 'in-progress', minutesSpent: 25 });
  });
  it('asks phase 2 for a frozen baseline', () => {
    expect(phase(2)?.missing).toContain('Freeze a baseline');
    freezeBaseline(db, { name: 'Before', fromMs: startMs, toMs: startMs + dayMs });
    expect(phase(2)?.missing).not.toContain('Freeze a baseline');
  });
  it('names what each deliverable lacks', () => {
    expect(deliverable('risk-assessment')).toMatchObject({ done: false, missing: ['Risks'] });
    setField(db, '6.plan.risks', [{ risk: 'Long lock', likelihood: 'low', mitigation: 'Build it online' }]);
    expect(deliverable('risk-assessment')).toMatchObject({ done: true, missing: [] });
  });
  it('has ten deliverables and six guard rails, and none is passed by an empty audit', () => {
    const check = checkAudit(db);
    expect(check.deliverables).toHaveLength(10);
    expect(check.deliverables.every(({ done }) => !done)).toBe(true);
    expect(check.guardRails).toHaveLength(6);
    expect(check.guardRails.every(({ state }) => state === 'not-applicable')).toBe(true);
  });
});
