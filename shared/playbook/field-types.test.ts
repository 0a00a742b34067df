import { describe, expect, it } from 'vitest';
import { validateField } from './field-schema.ts';
import { columnsOf, isEmpty, missingIn, type Field, type FieldType } from './field-types.ts';

const options = [
  { id: 'a', label: 'A' },
  { id: 'b', label: 'B' },
];
const base = { id: 'f', label: 'Field' };

interface Case {
  field: Field;
  accepts: unknown[];
  rejects: unknown[];
}

const symptom = { symptom: 's', flow: 'f', impact: 'i', frequency: 'Always', severity: 'high' };
const criterion = {
  metric: 'Checkout latency',
  statistic: 'p95',
  comparison: 'lt',
  threshold: 500,
  unit: 'ms',
};
const change = { title: 'Index', reason: 'Scan', appliedAt: '2026-03-05T08:00:00Z', strategy: 'quick-win' };

const cases: Record<FieldType, Case> = {
  text: { field: { ...base, type: 'text' }, accepts: ['', 'word'], rejects: [1, null, ['word']] },
  'long-text': {
    field: { ...base, type: 'long-text' },
    accepts: ['two\nlines', 'x'.repeat(20_000)],
    rejects: [true, 'x'.repeat(20_001)],
  },
  choice: { field: { ...base, type: 'choice', options }, accepts: ['a'], rejects: ['c', '', 0] },
  'multi-choice': {
    field: { ...base, type: 'multi-choice', options },
    accepts: [[], ['a', 'b']],
    rejects: [['c'], ['a', 'a'], 'a'],
  },
  quantity: {
    field: { ...base, type: 'quantity', units: ['h', 'd'], min: 0 },
    accepts: [
      { value: 0, unit: 'h' },
      { value: 1.5, unit: 'd' },
    ],
    rejects: [
      { value: -1, unit: 'h' },
      { value: 1, unit: 'min' },
      { value: '1', unit: 'h' },
      { value: Number.NaN, unit: 'h' },
      { value: 1 },
      5,
    ],
  },
  percentage: {
    field: { ...base, type: 'percentage' },
    accepts: [0, 99.9, 100],
    rejects: [-1, 100.1, '50', Number.POSITIVE_INFINITY],
  },
  period: {
    field: { ...base, type: 'period' },
    accepts: [
      { from: '2026-03-02T00:00:00Z', to: '2026-03-04T00:00:00.000Z' },
      { from: '2026-03-02T00:00:00Z', to: null },
    ],
    rejects: [
      { from: '2026-03-04T00:00:00Z', to: '2026-03-02T00:00:00Z' },
      { from: '2026-03-02', to: null },
      { from: '2026-03-02T00:00:00Z' },
      'all of March',
    ],
  },
  checklist: {
    field: { ...base, type: 'checklist', items: options },
    accepts: [[], ['b']],
    rejects: [['c'], ['a', 'a'], { a: true }],
  },
  coverage: {
    field: {
      ...base,
      type: 'coverage',
      noteLabel: 'How',
      states: options,
      groups: [
        {
          id: 'g',
          label: 'G',
          items: [
            { id: 'x', label: 'X', core: true },
            { id: 'y', label: 'Y' },
          ],
        },
      ],
    },
    accepts: [{}, { x: { state: 'a', note: '' } }, { y: { state: null, note: 'later' } }],
    rejects: [{ z: { state: 'a', note: '' } }, { x: { state: 'c', note: '' } }, { x: { state: 'a' } }, []],
  },
  list: {
    field: { ...base, type: 'list', itemLabel: 'system' },
    accepts: [[], ['orders', 'orders']],
    rejects: [[1], 'orders'],
  },
  records: {
    field: {
      ...base,
      type: 'records',
      itemLabel: 'part',
      columns: [
        { id: 'name', label: 'Name', type: 'text', required: true },
        { id: 'ms', label: 'Time', type: 'number', min: 0, max: 10 },
        { id: 'kind', label: 'Kind', type: 'choice', options },
        { id: 'at', label: 'At', type: 'time' },
        { id: 'claim', label: 'Claim', type: 'claim', kinds: ['constraint'] },
        { id: 'evidence', label: 'Evidence', type: 'evidence' },
      ],
    },
    accepts: [
      [],
      [{}],
      [{ name: 'x', ms: null }],
      [{ name: 'x', ms: 10, kind: 'a', at: '2026-03-02T00:00:00Z', claim: 1, evidence: [1, 2] }],
    ],
    rejects: [
      [{ name: 1 }],
      [{ ms: 11 }],
      [{ ms: -1 }],
      [{ kind: 'c' }],
      [{ at: 'noon' }],
      [{ claim: 0 }],
      [{ evidence: [1.5] }],
      [{ other: 'x' }],
      ['x'],
      {},
    ],
  },
  symptoms: {
    field: { ...base, type: 'symptoms' },
    accepts: [[symptom], [{ symptom: 'only begun' }]],
    rejects: [[{ ...symptom, severity: 'low' }], [{ ...symptom, cause: 'x' }], symptom],
  },
  criteria: {
    field: { ...base, type: 'criteria' },
    accepts: [[criterion], [{ ...criterion, from: 1800 }]],
    rejects: [[{ ...criterion, threshold: '500' }], [{ ...criterion, comparison: '<' }]],
  },
  hypotheses: {
    field: { ...base, type: 'hypotheses' },
    accepts: [[{ constraint: 'Locks', behaviour: 'Waits grow', condition: 'More writers', verdict: 'open' }]],
    rejects: [[{ verdict: 'maybe' }], [{ technique: 'guessing' }], [{ evidence: ['1'] }]],
  },
  changes: {
    field: { ...base, type: 'changes' },
    accepts: [[change], [{ ...change, pattern: 'index', constraint: 3 }]],
    rejects: [[{ ...change, appliedAt: 'Thursday' }], [{ ...change, pattern: 'magic' }]],
  },
  reference: {
    field: { ...base, type: 'reference', to: 'series' },
    accepts: [[], [1, 2]],
    rejects: [[0], ['1'], [1, 1], 1],
  },
  claims: {
    field: { ...base, type: 'claims', kinds: ['constraint'], max: 1 },
    accepts: [[], [4]],
    rejects: [[1, 2], ['1'], [-1]],
  },
};

