import { describe, expect, it } from 'vitest';
import type { Field } from './field-types.ts';
import { printValue, type Names } from './print.ts';

const named =
  (names: Record<number, string>) =>
  (id: number): string | undefined =>
    names[id];
const names: Names = {
  claim: named({ 1: 'Lock waits' }),
  evidence: named({ 4: 'p95 at the peak' }),
  series: named({ 7: 'checkout_latency' }),
  source: named({ 2: 'orders.csv' }),
  time: (iso) => `${iso.slice(0, 16).replace('T', ' ')} UTC`,
};
const options = [
  { id: 'a', label: 'Alpha' },
  { id: 'b', label: 'Beta' },
];
const base = { id: 'f', label: 'Field' };

const printed: [string, Field, unknown, unknown][] = [
  ['a text as it is', { ...base, type: 'text' }, 'As written', { kind: 'text', text: 'As written' }],
  ['a choice by its label', { ...base, type: 'choice', options }, 'b', { kind: 'text', text: 'Beta' }],
  [
    'several choices as a list',
    { ...base, type: 'multi-choice', options },
    ['b', 'a'],
    { kind: 'list', items: ['Beta', 'Alpha'] },
  ],
  [
    'a quantity with its unit',
    { ...base, type: 'quantity', units: ['h'] },
    { value: 28, unit: 'h' },
    { kind: 'text', text: '28\u202Fh' },
  ],
  ['a percentage with its sign', { ...base, type: 'percentage' }, 30, { kind: 'text', text: '30\u202F%' }],
  [
    'a period with both ends, the missing one as open',
    { ...base, type: 'period' },
    { from: '2026-03-02T09:00:00Z', to: null },
    { kind: 'text', text: '2026-03-02 09:00 UTC to open' },
  ],
  [
    'a coverage as the items that have an answer',
    {
      ...base,
      type: 'coverage',
      noteLabel: 'How',
      states: options,
      groups: [
        {
          id: 'g',
          label: 'Group',
          items: [
            { id: 'x', label: 'X' },
            { id: 'y', label: 'Y' },
          ],
        },
      ],
    },
    { x: { state: 'a', note: 'every 10 s' }, y: { state: null, note: '' } },
    {
      kind: 'table',
      headers: ['Class', 'Item', 'State', 'How'],
      numeric: [false, false, false, false],
      judged: [false, false, false, false],
      rows: [['Group', 'X', 'Alpha', 'every 10 s']],
    },
  ],
  [
    'references by name, and what is gone by its id',
    { ...base, type: 'reference', to: 'series' },
    [7, 9],
    { kind: 'list', items: ['checkout_latency', 'series 9 (removed)'] },
  ],
  [
    'claims by their sentence',
    { ...base, type: 'claims', kinds: ['constraint'] },
    [1],
    { kind: 'list', items: ['Lock waits'] },
  ],
  [
    'records as a table without empty rows and unused columns',
    { ...base, type: 'hypotheses' },
    [{}, { constraint: 'Locks', technique: 'profiling', evidence: [4, 5], claim: 1 }],
    {
      kind: 'table',
      headers: ['If this is the bottleneck', 'Technique', 'Evidence', 'About the constraint'],
      numeric: [false, false, false, false],
      judged: [false, false, false, false],
      rows: [['Locks', 'Profiling', 'p95 at the peak; evidence 5 (removed)', 'Lock waits']],
    },
  ],
  [
    'verdicts of a person as such',
    { ...base, type: 'hypotheses' },
    [{ constraint: 'Locks', verdict: 'confirmed' }],
    {
      kind: 'table',
      headers: ['If this is the bottleneck', 'Verdict'],
      numeric: [false, false],
      judged: [false, true],
      rows: [['Locks', 'Confirmed']],
    },
  ],
  [
    'numbers of a record in full, in a numeric column',
    { ...base, type: 'criteria' },
    [{ metric: 'Latency', threshold: 1234.5, unit: 'ms' }],
    {
      kind: 'table',
      headers: ['Metric', 'Threshold', 'Unit'],
      numeric: [false, true, false],
      judged: [false, false, false],
      rows: [['Latency', '1234.5', 'ms']],
    },
  ],
];

describe('a printed value', () => {
  it.each(printed)('shows %s', (_what, field, value, expected) => {
    expect(printValue(field, value, names)).toEqual(expected);
  });

  it.each([[null], [''], [[]], [[{}]], [{}]])('is empty for %j', (value) => {
    expect(printValue({ ...base, type: 'text' }, value, names)).toEqual({ kind: 'empty' });
  });

  it.each<[Field, unknown]>([
    [{ ...base, type: 'multi-choice', options }, 'a'],
    [{ ...base, type: 'period' }, '2026'],
    [{ ...base, type: 'claims', kinds: ['constraint'] }, { id: 1 }],
  ])('is empty for what does not fit its field', (field, value) => {
    expect(printValue(field, value, names)).toEqual({ kind: 'empty' });
  });

  it('leaves out the cells that do not fit their column', () => {
    const rows = [{ metric: 'Latency', threshold: 'fast', statistic: 'p42' }];
    expect(printValue({ ...base, type: 'criteria' }, rows, names)).toMatchObject({
      headers: ['Metric'],
      rows: [['Latency']],
    });
  });
});
