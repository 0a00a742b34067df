// The six pitfalls of performance work as guard rails: each is judged from what the audit holds, never asked.
import { leastOf } from '../domain/extremes.ts';
import { fixPatterns } from './fix-patterns.ts';
import { rowsAt, textAt, valueAt } from './values.ts';
import { isVerdict } from './checks.ts';
import { changesOf, textOf, timeOf, type AuditFacts, type Change } from './facts.ts';

export type GuardRailState = 'ok' | 'warning' | 'violated' | 'not-applicable';

export interface Judgement {
  state: GuardRailState;
  /** One sentence: what was found, and what to do about it. */
  message: string;
}

export interface GuardRail {
  code: string;
  title: string;
  /** What goes wrong without it. */
  pitfall: string;
  remedy: string;
  /** The phases in whose screens it is shown. */
  phases: readonly number[];
  judge(facts: AuditFacts): Judgement;
}

const ok = (message: string): Judgement => ({ state: 'ok', message });
const warning = (message: string): Judgement => ({ state: 'warning', message });
const violated = (message: string): Judgement => ({ state: 'violated', message });
const notApplicable = (message: string): Judgement => ({ state: 'not-applicable', message });

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');
const titles = (changes: readonly Change[]): string => quoted(changes.map(({ title }) => title));

function judgeBaselineFirst(facts: AuditFacts): Judgement {
  const changes = changesOf(facts);
  if (facts.baselines.length === 0) {
    return changes.length === 0
      ? notApplicable('No change is recorded and no baseline is frozen yet.')
      : violated(`No baseline was frozen before ${titles(changes)}; an effect cannot be proven.`);
  }
  const firstEndMs = leastOf(facts.baselines.map(({ toMs }) => toMs));
  const early = changes.filter(({ appliedAtMs }) => appliedAtMs !== null && appliedAtMs < firstEndMs);
  if (early.length > 0) {
    return violated(
      `${titles(early)} took effect before the end of every baseline; freeze a window that lies before it.`,
    );
  }
  const undated = changes.filter(({ appliedAtMs }) => appliedAtMs === null);
  if (undated.length > 0) {
    return warning(`${titles(undated)} has no time, so it cannot be placed after the baseline.`);
  }
  return ok(
    changes.length === 0
      ? 'A baseline is frozen; changes may be recorded.'
      : 'Every change lies after a frozen baseline.',
  );
}

function judgeOneChange(facts: AuditFacts): Judgement {
  const changes = changesOf(facts);
  if (changes.length < 2) {
    return notApplicable(
      changes.length === 0 ? 'No change is recorded yet.' : 'Only one change is recorded.',
    );
  }
  const pairs = changes.slice(1).map((next, index) => [changes[index] as Change, next] as const);
  for (const [previous, next] of pairs) {
    if (previous.appliedAtMs === null || next.appliedAtMs === null) continue;
    if (next.appliedAtMs === previous.appliedAtMs) {
      return violated(
        `${titles([previous, next])} took effect together; their effects cannot be told apart.`,
      );
    }
    if (previous.measuredToMs !== null && next.appliedAtMs < previous.measuredToMs) {
      return violated(`${titles([next])} took effect while ${titles([previous])} was still being measured.`);
    }
  }
  const unmeasured = pairs
    .map(([previous]) => previous)
    .filter(({ measuredFromMs, measuredToMs }) => measuredFromMs === null || measuredToMs === null);
  if (unmeasured.length > 0) {
    return warning(
      `${titles(unmeasured)} was followed by another change without a measured window of its own.`,
    );
  }
  if (changes.some(({ appliedAtMs }) => appliedAtMs === null)) {
    return warning('A change has no time, so it cannot be told whether it stood alone.');
  }
  return ok('Each change was measured before the next took effect.');
}

const timeUnit = /^(ns|us|µs|ms|s|sec|seconds?|min|minutes?)$/i;
const latencyWord = /latency|response time|duration|wait/i;
const averageWord = /\b(avg|average|mean)\b/i;
const percentileWord = /\bp\d{2,3}\b|percentile|median|quantile/i;

interface LatencyFigure {
  where: string;
  statistic: string;
  /** Free text that may name the statistic. */
  text: string;
}

const isLatency = (text: string, unit: string): boolean => timeUnit.test(unit) || latencyWord.test(text);

