import { describe, expect, expectTypeOf, it } from 'vitest';
import { fieldsByKey } from './playbook.ts';
import { readValue, rowsAt, textAt, valueAt, type FieldKey, type RowOf, type ValueOf } from './values.ts';

const stored = (values: Record<string, unknown>) => ({ values });
const instant = '2026-03-02T09:00:00Z';

describe('a stored value', () => {
  it('is read from a map and from a plain record alike', () => {
    const values = { '1.scope.in': ['orders'] };
    expect(valueAt({ values: new Map(Object.entries(values)) }, '1.scope.in')).toEqual(['orders']);
    expect(valueAt({ values }, '1.scope.in')).toEqual(['orders']);
  });
  it.each<[FieldKey, unknown]>([
    ['1.impact.cost', 'Some 3,000 EUR a day'],
    ['1.scope.traffic', 'both'],
    ['1.scope.period', { from: instant, to: null }],
    ['0.time.hours', { value: 28, unit: 'h' }],
    ['4.priorities.dominant', [3]],
    ['5.techniques.profiles', ['12:cpu']],
    ['4.types.assessment', { cpu: { state: 'limiting', note: '' } }],
    ['3.notes.text', 'Ask again'],
  ])('of %s is given as it is', (key, value) => {
    expect(valueAt(stored({ [key]: value }), key)).toEqual(value);
  });
  it.each<[FieldKey, unknown]>([
    ['1.impact.cost', 3000],
    ['1.impact.cost', '  '],
    ['1.scope.traffic', 'rush hour'],
    ['1.scope.period', { from: 'Monday', to: null }],
    ['0.time.hours', { value: 28, unit: 'weeks' }],
    ['4.priorities.dominant', ['3']],
    ['4.types.assessment', { cpu: { state: 'guilty', note: '' } }],
    ['6.changes.list', 'an index'],
  ])('of %s that is %j counts as not filled in', (key, value) => {
    expect(valueAt(stored({ [key]: value }), key)).toBeNull();
  });
  it('is null where nothing is stored', () => {
    expect(valueAt(stored({}), '1.scope.in')).toBeNull();
    expect(rowsAt(stored({}), '6.changes.list')).toEqual([]);
    expect(textAt(stored({}), '1.impact.cost')).toBe('');
  });
});

describe('a text', () => {
  it('is given without the blanks around it', () => {
    expect(
      textAt(stored({ '4.priorities.rationale': ' Nothing else is near.\n' }), '4.priorities.rationale'),
    ).toBe('Nothing else is near.');
  });
});

describe('records', () => {
  it('lose the cells that do not fit, and keep the others', () => {
    const rows = [
      {
        title: 'Index',
        appliedAt: 'Thursday',
        pattern: 'magic',
        constraint: 3,
        evidence: [1, 'x'],
        cause: '?',
      },
    ];
    expect(rowsAt(stored({ '6.changes.list': rows }), '6.changes.list')).toEqual([
      { title: 'Index', constraint: 3 },
    ]);
  });
  it('that say nothing are left out', () => {
    const rows = [{}, { metric: ' ', threshold: null }, 'noise', null, { metric: 'Latency' }];
    expect(rowsAt(stored({ '1.criteria.list': rows }), '1.criteria.list')).toEqual([{ metric: 'Latency' }]);
  });
  it('keep their place in the list while read whole', () => {
    const field = fieldsByKey.get('1.criteria.list')?.field;
    expect(field && readValue(field, [{}, { metric: 'Latency' }])).toEqual([{}, { metric: 'Latency' }]);
  });
});

// Checked by the compiler: a line below that compiles where it must not, or the other way round, fails `npm run check`.
describe('the types', () => {
  it('know the value of every kind of field', () => {
    expectTypeOf<ValueOf<'1.impact.cost'>>().toEqualTypeOf<string>();
    expectTypeOf<ValueOf<'7.notes.text'>>().toEqualTypeOf<string>();
    expectTypeOf<ValueOf<'1.scope.traffic'>>().toEqualTypeOf<'normal' | 'peak' | 'both'>();
    expectTypeOf<ValueOf<'0.time.hours'>>().toEqualTypeOf<{ value: number; unit: 'h' }>();
    expectTypeOf<ValueOf<'1.scope.period'>>().toEqualTypeOf<{ from: string | null; to: string | null }>();
    expectTypeOf<ValueOf<'1.scope.in'>>().toEqualTypeOf<string[]>();
    expectTypeOf<ValueOf<'2.metrics.series'>>().toEqualTypeOf<number[]>();
    expectTypeOf<ValueOf<'5.techniques.profiles'>>().toEqualTypeOf<string[]>();
    expectTypeOf<ValueOf<'4.priorities.dominant'>>().toEqualTypeOf<number[]>();
    expectTypeOf<NonNullable<ValueOf<'4.types.assessment'>['io']>>().toEqualTypeOf<{
      state: 'limiting' | 'contributing' | 'ruled-out' | 'not-examined' | null;
      note: string;
    }>();
  });
  it('know the cells of declared and of fixed columns', () => {
    expectTypeOf<RowOf<'7.comparison.table'>['after']>().toEqualTypeOf<number | null | undefined>();
    expectTypeOf<RowOf<'6.plan.risks'>['likelihood']>().toEqualTypeOf<
      'high' | 'medium' | 'low' | null | undefined
    >();
    expectTypeOf<RowOf<'6.selection.candidates'>['upkeep']>().toEqualTypeOf<
      'high' | 'medium' | 'low' | null | undefined
    >();
    expectTypeOf<RowOf<'6.changes.list'>['appliedAt']>().toEqualTypeOf<string | null | undefined>();
    expectTypeOf<RowOf<'6.changes.list'>['constraint']>().toEqualTypeOf<number | null | undefined>();
    expectTypeOf<RowOf<'5.hypotheses.list'>['evidence']>().toEqualTypeOf<number[] | null | undefined>();
    expectTypeOf<RowOf<'1.criteria.list'>['comparison']>().toEqualTypeOf<
      'lt' | 'le' | 'gt' | 'ge' | null | undefined
    >();
  });
  it('refuse a misspelt key, a misspelt column and a choice that is not offered', () => {
    const values = stored({ '1.criteria.list': [{ metric: 'Latency', comparison: 'lt' }] });
    // @ts-expect-error -- no phase declares this field
    expect(valueAt(values, '1.criteria.lst')).toBeNull();
    // @ts-expect-error -- a text has no records
    expect(() => rowsAt(values, '1.impact.cost')).not.toThrow();
    const [row] = rowsAt(values, '1.criteria.list');
    // @ts-expect-error -- no column of a criterion is named so
    expect(row?.treshold).toBeUndefined();
    // @ts-expect-error -- a criterion is never compared so
    expect(row?.comparison === 'below').toBe(false);
  });
});