describe.each(Object.entries(cases))('a field of type %s', (_type, { field, accepts, rejects }) => {
  it.each(accepts.map((value) => [JSON.stringify(value).slice(0, 80), value]))(
    'accepts %s',
    (_text, value) => {
      expect(validateField(field, value)).toEqual({ ok: true });
    },
  );
  it.each(rejects.map((value) => [JSON.stringify(value).slice(0, 80), value]))(
    'rejects %s',
    (_text, value) => {
      const validation = validateField(field, value);
      expect(validation.ok).toBe(false);
      // What was expected reads as words, never as a type checker's message.
      if (!validation.ok) expect(validation.expected).not.toMatch(/invalid input|undefined|\bNaN\b/i);
    },
  );
});

it('references to traces and profiles are texts', () => {
  const field: Field = { ...base, type: 'reference', to: 'trace' };
  expect(validateField(field, ['4bf92f3577b34da6'])).toEqual({ ok: true });
  expect(validateField(field, [1]).ok).toBe(false);
});

describe('a validation message', () => {
  it('names record and column', () => {
    expect(validateField(cases.criteria.field, [criterion, { threshold: 'fast' }])).toEqual({
      ok: false,
      place: 'Field, criterion 2, Threshold',
      expected: 'a number',
    });
  });
  it('lists the choices', () => {
    expect(validateField(cases.choice.field, 'c')).toMatchObject({ expected: 'one of: A, B' });
  });
});

describe('what is missing', () => {
  it('is the field itself when nothing is stored', () => {
    for (const { field } of Object.values(cases)) expect(missingIn(field, undefined)).toHaveLength(1);
  });
  it('is nothing once a whole record is there', () => {
    expect(missingIn(cases.symptoms.field, [symptom])).toEqual([]);
  });
  it('names the open columns of a record', () => {
    expect(missingIn(cases.symptoms.field, [symptom, { ...symptom, impact: ' ', severity: null }])).toEqual([
      'Field, symptom 2: business impact, severity',
    ]);
  });
  it('leaves empty records out', () => {
    expect(missingIn(cases.symptoms.field, [{}, symptom, { symptom: '' }])).toEqual([]);
  });
  it('asks core items of a coverage only', () => {
    expect(missingIn(cases.coverage.field, { x: { state: 'b', note: '' } })).toEqual([]);
    expect(missingIn(cases.coverage.field, { y: { state: 'b', note: '' } })).toEqual([
      'Field: 1 of 1 without an answer',
    ]);
  });
  it('asks for both ends of a period and every item of a checklist', () => {
    expect(missingIn(cases.period.field, { from: '2026-03-02T00:00:00Z', to: null })).toEqual(['Field']);
    expect(missingIn(cases.checklist.field, ['a'])).toEqual(['Field: 1 of 2']);
    expect(missingIn(cases.checklist.field, ['b', 'a'])).toEqual([]);
  });
});

it('zero and false are values, blanks are not', () => {
  expect([0, false].map(isEmpty)).toEqual([false, false]);
  expect([null, undefined, ' ', [], {}, [{ a: null }], { a: [''] }].every(isEmpty)).toBe(true);
});

it('every column of the fixed records has a label of its own', () => {
  for (const { field } of Object.values(cases)) {
    const labels = (columnsOf(field) ?? []).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
  }
});
