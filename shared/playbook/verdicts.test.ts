import { describe, expect, it } from 'vitest';
import type { Claim } from '../domain/claim.ts';
import { methodState, type PhaseStatus } from './method-state.ts';
import type { AuditFacts } from './facts.ts';
import { phases } from './playbook.ts';
import type { FieldKey } from './values.ts';
import {
  constraintAnswer,
  decisionTaken,
  judgeMethod,
  judgePhase,
  nextDecision,
  nextStep,
} from './verdicts.ts';

const claim = (id: number, changes: Partial<Claim> = {}): Claim => ({
  id,
  kind: 'constraint',
  title: `Claim ${id}`,
  detail: `Detail ${id}`,
  severity: 'medium',
  status: 'open',
  constraintType: null,
  impact: null,
  effort: null,
  risk: null,
  evidenceIds: [id],
  createdAt: '2026-03-09T00:00:00Z',
  updatedAt: '2026-03-09T00:00:00Z',
  ...changes,
});

interface Content {
  values?: Partial<Record<FieldKey, unknown>>;
  claims?: Claim[];
  sourceCounts?: Record<string, number>;
  minutes?: [number, number][];
}
const facts = ({ values = {}, claims = [], sourceCounts = {}, minutes = [] }: Content): AuditFacts => ({
  values: new Map(Object.entries(values)),
  claims,
  evidenceIds: new Set([1, 2, 3]),
  evidenceFigures: new Map(),
  baselines: [],
  sourceCounts,
  overrides: [],
  minutes: new Map(minutes),
});

const rated = { impact: 'high', effort: 'low', risk: 'low' } as const;

const applied = {
  title: 'Read the lines in one query',
  constraint: 1,
  appliedAt: '2026-03-10T06:00:00Z',
  measuredFrom: '2026-03-10T19:00:00Z',
  measuredTo: '2026-03-10T20:00:00Z',
};
const named = (id: number, ...changes: object[]) => ({
  '4.priorities.dominant': [id],
  '4.priorities.rationale': 'Nothing else is near a limit.',
  '6.changes.list': changes,
});

const now = (content: Content) => constraintAnswer(facts(content)).limitsNow;
const before = (content: Content) => constraintAnswer(facts(content)).limitedBefore;

describe('the constraint that limits now', () => {
  it.each(['open', 'confirmed'] as const)('is the one the auditor named, while it is %s', (status) => {
    expect(now({ claims: [claim(1, { status }), claim(2, rated)], values: named(1) })).toEqual({
      state: 'named',
      sentence: 'Claim 1',
      claim: { id: 1, title: 'Claim 1', detail: 'Detail 1', status },
      evidenceIds: [1],
      rationale: 'Nothing else is near a limit.',
    });
  });
  it('is never named by the app: the candidates stand in line, confirmed first, then by priority', () => {
    const claims = [
      claim(1, rated),
      claim(2),
      claim(3, { ...rated, impact: 'medium', status: 'confirmed' }),
      claim(4, { status: 'rejected' }),
      claim(5, { status: 'resolved' }),
      claim(6, { ...rated, kind: 'finding' }),
      claim(7, rated),
    ];
    expect(now({ claims })).toMatchObject({
      state: 'not-named',
      sentence: 'Not named yet; first in line: Claim 3',
      candidates: [{ id: 3 }, { id: 1 }, { id: 7 }, { id: 2 }],
    });
  });
  it.each(['rejected', 'resolved'] as const)('is no longer the one named once that is %s', (status) => {
    expect(now({ claims: [claim(1, { status }), claim(2)], values: named(1) })).toMatchObject({
      state: 'not-named',
      candidates: [{ id: 2 }],
    });
  });
  it('is no longer the one named once a change that took effect has lifted it', () => {
    const claims = [claim(1, { status: 'confirmed' }), claim(2)];
    expect(now({ claims, values: named(1, applied) })).toMatchObject({
      state: 'not-named',
      candidates: [{ id: 2 }],
    });
    const written = { title: 'Index', constraint: 1, appliedAt: applied.appliedAt, effect: 'p95 halved' };
    expect(now({ claims, values: named(1, written) }).state).toBe('not-named');
  });
  it.each([
    ['has not taken effect', { ...applied, appliedAt: null }],
    ['was not measured', { ...applied, measuredTo: null }],
    ['lifts another', { ...applied, constraint: 2 }],
    ['names none', { ...applied, constraint: null }],
  ])('stays the one named when a change %s', (_how, change) => {
    expect(now({ claims: [claim(1), claim(2)], values: named(1, change) })).toMatchObject({
      state: 'named',
      claim: { id: 1 },
    });
  });
  it('is not identified while no constraint is claimed', () => {
    expect(now({ claims: [claim(1, { kind: 'finding' })], values: named(1) })).toEqual({
      state: 'none-claimed',
      sentence: 'The audit has not identified the constraint that limits the system.',
    });
  });
  it('is not named after the only one was lifted', () => {
    expect(now({ claims: [claim(1)], values: named(1, applied) })).toEqual({
      state: 'none-claimed',
      sentence: 'Not named yet; no other constraint is claimed.',
    });
  });
});

