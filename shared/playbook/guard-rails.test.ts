import { describe, expect, it } from 'vitest';
import type { Claim } from '../domain/claim.ts';
import type { AuditFacts, BaselineFacts } from './facts.ts';
import { guardRails, judge, type GuardRailState } from './guard-rails.ts';
import type { FieldKey } from './values.ts';

const at = (text: string): number => Date.parse(text);
const series = [{ name: 'checkout_latency_p95', unit: 'ms', coverage: 1 }];
const week: BaselineFacts = {
  name: 'Week',
  fromMs: at('2026-03-02T00:00:00Z'),
  toMs: at('2026-03-09T00:00:00Z'),
  series,
};
const twoDays: BaselineFacts = { ...week, name: 'Two days', toMs: at('2026-03-04T00:00:00Z') };

const constraint = (id: number, status: Claim['status'], evidenceIds: number[]): Claim => ({
  id,
  kind: 'constraint',
  title: 'Database processor',
  detail: 'At its limit at the peak.',
  severity: 'high',
  status,
  impact: null,
  effort: null,
  risk: null,
  constraintType: 'cpu',
  evidenceIds,
  createdAt: '2026-03-09T00:00:00.000Z',
  updatedAt: '2026-03-09T00:00:00.000Z',
});

/** By the keys of the method, so that a misspelt one fails. */
type Values = Partial<Record<FieldKey, unknown>>;

interface Content {
  values?: Values;
  claims?: Claim[];
  baselines?: BaselineFacts[];
  overrides?: AuditFacts['overrides'];
}
const facts = ({ values = {}, claims = [], baselines = [], overrides = [] }: Content): AuditFacts => ({
  values: new Map(Object.entries(values)),
  claims,
  evidenceIds: new Set([1]),
  evidenceFigures: new Map(),
  baselines,
  sourceCounts: {},
  overrides,
  minutes: new Map(),
});

const change = {
  title: 'Index on orders',
  reason: 'Every look-up read the whole table.',
  strategy: 'quick-win',
  appliedAt: '2026-03-10T06:00:00Z',
  rollback: 'Drop the index.',
  measuredFrom: '2026-03-10T07:00:00Z',
  measuredTo: '2026-03-11T07:00:00Z',
};
const second = { ...change, title: 'Pool of 40', appliedAt: '2026-03-12T06:00:00Z' };
const changes = (...rows: unknown[]): Values => ({ '6.changes.list': rows });
const scaling = { ...change, title: 'Twice the hosts', pattern: 'resources', constraint: 7 };
const criterion = {
  metric: 'Checkout latency',
  statistic: 'p95',
  comparison: 'lt',
  threshold: 500,
  unit: 'ms',
};
const writtenUp = {
  '7.documentation.what': 'An index.',
  '7.documentation.why': 'A table scan.',
  '7.documentation.not-changed': 'The schema.',
};