function latencyFigures(facts: AuditFacts): LatencyFigure[] {
  const figures = (key: '1.criteria.list' | '7.comparison.table', where: string): LatencyFigure[] =>
    rowsAt(facts, key)
      .filter(({ metric, unit }) => isLatency(textOf(metric), textOf(unit)))
      .map(({ metric, statistic }) => ({
        where: `${where} “${textOf(metric)}”`,
        statistic: statistic ?? '',
        text: textOf(metric),
      }));
  const impact = rowsAt(facts, '1.impact.figures')
    .filter((row) => row.class === 'latency')
    .map(({ metric }) => ({
      where: `the impact “${textOf(metric)}”`,
      statistic: '',
      text: textOf(metric),
    }));
  return [
    ...figures('1.criteria.list', 'the criterion'),
    ...figures('7.comparison.table', 'the comparison'),
    ...impact,
  ];
}

function judgePercentiles(facts: AuditFacts): Judgement {
  const figures = latencyFigures(facts);
  if (figures.length === 0) return notApplicable('No latency figure is given yet.');
  const averaged = figures.filter(
    ({ statistic, text }) => statistic === 'mean' || (statistic === '' && averageWord.test(text)),
  );
  if (averaged.length > 0) {
    return violated(
      `A mean of latencies stands in ${averaged.map(({ where }) => where).join(', ')}; use p95 or p99.`,
    );
  }
  const unnamed = figures.filter(({ statistic, text }) => statistic === '' && !percentileWord.test(text));
  if (unnamed.length > 0) {
    return warning(`No statistic is named in ${unnamed.map(({ where }) => where).join(', ')}.`);
  }
  const averagedSeries = facts.baselines
    .flatMap(({ series }) => series)
    .filter(({ name, unit }) => timeUnit.test(unit) && averageWord.test(name.replaceAll(/[_.]/g, ' ')));
  if (averagedSeries.length > 0) {
    const names = [...new Set(averagedSeries.map(({ name }) => name))];
    return warning(
      `The baseline holds averaged latencies (${quoted(names)}); ask for percentiles or raw samples.`,
    );
  }
  return ok('Every latency figure names a percentile or a maximum.');
}

function judgeConstraintFirst(facts: AuditFacts): Judgement {
  const scaling = new Set(fixPatterns.filter(({ scales }) => scales === true).map(({ id }) => id));
  const changes = changesOf(facts).filter(({ pattern }) => pattern !== null && scaling.has(pattern));
  if (changes.length === 0) return notApplicable('No change adds resources.');
  const constraints = new Map(
    facts.claims.filter(({ kind }) => kind === 'constraint').map((claim) => [claim.id, claim]),
  );
  const unfounded = changes.filter(({ constraintId }) => {
    const constraint = constraintId === null ? undefined : constraints.get(constraintId);
    return constraint === undefined || constraint.status === 'rejected';
  });
  if (unfounded.length > 0) {
    return violated(`${titles(unfounded)} adds resources without naming the constraint it lifts.`);
  }
  const unproven = changes.filter(({ constraintId }) => {
    const constraint = constraintId === null ? undefined : constraints.get(constraintId);
    return constraint?.status === 'open' || constraint?.evidenceIds.length === 0;
  });
  if (unproven.length > 0) {
    return warning(
      `${titles(unproven)} adds resources for a constraint that is not confirmed with evidence.`,
    );
  }
  return ok('Resources were added only for confirmed constraints.');
}

const hourMs = 3_600_000;
export const minimumBaselineHours = 24;
export const recommendedBaselineHours = 7 * 24;
/** Below this share of the window a series has holes that a percentile would hide. */
const wantedCoverage = 0.9;

const hoursText = (ms: number): string => {
  const hours = ms / hourMs;
  return hours < 48 ? `${Number(hours.toPrecision(3))} h` : `${Number((hours / 24).toPrecision(3))} days`;
};

function judgeEnoughData(facts: AuditFacts): Judgement {
  if (facts.baselines.length === 0) return notApplicable('No baseline is frozen yet.');
  const longest = facts.baselines.reduce((a, b) => (b.toMs - b.fromMs > a.toMs - a.fromMs ? b : a));
  const lengthMs = longest.toMs - longest.fromMs;
  if (longest.series.length === 0) {
    return violated(`The baseline “${longest.name}” holds no series.`);
  }
  if (lengthMs < minimumBaselineHours * hourMs) {
    return violated(
      `The longest baseline, “${longest.name}”, covers ${hoursText(lengthMs)}; 24 h is the least that holds a daily pattern.`,
    );
  }
  const thin = longest.series.filter(({ coverage }) => coverage < wantedCoverage);
  if (thin.length > 0) {
    return warning(
      `${thin.length} of ${longest.series.length} series cover less than 90 % of the baseline “${longest.name}”.`,
    );
  }
  const after = valueAt(facts, '7.validation.period');
  const afterFrom = timeOf(after?.from);
  const afterTo = timeOf(after?.to);
  if (afterFrom !== null && afterTo !== null && afterTo - afterFrom < minimumBaselineHours * hourMs) {
    return warning(`The period after the change covers ${hoursText(afterTo - afterFrom)}, less than a day.`);
  }
  if (lengthMs < recommendedBaselineHours * hourMs) {
    return warning(
      `The longest baseline covers ${hoursText(lengthMs)}; seven days would also hold the weekly pattern.`,
    );
  }
  return ok(`The baseline “${longest.name}” covers ${hoursText(lengthMs)}.`);
}

