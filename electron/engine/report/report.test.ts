import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClaim } from '../db/claims.ts';
import { setField } from '../db/fields.ts';
import type { Json } from '../db/journal.ts';
import { createAudit, openAudit } from '../audits.ts';
import type { OpenAudit } from '../db/database.ts';
import { createEngine } from '../engine.ts';
import { niceTicks, drawMetric } from './drawings.ts';
import { reportDocuments } from './documents.ts';
import { figureOf } from './figures.ts';
import { escapeText, html } from './markup.ts';

let folder: string;
let audit: OpenAudit;
let count = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-report-'));
  audit = createAudit(join(folder, 'audit.assay'), { name: 'Orders', client: 'Client', auditor: 'Ada' });
});
afterEach(() => {
  audit.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Evidence as an analysis would leave it; these tests ask how it is shown, not how it is computed. */
function addEvidence(id: number, title: string, result: Json): void {
  audit.db
    .prepare(
      `insert into evidence (id, title, analysis, analysis_version, parameters, inputs, result, result_digest, created_at)
       values (?, ?, 'an-analysis', 1, '{}', '[{"file":"p95.csv","sha256":"aa","sourceId":1}]', ?, 'digest-of-it', '2026-03-02T10:00:00.000Z')`,
    )
    .run(id, title, JSON.stringify(result));
}

const set = (key: string, value: Json): void => void setField(audit.db, key, value);

describe('a report of an empty audit', () => {
  it('says what is missing, and claims nothing', () => {
    const { html: page, model } = reportDocuments(audit);
    for (const sentence of [
      'The audit has not identified the constraint that limits the system.',
      'The audit has not said what should be decided next.',
      'No success criteria were set.',
      'No baseline was frozen.',
      'No finding was written.',
      'No evidence was imported.',
      'No figure was pinned as evidence.',
    ]) {
      expect(page, sentence).toContain(sentence);
    }
    expect(model.missing.map(({ section }) => section)).toEqual(
      expect.arrayContaining(['Answer', 'Baseline', 'Success criteria', 'Findings', 'Deliverables']),
    );
  });
});

describe('a report', () => {
  it('leads with the constraint named dominant and the decision', () => {
    const other = createClaim(audit.db, {
      kind: 'constraint',
      title: 'Processor time',
      impact: 'high',
      effort: 'low',
      risk: 'low',
    });
    const dominant = createClaim(audit.db, { kind: 'constraint', title: 'Lock waits on the stock table' });
    createClaim(audit.db, { kind: 'decision', title: 'Batch the stock query' });
    set('4.priorities.dominant', [dominant.id]);
    const { answer, claims } = reportDocuments(audit).model;
    expect(answer).toMatchObject({
      limitedBefore: null,
      limitsNow: { state: 'named', sentence: 'Lock waits on the stock table' },
      nextDecision: { from: 'decision', what: 'Batch the stock query' },
    });
    expect(claims[0]).toMatchObject({ id: other.id, priority: 'fix-now' });
  });

  it('names no constraint that the auditor did not name', () => {
    createClaim(audit.db, { kind: 'constraint', title: 'Lock waits' });
    const { html: page, model } = reportDocuments(audit);
    expect(model.answer.limitsNow.state).toBe('not-named');
    expect(model.missing).toContainEqual({
      section: 'Answer',
      message: 'The dominant constraint is not named (phase 4, priorities).',
    });
    expect(page).toContain('Not named yet; first in line: Lock waits');
  });

  it('tells what limited before a measured change apart from what limits now, and what was decided', () => {
    audit.db.exec(
      "insert into guard_rail_override (code, reason, at) values ('baseline-before-change', 'None was taken', '2026-03-02T10:00:00.000Z')",
    );
    const lifted = createClaim(audit.db, {
      kind: 'constraint',
      title: 'Lock waits on the stock table',
      status: 'confirmed',
    });
    createClaim(audit.db, { kind: 'decision', title: 'Batch the stock query', status: 'confirmed' });
    createClaim(audit.db, { kind: 'recommendation', title: 'Measure a whole week' });
    set('4.priorities.dominant', [lifted.id]);
    set('6.changes.list', [
      {
        title: 'Stock is read in one query',
        constraint: lifted.id,
        appliedAt: '2026-03-04T05:30:00Z',
        effect: 'p95 from 1,840 ms to 160 ms',
      },
    ]);
    const { html: page, model } = reportDocuments(audit);
    expect(model.answer).toMatchObject({
      limitedBefore: { state: 'lifted', sentence: 'Lock waits on the stock table' },
      limitsNow: { state: 'none-claimed' },
      decisionTaken: { what: 'Batch the stock query' },
      nextDecision: { from: 'recommendation', what: 'Measure a whole week' },
    });
    expect(model.missing).toContainEqual({
      section: 'Answer',
      message: 'The constraint that limits after the change is not named (phase 4, priorities).',
    });
    for (const question of [
      'Which constraint limited this system before the change?',
      'Which constraint limits this system now?',
      'What has been decided?',
      'What should be decided next?',
    ]) {
      expect(page, question).toContain(`<h2 class="question">${question}</h2>`);
    }
  });

  it('judges a criterion by the measurement of the same metric and statistic, in its own unit', () => {
    const criterion = {
      metric: 'Checkout latency',
      statistic: 'p95',
      comparison: 'lt',
      unit: 'ms',
      from: 900,
    };
    set('1.criteria.list', [
      { ...criterion, threshold: 500 },
      { ...criterion, threshold: 300 },
      { ...criterion, threshold: 500, statistic: 'p99' },
      { ...criterion, threshold: 0.5, from: 0.9, unit: 's' },
      { ...criterion, threshold: 500, unit: '%' },
    ]);
    set('7.comparison.table', [
      { metric: 'checkout latency', statistic: 'p95', unit: 'ms', before: 900, after: 450, evidence: null },
    ]);
    const { criteria, comparison } = reportDocuments(audit).model;
    expect(criteria.map(({ met }) => met)).toEqual([true, false, null, true, null]);
    expect(criteria.map(({ measured }) => measured)).toEqual([
      '450\u202fms',
      '450\u202fms',
      '–',
      '0.45\u202fs',
      '–',
    ]);
    expect(comparison[0]?.change).toBe(-0.5);
  });

  it('links every citation of evidence that exists, and no other', () => {
    addEvidence(1, 'p95 of checkout', { p95: 812.5 });
    createClaim(audit.db, {
      kind: 'finding',
      title: 'Slow at the peak',
      detail: 'See [E1] and [E2].',
      evidenceIds: [1],
    });
    const { html: page } = reportDocuments(audit);
    expect(page).toContain('See <a href="#E1">[E1]</a> and [E2].');
    expect(page).toContain('id="E1"');
  });

  it('gives each figure with its analysis, its raw files and its digest', () => {
    addEvidence(1, 'p95 of checkout', { p95: 812.5 });
    const { html: page, model } = reportDocuments(audit);
    for (const text of ['an-analysis', 'p95.csv', 'digest-of-it', '813']) expect(page).toContain(text);
    expect(model.evidence[0]?.usedBy).toEqual([]);
  });

  it('is the same bytes for the same audit, also when it is opened again', () => {
    addEvidence(1, 'p95 of checkout', { p95: 812.5 });
    const first = reportDocuments(audit);
    audit.close();
    audit = openAudit(join(folder, 'audit.assay'), 'required');
    const again = reportDocuments(audit);
    expect(again.html).toBe(first.html);
    expect(again.json).toBe(first.json);
  });

  it('carries no script, and nothing from outside', () => {
    addEvidence(1, 'p95', { p95: 1 });
    const { html: page } = reportDocuments(audit);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|src=|https?:\/\//i);
  });
});

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><script>',
  '</title></svg><script>',
  '[E2]<b>',
  'javascript:alert(1)',
  '\u202Eevil\u0000',
  '\uD800 lone',
];

/** Tags of a page in order: what hostile text must not change. */
const tagsOf = (page: string): string[] =>
  [...page.matchAll(/<(?!style)[a-z!/][^>]*>/gi)].map(([tag]) => tag.replaceAll(/"[^"]*"/g, '""'));

const fill = (text: string): string => {
  const own = createAudit(join(folder, `hostile-${(count += 1)}.assay`), {
    name: text,
    client: text,
    auditor: text,
  });
  const kept = audit;
  audit = own;
  addEvidence(1, text, { [text]: [{ [text]: text, n: 1 }] });
  set('1.symptoms.list', [{ symptom: text, flow: text, impact: text, frequency: text, severity: 'high' }]);
  set('7.transfer.next', [text]);
  createClaim(own.db, { kind: 'finding', title: text, detail: text, evidenceIds: [1] });
  createClaim(own.db, { kind: 'constraint', title: text, detail: text });
  const { html: page } = reportDocuments(own);
  own.close();
  audit = kept;
  return page;
};

describe('hostile text', () => {
  it.each(hostile.filter((text) => !text.includes('\uD800')))('stays text: %j', (text) => {
    const page = fill(text);
    expect(tagsOf(page)).toEqual(tagsOf(fill('harmless')));
    expect(page).not.toContain('\u0000');
  });

  it('is escaped whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped.isWellFormed()).toBe(true);
        expect(html`<i title="${text}">${text}</i>`.markup).toBe(`<i title="${escaped}">${escaped}</i>`);
      }),
    );
    for (const text of hostile) expect(escapeText(text)).not.toMatch(/[<>"']/);
  });
});

