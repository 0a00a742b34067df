import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../shared/contract/findings.ts';
import type { PhaseStatus } from '../../../shared/contract/method.ts';
import { dominantConstraint, nextStep, openDecision } from './nextStep.ts';

const claim = (id: number, changes: Partial<Claim>): Claim => ({
  id,
  kind: 'constraint',
  title: `Claim ${id}`,
  detail: '',
  severity: 'medium',
  status: 'open',
  constraintType: null,
  impact: null,
  effort: null,
  risk: null,
  evidenceIds: [],
  createdAt: '2026-03-09T00:00:00Z',
  updatedAt: '2026-03-09T00:00:00Z',
  ...changes,
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

describe('dominantConstraint', () => {
  it('is the confirmed one before an open one of greater impact', () => {
    const claims = [claim(1, { impact: 'high' }), claim(2, { status: 'confirmed', impact: 'low' })];
    expect(dominantConstraint(claims)?.id).toBe(2);
  });
  it('is the one of greatest impact among equals', () => {
    expect(dominantConstraint([claim(1, { impact: 'low' }), claim(2, { impact: 'high' })])?.id).toBe(2);
  });
  it('leaves out what is rejected, resolved or no constraint', () => {
    const claims = [
      claim(1, { status: 'rejected' }),
      claim(2, { status: 'resolved' }),
      claim(3, { kind: 'finding' }),
    ];
    expect(dominantConstraint(claims)).toBeNull();
  });
});

describe('openDecision', () => {
  it('is the open recommendation of greatest impact', () => {
    const claims = [
      claim(1, { kind: 'recommendation', impact: 'low' }),
      claim(2, { kind: 'recommendation', impact: 'high' }),
      claim(3, { kind: 'recommendation', impact: 'high', status: 'resolved' }),
    ];
    expect(openDecision(claims)?.id).toBe(2);
  });
});

describe('nextStep', () => {
  it('names what the first unfinished phase lacks', () => {
    const step = nextStep([phase(0, 'done'), phase(1, 'in-progress', ['Symptoms', 'Scope'])], 0);
    expect(step).toMatchObject({ address: '/phase/1', reason: 'Missing first: Symptoms.' });
  });
  it('asks for evidence once the problem is stated', () => {
    const phases = [phase(0, 'done'), phase(1, 'done'), phase(2, 'not-started', ['Baseline'])];
    expect(nextStep(phases, 0).address).toBe('/sources');
    expect(nextStep(phases, 3).address).toBe('/phase/2');
  });
  it('leads to the report when every phase is done', () => {
    expect(nextStep([phase(0, 'done'), phase(1, 'done')], 1).address).toBe('/report');
  });
});