function judgeDocumented(facts: AuditFacts): Judgement {
  const changes = changesOf(facts);
  const decisions = facts.claims.filter(
    ({ kind, status }) =>
      kind === 'decision' || ((kind === 'constraint' || kind === 'hypothesis') && status === 'rejected'),
  );
  const verdicts = rowsAt(facts, '5.hypotheses.list').filter(({ verdict }) => isVerdict(verdict));
  if (changes.length + decisions.length + verdicts.length === 0) {
    return notApplicable('No decision has been taken yet.');
  }
  const unreasoned = changes.filter(({ reason }) => reason === '');
  if (unreasoned.length > 0) return violated(`${titles(unreasoned)} has no reason.`);
  const bare = decisions.filter(({ detail }) => detail.trim() === '');
  if (bare.length > 0) {
    return violated(`${quoted(bare.map(({ title }) => title))} is decided without its grounds.`);
  }
  const unmeasured = verdicts.filter(({ measurement }) => textOf(measurement) === '');
  if (unmeasured.length > 0) {
    return violated(`${unmeasured.length} of ${verdicts.length} verdicts say nothing of what was measured.`);
  }
  const noWayBack = changes.filter(({ rollback }) => rollback === '');
  if (noWayBack.length > 0) return warning(`${titles(noWayBack)} has no rollback plan.`);
  const written = ['7.documentation.what', '7.documentation.why', '7.documentation.not-changed'] as const;
  if (changes.length > 0 && written.some((key) => textAt(facts, key) === '')) {
    return warning('Changes are recorded, but what, why and what not is not written up in phase 7.');
  }
  return ok('Every decision has its reason.');
}

export const guardRails: readonly GuardRail[] = [
  {
    code: 'baseline-before-change',
    title: 'Baseline before change',
    pitfall: 'A change without a baseline cannot be shown to help, and may have done harm.',
    remedy: 'Freeze a baseline first.',
    phases: [2, 6, 7],
    judge: judgeBaselineFirst,
  },
  {
    code: 'one-change-at-a-time',
    title: 'One change at a time',
    pitfall: 'Of two changes made together nobody can say which one helped, or which one hurt.',
    remedy: 'Measure each change before the next.',
    phases: [6, 7],
    judge: judgeOneChange,
  },
  {
    code: 'percentiles-not-averages',
    title: 'Percentiles, not averages',
    pitfall: 'A mean hides the slow requests that users complain about.',
    remedy: 'State latency as p95, p99 or maximum.',
    phases: [1, 2, 7],
    judge: judgePercentiles,
  },
  {
    code: 'constraint-before-scaling',
    title: 'Constraint before scaling',
    pitfall: 'Adding resources beside the constraint costs money and changes nothing.',
    remedy: 'Confirm the constraint, then scale what it limits.',
    phases: [4, 6],
    judge: judgeConstraintFirst,
  },
  {
    code: 'enough-data',
    title: 'Enough data',
    pitfall: 'A conclusion from too little data is wrong as often as right.',
    remedy: 'Cover at least a day, better a week, without holes.',
    phases: [2, 7],
    judge: judgeEnoughData,
  },
  {
    code: 'decisions-documented',
    title: 'Decisions documented',
    pitfall: 'What is not written down is lost, and the problem comes back.',
    remedy: 'Give each decision its reason.',
    phases: [5, 6, 7],
    judge: judgeDocumented,
  },
];

/** The judgement of one rail; an override is told along with it and never turns it into a pass. */
export function judge(rail: GuardRail, facts: AuditFacts): Judgement {
  const { state, message } = rail.judge(facts);
  const override = facts.overrides.findLast(({ code }) => code === rail.code);
  if (override === undefined) return { state, message };
  return { state, message: `${message} Overridden by the auditor: ${override.reason}` };
}