const evidence = (result: Json): Parameters<typeof figureOf>[0] => ({
  id: 1,
  title: 't',
  analysis: 'a',
  analysisVersion: 1,
  parameters: {},
  inputs: [],
  result,
  resultDigest: '',
  createdAt: '2026-03-02T10:00:00.000Z',
});

describe('figures', () => {
  it('show a critical path in the order of time and its parts by their share', () => {
    const figure = figureOf(
      evidence({
        traceId: 'ab',
        startNs: '1772000000000000000',
        endNs: '1772000000000001000',
        durationNs: 1000,
        segments: [
          {
            spanId: '1',
            service: 'web',
            operation: 'GET',
            startNs: '1772000000000000000',
            endNs: '1772000000000000100',
          },
          {
            spanId: '2',
            service: 'db',
            operation: 'select',
            startNs: '1772000000000000100',
            endNs: '1772000000000000900',
          },
          {
            spanId: '1',
            service: 'web',
            operation: 'GET',
            startNs: '1772000000000000900',
            endNs: '1772000000000001000',
          },
        ],
      }),
    );
    if (figure.kind !== 'timeline') throw new Error(figure.kind);
    expect(figure.segments.map(({ startNs, durationNs }) => [startNs, durationNs])).toEqual([
      [0, 100],
      [100, 800],
      [900, 100],
    ]);
    expect(figure.table.rows.map(([label, count]) => [label, count])).toEqual([
      ['db: select', '1'],
      ['web: GET', '2'],
    ]);
    expect(figure.table.shares).toEqual([0.8, 0.2]);
  });

  it('say how many rows they leave out', () => {
    const figure = figureOf(evidence({ rows: Array.from({ length: 40 }, (_, n) => ({ n })) }));
    expect(figure).toMatchObject({ kind: 'table', omitted: 28 });
  });
});