describe('the constraint that limited before', () => {
  it('is the one that the change lifted, with its evidence and the change', () => {
    expect(before({ claims: [claim(1, { status: 'confirmed' })], values: named(1, applied) })).toEqual({
      state: 'lifted',
      sentence: 'Claim 1',
      claim: { id: 1, title: 'Claim 1', detail: 'Detail 1', status: 'confirmed' },
      evidenceIds: [1],
      rationale: 'Nothing else is near a limit.',
      change: 'Read the lines in one query',
    });
  });
  it('is the one lifted last, in whatever order the changes are written', () => {
    const later = { ...applied, constraint: 2, appliedAt: '2026-03-12T06:00:00Z' };
    expect(before({ claims: [claim(1), claim(2)], values: named(3, later, applied) })).toMatchObject({
      claim: { id: 2 },
    });
  });
  it('carries the rationale only where it was written about it', () => {
    expect(before({ claims: [claim(1), claim(2)], values: named(2, applied) })).toMatchObject({
      claim: { id: 1 },
      rationale: '',
    });
  });
  it('is the one named dominant once it is resolved', () => {
    expect(before({ claims: [claim(1, { status: 'resolved' })], values: named(1) })).toMatchObject({
      state: 'resolved',
      claim: { id: 1 },
    });
  });
  it.each([
    ['nothing was changed', named(1)],
    ['the change was not measured', named(1, { ...applied, measuredFrom: null })],
    ['the change names no constraint that exists', named(1, { ...applied, constraint: 8 })],
  ])('is none when %s', (_when, values) => {
    expect(before({ claims: [claim(1)], values })).toBeNull();
  });
});

it('the constraints stand in line: the one named, those that wait, those lifted, those resolved', () => {
  const claims = [
    claim(1, { ...rated, status: 'resolved' }),
    claim(2, { ...rated, status: 'confirmed' }),
    claim(3),
    claim(4, { status: 'confirmed' }),
    claim(5),
    claim(6, { status: 'rejected' }),
  ];
  const values = named(5, { ...applied, constraint: 2 });
  expect(constraintAnswer(facts({ claims, values })).constraints).toEqual([
    { claimId: 5, standing: 'named' },
    { claimId: 4, standing: 'waiting' },
    { claimId: 3, standing: 'waiting' },
    { claimId: 2, standing: 'lifted' },
    { claimId: 1, standing: 'resolved' },
  ]);
});

describe('the next decision', () => {
  const recommendation = claim(1, { ...rated, kind: 'recommendation' });
  const values = {
    '7.transfer.next': [' ', ' Collect a week '],
    '0.stakeholders.decision': 'Buy or rewrite',
  };

  it('is an open decision before an open recommendation, and the first in line of each', () => {
    const claims = [
      recommendation,
      claim(2, { kind: 'decision' }),
      claim(3, { ...rated, kind: 'decision' }),
      claim(4, { ...rated, kind: 'decision' }),
    ];
    expect(nextDecision(facts({ claims, values }))).toEqual({
      from: 'decision',
      what: 'Claim 3',
      detail: 'Detail 3',
      claimId: 3,
    });
    const later = claim(5, { ...rated, kind: 'recommendation', impact: 'medium' });
    expect(nextDecision(facts({ claims: [later, recommendation], values }))).toMatchObject({
      from: 'recommendation',
      claimId: 1,
    });
  });
  it.each(['confirmed', 'rejected', 'resolved'] as const)('is none that is %s', (status) => {
    const claims = [claim(2, { kind: 'decision', status }), { ...recommendation, status }];
    expect(nextDecision(facts({ claims, values }))).toEqual({
      from: 'next-steps',
      what: 'Collect a week',
      detail: '',
      claimId: null,
    });
  });
  it('is said to be missing where nothing waits, with the decision that waits for the audit', () => {
    const waiting = { '0.stakeholders.decision': 'Buy or rewrite' };
    expect(nextDecision(facts({ values: waiting }))).toEqual({
      from: 'none',
      what: 'The audit has not said what should be decided next.',
      detail: 'Buy or rewrite',
      claimId: null,
    });
  });
});

