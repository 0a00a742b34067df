// What a field's stored value must look like, as a schema for each type of field, and where a value fails it.
import { z } from 'zod';
import { columnsOf, itemLabelOf, type Column, type Field } from './field-types.ts';
import type { Option } from './option.ts';

const longest = 20_000;
const text = z.string({ error: 'a text' }).max(longest, { error: `a text of at most ${longest} characters` });
const finite = z.number({ error: 'a number' });
const id = z.int({ error: 'an id' }).positive({ error: 'an id' });
const instant = z.iso.datetime({ error: 'a time such as 2026-03-02T09:00:00Z' });

const oneOf = (options: readonly Option[]): z.ZodType<string> => {
  const ids = new Set(options.map((option) => option.id));
  return z
    .string({ error: 'one of the choices' })
    .refine((value) => ids.has(value), { error: `one of: ${options.map(({ label }) => label).join(', ')}` });
};

const within = (min: number | undefined, max: number | undefined): z.ZodType<number> => {
  let schema = finite;
  if (min !== undefined) schema = schema.min(min, { error: `a number of at least ${min}` });
  if (max !== undefined) schema = schema.max(max, { error: `a number of at most ${max}` });
  return schema;
};

const unique = <T extends string | number>(item: z.ZodType<T>): z.ZodType<T[]> =>
  z
    .array(item, { error: 'a list' })
    .max(1000, { error: 'a list of at most 1,000 entries' })
    .refine((items) => new Set(items).size === items.length, { error: 'each entry only once' });

function cellSchema(column: Column): z.ZodType {
  switch (column.type) {
    case 'text':
    case 'long-text':
      return text;
    case 'number':
      return within(column.min, column.max);
    case 'choice':
      return oneOf(column.options);
    case 'time':
      return instant;
    case 'claim':
      return id;
    case 'evidence':
      return unique(id);
  }
}

const recordsSchema = (columns: readonly Column[]): z.ZodType =>
  z
    .array(
      z.strictObject(
        Object.fromEntries(columns.map((column) => [column.id, cellSchema(column).nullable().optional()])),
        { error: 'a record of the known columns' },
      ),
      { error: 'a list of records' },
    )
    .max(1000, { error: 'at most 1,000 records' });

/** The schema of a field's stored value. */
function schemaOf(field: Field): z.ZodType {
  switch (field.type) {
    case 'text':
    case 'long-text':
      return text;
    case 'choice':
      return oneOf(field.options);
    case 'multi-choice':
      return unique(oneOf(field.options));
    case 'quantity':
      return z.strictObject(
        {
          value: within(field.min, undefined),
          unit: oneOf(field.units.map((unit) => ({ id: unit, label: unit }))),
        },
        { error: 'a number with its unit' },
      );
    case 'percentage':
      return within(field.min ?? 0, field.max ?? 100);
    case 'period':
      return z
        .strictObject({ from: instant.nullable(), to: instant.nullable() }, { error: 'a start and an end' })
        .refine(({ from, to }) => from === null || to === null || Date.parse(from) < Date.parse(to), {
          error: 'a start before the end',
        });
    case 'checklist':
      return unique(oneOf(field.items));
    case 'coverage': {
      const items = field.groups.flatMap((group) => group.items);
      const entry = z.strictObject(
        { state: oneOf(field.states).nullable(), note: text },
        {
          error: 'a state and a note',
        },
      );
      return z.strictObject(Object.fromEntries(items.map((item) => [item.id, entry.optional()])), {
        error: 'a state for each known item',
      });
    }
    case 'list':
      return z.array(text, { error: 'a list of texts' }).max(1000, { error: 'at most 1,000 entries' });
    case 'records':
    case 'symptoms':
    case 'criteria':
    case 'hypotheses':
    case 'changes':
      return recordsSchema(columnsOf(field) ?? []);
    case 'reference':
      return field.to === 'trace' || field.to === 'profile' ? unique(text.min(1)) : unique(id);
    case 'claims':
      return unique(id).refine((ids) => field.max === undefined || ids.length <= field.max, {
        error: `at most ${field.max ?? 1000}`,
      });
  }
}

const schemas = new WeakMap<Field | Column, z.ZodType>();

/** A schema made once for each field or column; these are data and never change. */
function keptSchema<T extends Field | Column>(of: T, make: (of: T) => z.ZodType): z.ZodType {
  let schema = schemas.get(of);
  if (!schema) schemas.set(of, (schema = make(of)));
  return schema;
}

/** Whether a value is one that the field may store. */
export const fitsField = (field: Field, value: unknown): boolean =>
  keptSchema(field, schemaOf).safeParse(value).success;

/** Whether a value is one that the column may store; null stands for “not filled in” and is none. */
export const fitsColumn = (column: Column, value: unknown): boolean =>
  keptSchema(column, cellSchema).safeParse(value).success;

export type Validation = { ok: true } | { ok: false; place: string; expected: string };

/** Checks a value against its field; says where it fails and what was expected there. */
export function validateField(field: Field, value: unknown): Validation {
  const parsed = keptSchema(field, schemaOf).safeParse(value);
  if (parsed.success) return { ok: true };
  const [issue] = parsed.error.issues;
  return {
    ok: false,
    place: placeOf(field, issue?.path ?? []),
    expected: issue?.message ?? 'a value of this field',
  };
}

function placeOf(field: Field, path: readonly PropertyKey[]): string {
  const words = path.map((step) => {
    if (typeof step === 'number') return `${itemLabelOf(field)} ${step + 1}`;
    const column = columnsOf(field)?.find((candidate) => candidate.id === step);
    return column?.label ?? String(step);
  });
  return [field.label, ...words].join(', ');
}