const states: Record<string, [GuardRailState, string, Content, RegExp][]> = {
  'baseline-before-change': [
    ['not-applicable', 'nothing is recorded', {}, /no baseline is frozen yet/],
    ['ok', 'a baseline is frozen and nothing changed', { baselines: [week] }, /may be recorded/],
    ['ok', 'the change lies after it', { baselines: [week], values: changes(change) }, /after a frozen/],
    [
      'warning',
      'a change has no time',
      { baselines: [week], values: changes({ ...change, appliedAt: null }) },
      /“Index on orders” has no time/,
    ],
    [
      'violated',
      'there is a change and no baseline',
      { values: changes(change) },
      /No baseline .*“Index on orders”/,
    ],
    [
      'violated',
      'a change lies before the end of every baseline',
      { baselines: [week], values: changes({ ...change, appliedAt: '2026-03-05T00:00:00Z' }) },
      /before the end of every baseline/,
    ],
  ],
  'one-change-at-a-time': [
    ['not-applicable', 'no change is recorded', {}, /No change/],
    ['not-applicable', 'there is one change', { values: changes(change) }, /Only one/],
    ['ok', 'each was measured before the next', { values: changes(second, change) }, /measured before/],
    [
      'warning',
      'the first was never measured',
      { values: changes({ ...change, measuredTo: null }, second) },
      /“Index on orders” was followed/,
    ],
    [
      'warning',
      'the order of a change is unknown',
      { values: changes(change, { ...second, appliedAt: null }) },
      /no time/,
    ],
    [
      'violated',
      'two took effect together',
      { values: changes(change, { ...second, appliedAt: change.appliedAt }) },
      /together/,
    ],
    [
      'violated',
      'the second came while the first was measured',
      { values: changes(change, { ...second, appliedAt: '2026-03-10T12:00:00Z' }) },
      /still being measured/,
    ],
  ],
  'percentiles-not-averages': [
    [
      'not-applicable',
      'no latency is stated',
      { values: { '1.criteria.list': [{ metric: 'Error rate', statistic: 'share', unit: '%' }] } },
      /No latency/,
    ],
    ['ok', 'the criterion names p95', { values: { '1.criteria.list': [criterion] } }, /names a percentile/],
    [
      'warning',
      'a criterion names no statistic',
      { values: { '1.criteria.list': [{ ...criterion, statistic: null }] } },
      /“Checkout latency”/,
    ],
    [
      'warning',
      'an impact figure names no statistic',
      { values: { '1.impact.figures': [{ class: 'latency', metric: 'Checkout', value: 2, unit: 's' }] } },
      /the impact “Checkout”/,
    ],
    [
      'warning',
      'the baseline holds averaged latency',
      {
        baselines: [{ ...week, series: [{ name: 'latency_avg', unit: 'ms', coverage: 1 }] }],
        values: { '1.criteria.list': [criterion] },
      },
      /“latency_avg”/,
    ],
    [
      'violated',
      'a criterion is set on the mean',
      { values: { '1.criteria.list': [{ ...criterion, statistic: 'mean' }] } },
      /A mean of latencies/,
    ],
    [
      'violated',
      'the impact is stated as an average',
      {
        values: {
          '1.impact.figures': [{ class: 'latency', metric: 'average response time', value: 2, unit: 's' }],
        },
      },
      /A mean of latencies/,
    ],
    [
      'violated',
      'the comparison uses the mean',
      {
        values: {
          '7.comparison.table': [{ metric: 'Checkout', statistic: 'mean', before: 2, after: 1, unit: 's' }],
        },
      },
      /the comparison/,
    ],
  ],
  'constraint-before-scaling': [
    [
      'not-applicable',
      'no change adds resources',
      { values: changes({ ...change, pattern: 'index' }) },
      /No change adds/,
    ],
    [
      'ok',
      'the constraint is confirmed with evidence',
      { values: changes(scaling), claims: [constraint(7, 'confirmed', [1])] },
      /only for confirmed/,
    ],
    [
      'warning',
      'the constraint is still open',
      { values: changes(scaling), claims: [constraint(7, 'open', [1])] },
      /not confirmed/,
    ],
    [
      'warning',
      'the constraint has no evidence',
      { values: changes(scaling), claims: [constraint(7, 'confirmed', [])] },
      /with evidence/,
    ],
    [
      'violated',
      'no constraint is named',
      { values: changes({ ...scaling, constraint: null }) },
      /without naming/,
    ],
    [
      'violated',
      'the constraint was rejected',
      { values: changes(scaling), claims: [constraint(7, 'rejected', [1])] },
      /without naming/,
    ],
  ],
  'enough-data': [
    ['not-applicable', 'no baseline is frozen', {}, /No baseline/],
    ['ok', 'a week is covered', { baselines: [week] }, /covers 7 days/],
    ['warning', 'two days are covered', { baselines: [twoDays] }, /covers 2 days; seven days/],
    [
      'warning',
      'a series has holes',
      { baselines: [{ ...week, series: [...series, { name: 'cpu', unit: '%', coverage: 0.5 }] }] },
      /1 of 2 series/,
    ],
    [
      'warning',
      'the period after is short',
      {
        baselines: [week],
        values: { '7.validation.period': { from: '2026-03-10T00:00:00Z', to: '2026-03-10T06:00:00Z' } },
      },
      /covers 6 h/,
    ],
    [
      'violated',
      'less than a day is covered',
      { baselines: [{ ...week, toMs: week.fromMs + 4 * 3_600_000 }] },
      /covers 4 h/,
    ],
    ['violated', 'the baseline holds no series', { baselines: [{ ...week, series: [] }] }, /holds no series/],
  ],
  'decisions-documented': [
    ['not-applicable', 'nothing was decided', {}, /No decision/],
    ['ok', 'everything is written up', { values: { ...changes(change), ...writtenUp } }, /has its reason/],
    [
      'warning',
      'a change has no way back',
      { values: { ...changes({ ...change, rollback: '' }), ...writtenUp } },
      /no rollback plan/,
    ],
    ['warning', 'phase 7 is not written', { values: changes(change) }, /phase 7/],
    [
      'violated',
      'a change has no reason',
      { values: { ...changes({ ...change, reason: ' ' }), ...writtenUp } },
      /“Index on orders” has no reason/,
    ],
    [
      'violated',
      'a constraint was rejected without grounds',
      { claims: [{ ...constraint(1, 'rejected', []), detail: '' }] },
      /without its grounds/,
    ],
    [
      'violated',
      'a verdict does not say what was measured',
      { values: { '5.hypotheses.list': [{ constraint: 'Locks', verdict: 'confirmed' }] } },
      /1 of 1 verdicts/,
    ],
  ],
};

for (const rail of guardRails) {
  describe(`the guard rail ${rail.code}`, () => {
    const wanted = states[rail.code] ?? [];
    it.each(wanted)('is %s when %s', (state, _when, content, message) => {
      const judgement = judge(rail, facts(content));
      expect(judgement.message).toMatch(message);
      expect(judgement.state).toBe(state);
    });

    it('can take each of the four states', () => {
      expect(new Set(wanted.map(([state]) => state))).toEqual(
        new Set(['ok', 'warning', 'violated', 'not-applicable']),
      );
    });
  });
}

it('an override is told and does not turn a violation into a pass', () => {
  const [rail] = guardRails;
  const overrides = [{ code: 'baseline-before-change', reason: 'The outage had to be stopped.' }];
  const content = facts({ values: changes(change), overrides });
  expect(rail && judge(rail, content)).toMatchObject({
    state: 'violated',
    message: expect.stringContaining('Overridden by the auditor: The outage had to be stopped.') as string,
  });
});