describe('the decision taken', () => {
  it('is the confirmed one written down last, with its grounds', () => {
    const claims = [
      claim(1, { kind: 'decision', status: 'confirmed' }),
      claim(2, { kind: 'decision', status: 'confirmed', detail: '' }),
      claim(3, { kind: 'decision' }),
    ];
    const values = { '6.selection.reason': 'It can be switched off' };
    expect(decisionTaken(facts({ claims, values }))).toEqual({
      what: 'Claim 2',
      detail: 'It can be switched off',
      claimId: 2,
    });
  });
  it('is none while nothing is confirmed', () => {
    expect(decisionTaken(facts({ claims: [claim(1, { kind: 'decision' })] }))).toBeNull();
  });
});

const phase = (id: number, state: PhaseStatus['state'], missing: string[] = []): PhaseStatus => ({
  id,
  title: `Title ${id}`,
  state,
  done: 0,
  required: 3,
  missing,
  minutesSpent: 0,
  steps: [],
});

describe('the next step', () => {
  it('names what the first unfinished phase lacks', () => {
    const judged = [phase(0, 'done'), phase(1, 'in-progress', ['Symptoms', 'Scope'])];
    expect(nextStep(facts({}), judged)).toEqual({
      label: 'Continue phase 1: Title 1',
      reason: 'Missing first: Symptoms.',
      place: { kind: 'phase', phase: 1 },
    });
  });
  it('asks for evidence once the problem is stated', () => {
    const judged = [phase(0, 'done'), phase(1, 'done'), phase(2, 'not-started', ['Baseline'])];
    expect(nextStep(facts({}), judged).place).toEqual({ kind: 'sources' });
    expect(nextStep(facts({ sourceCounts: { traces: 3 } }), judged)).toMatchObject({
      label: 'Begin phase 2: Title 2',
      place: { kind: 'phase', phase: 2 },
    });
  });
  it('leads to the report when every phase is done', () => {
    const judged = [phase(0, 'done'), phase(1, 'done')];
    expect(nextStep(facts({ sourceCounts: { metrics: 1 } }), judged).place).toEqual({ kind: 'report' });
  });
});

describe('a phase', () => {
  const constraints = phases[4];
  const judge = (content: Content): PhaseStatus => {
    if (!constraints) throw new Error('There is no phase 4.');
    return judgePhase(constraints, facts(content));
  };
  const stepIn = (content: Content, id: string) => judge(content).steps.find((step) => step.id === id);

  it('tells of each step what it asks for, what is done and which checks are open', () => {
    const content = { claims: [claim(1, { ...rated, evidenceIds: [] })], values: named(1) };
    expect(stepIn(content, 'priorities')).toEqual({
      id: 'priorities',
      required: 5,
      done: 4,
      missing: ['Attach evidence to a constraint'],
      openChecks: [{ id: 'constraint-evidenced', label: 'Attach evidence to a constraint' }],
    });
    expect(stepIn(content, 'throughput')).toMatchObject({ required: 0, done: 0, missing: [] });
  });
  it('adds up its steps', () => {
    const { steps, done, required, missing } = judge({ claims: [claim(1, rated)], values: named(1) });
    expect(done).toBe(steps.reduce((sum, step) => sum + step.done, 0));
    expect(required).toBe(steps.reduce((sum, step) => sum + step.required, 0));
    expect(missing).toEqual(steps.flatMap((step) => step.missing));
  });
  it('takes a stored value that does not fit its field for missing', () => {
    const values = { '4.priorities.dominant': ['the pool'], '4.priorities.rationale': 'Because.' };
    expect(stepIn({ values }, 'priorities')?.missing[0]).toBe('The dominant constraint');
  });
  it.each([
    ['not-started', {}],
    ['in-progress', { minutes: [[4, 5]] satisfies [number, number][] }],
    ['in-progress', { values: { '4.notes.text': 'Ask the database team' } }],
  ])('is %s', (state, content) => {
    expect(judge(content).state).toBe(state);
  });
});

it('the judgement of an audit is what the contract promises, for an empty one too', () => {
  const contents: Content[] = [
    {},
    { claims: [claim(1), claim(2, { kind: 'recommendation' })], values: named(1, applied) },
  ];
  for (const content of contents) {
    const judged = judgeMethod(facts(content));
    expect(methodState.parse(judged)).toEqual(judged);
  }
});