describe('charts', () => {
  it('draw the series named in phase 2, with the baseline and the changes on them', async () => {
    audit.close();
    const engine = createEngine(() => undefined);
    const path = join(folder, 'metrics.csv');
    const rows = Array.from(
      { length: 600 },
      (_, minute) => `${new Date(Date.UTC(2026, 2, 2, 0, minute)).toISOString()},${minute % 60},${minute}`,
    );
    writeFileSync(path, ['time,p95_ms,requests', ...rows].join('\n'));
    await engine.call('audit.open', { path: join(folder, 'audit.assay'), write: 'required' });
    await engine.call('source.import', { path });
    const { series } = await engine.call('series.list', {});
    const chosen = series.find(({ name }) => name.startsWith('p95'));
    if (!chosen) throw new Error('no series');
    await engine.call('method.setField', { field: '2.metrics.series', value: [chosen.id] });
    await engine.call('baseline.freeze', {
      name: 'Night',
      fromMs: Date.UTC(2026, 2, 2),
      toMs: Date.UTC(2026, 2, 2, 5),
    });
    await engine.call('method.setField', {
      field: '6.changes.list',
      value: [{ title: 'Index added', appliedAt: '2026-03-02T06:00:00Z' }],
    });
    engine.close();
    audit = openAudit(join(folder, 'audit.assay'), 'required');
    const { model, html: page } = reportDocuments(audit);
    expect(model.charts).toHaveLength(1);
    expect(model.charts[0]).toMatchObject({
      seriesId: chosen.id,
      sampleCount: 600,
      raw: false,
      windows: [{ label: 'Night' }],
      changes: [{ label: 'Index added', atMs: Date.UTC(2026, 2, 2, 6) }],
    });
    const values = model.charts[0]?.points.map(([, , max]) => max ?? 0) ?? [];
    expect(Math.max(...values)).toBe(59);
    expect(page).toContain('class="window"');
    expect(page).toContain('class="rule"');
  });

  it('have ticks of 1, 2 or 5 times a power of ten inside the range', () => {
    expect(niceTicks(0, 870, 4)).toEqual([0, 500]);
    expect(niceTicks(0, 1000, 4)).toEqual([0, 500, 1000]);
    expect(niceTicks(0, 4, 4)).toEqual([0, 1, 2, 3, 4]);
    expect(niceTicks(5, 5, 4)).toEqual([5]);
  });

  it('break the line where there is no sample', () => {
    const chart = {
      seriesId: 1,
      name: 'p95',
      unit: 'ms',
      fromMs: 0,
      toMs: 4000,
      raw: true,
      bucketMs: 1000,
      sampleCount: 4,
      windows: [],
      changes: [],
      points: [
        [0, 1, 1],
        [1000, 2, 2],
        [2000, null, null],
        [3000, 3, 3],
        [4000, 4, 4],
      ] as [number, number | null, number | null][],
    };
    const { markup } = drawMetric(chart, 'UTC');
    expect(markup.match(/class="trend"/g)).toHaveLength(2);
    expect(markup).toContain('role="img"');
    expect(markup).toMatch(/<title id="chart-1-title">\s*p95\s*<\/title>/);
  });
});
