import { describe, expect, it } from 'vitest';
import { checks } from './checks.ts';
import { constraintTypes, realWorldConstraints } from './constraint-types.ts';
import { deliverables } from './deliverables.ts';
import { columnsOf, type Field } from './field-types.ts';
import { fixPatterns } from './fix-patterns.ts';
import { guardRails } from './guard-rails.ts';
import { metricClasses } from './metric-classes.ts';
import { fieldsByKey, phases } from './playbook.ts';
import { timeBudget } from './time-budget.ts';

const duplicates = (ids: readonly string[]): string[] => ids.filter((id, index) => ids.indexOf(id) !== index);
const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Every text anywhere inside a piece of data. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(textsIn);
  return [];
}

const optionsOf = (field: Field): readonly { id: string }[] => {
  if ('options' in field) return field.options;
  if (field.type === 'checklist') return field.items;
  if (field.type === 'coverage') return field.groups.flatMap(({ items }) => items);
  return [];
};

describe('the phases', () => {
  it('are the preparation and the seven', () => {
    expect(phases.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
  it('hold no empty text', () => {
    expect(
      textsIn([phases, deliverables, guardRails, fixPatterns, metricClasses]).filter(
        (text) => text.trim() === '',
      ),
    ).toEqual([]);
  });
  it('have steps with guidance, reason and an end, and at least one field', () => {
    for (const { steps } of phases) {
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps) {
        expect([step.guidance, step.why, step.doneWhen].every((text) => text.length > 20)).toBe(true);
        expect(step.fields.length).toBeGreaterThan(0);
      }
    }
  });
  it('ask one question each', () => {
    for (const { question } of phases) expect(question).toMatch(/^[^?]+\?$/);
  });
  it('ask for something before each counts as done', () => {
    for (const phase of phases) {
      const required = phase.steps.flatMap(({ fields }) => fields).filter((field) => field.required === true);
      expect(required.length).toBeGreaterThan(0);
    }
  });
});

describe('field keys', () => {
  const all = phases.flatMap((phase) =>
    phase.steps.flatMap((step) => step.fields.map((field) => `${phase.id}.${step.id}.${field.id}`)),
  );
  it('are unique and made of plain words', () => {
    expect(duplicates(all)).toEqual([]);
    for (const key of all) expect(key).toMatch(/^[0-7](\.[a-z0-9]+(-[a-z0-9]+)*){2}$/);
  });
  it('find their field', () => {
    expect(all.every((key) => fieldsByKey.get(key)?.key === key)).toBe(true);
    expect(fieldsByKey.get('1.symptoms.list')?.field.type).toBe('symptoms');
    expect(fieldsByKey.get('3.notes.text')?.step).toBeNull();
  });
  it('never collide with the notes of a phase', () => {
    expect(phases.every(({ steps }) => steps.every(({ id }) => id !== 'notes'))).toBe(true);
  });
});

it('options, items and columns have unique plain ids', () => {
  for (const { key, field } of fieldsByKey.values()) {
    const options = optionsOf(field).map(({ id }) => id);
    const columns = columnsOf(field) ?? [];
    expect([key, duplicates(options), duplicates(columns.map(({ id }) => id))]).toEqual([key, [], []]);
    for (const id of options) expect(id).toMatch(slug);
  }
});

describe('deliverables', () => {
  it('are the ten of the method, each made of something', () => {
    expect(deliverables).toHaveLength(10);
    expect(duplicates(deliverables.map(({ id }) => id))).toEqual([]);
    for (const { fields, checks: asked } of deliverables)
      expect(fields.length + asked.length).toBeGreaterThan(0);
  });
  it('refer to fields and checks that exist', () => {
    for (const { fields, checks: asked } of deliverables) {
      expect(fields.filter((key) => !fieldsByKey.has(key))).toEqual([]);
      expect(asked.filter((id) => !(id in checks))).toEqual([]);
    }
  });
});

it('guard rails are the six pitfalls', () => {
  expect(guardRails.map(({ code }) => code)).toEqual([
    'baseline-before-change',
    'one-change-at-a-time',
    'percentiles-not-averages',
    'constraint-before-scaling',
    'enough-data',
    'decisions-documented',
  ]);
});

it('the reference data is whole: five kinds of constraint, six in practice, four layers of fixes', () => {
  expect(constraintTypes.map(({ id }) => id)).toEqual(['cpu', 'io', 'memory', 'database', 'network']);
  expect(realWorldConstraints).toHaveLength(6);
  expect(new Set(fixPatterns.map(({ layer }) => layer)).size).toBe(4);
  expect(duplicates(fixPatterns.map(({ id }) => id))).toEqual([]);
});

describe('the time budget', () => {
  it('adds up to 20 to 40 hours', () => {
    const sums = ([0, 1] as const).map((end) =>
      timeBudget.reduce((total, { hours }) => total + hours[end], 0),
    );
    expect(sums).toEqual([20, 40]);
  });
  it('agrees with the hours of the phases', () => {
    for (const { hours, phases: covered } of timeBudget) {
      const of = (end: 0 | 1): number =>
        covered.reduce((total, id) => total + (phases[id]?.hours[end] ?? 0), 0);
      expect([of(0), of(1)]).toEqual([...hours]);
    }
  });
});
