// What can be asked in a phase: each type of field with the shape of its stored value. A field is data; its type
// decides how the value is validated (here), edited (renderer/features/phases/fields) and printed (print.ts).
import { z } from 'zod';
import { fixPatternOptions } from './fix-patterns.ts';

export interface Option {
  id: string;
  label: string;
  help?: string;
}

export type ClaimKind = 'finding' | 'constraint' | 'hypothesis' | 'decision' | 'recommendation';

interface ColumnBase {
  id: string;
  label: string;
  help?: string;
  /** A row without it counts as unfinished; it is stored all the same. */
  required?: boolean;
}
/** One cell of a record; absent and null both mean "not filled in yet". */
export type Column = ColumnBase &
  (
    | { type: 'text'; suggestions?: readonly string[] }
    | { type: 'long-text' }
    | { type: 'number'; min?: number; max?: number }
    | { type: 'choice'; options: readonly Option[] }
    /** An instant, ISO 8601 in UTC. */
    | { type: 'time' }
    /** Id of a claim of one of these kinds. */
    | { type: 'claim'; kinds: readonly ClaimKind[] }
    /** Ids of pinned evidence. */
    | { type: 'evidence' }
  );

interface FieldBase {
  /** Stable, lower-case; with phase and step it makes the key `phase.step.field`. */
  id: string;
  label: string;
  help?: string;
  /** The phase is not done without it. */
  required?: boolean;
}

export interface CoverageGroup {
  id: string;
  label: string;
  /** `core`: a required field is unfinished until the item has a state. */
  items: readonly (Option & { core?: boolean })[];
}

export type ReferenceTarget = 'series' | 'trace' | 'profile' | 'source';

export type Field = FieldBase &
  (
    | { type: 'text'; placeholder?: string; suggestions?: readonly string[] }
    | { type: 'long-text'; placeholder?: string }
    | { type: 'choice'; options: readonly Option[] }
    | { type: 'multi-choice'; options: readonly Option[] }
    | { type: 'quantity'; units: readonly string[]; min?: number }
    | { type: 'percentage'; min?: number; max?: number }
    | { type: 'period' }
    | { type: 'checklist'; items: readonly Option[] }
    /** A state and a note for each item of a fixed list. */
    | { type: 'coverage'; states: readonly Option[]; noteLabel: string; groups: readonly CoverageGroup[] }
    | { type: 'list'; itemLabel: string; suggestions?: readonly string[] }
    | { type: 'records'; itemLabel: string; columns: readonly Column[] }
    | { type: 'symptoms' }
    | { type: 'criteria' }
    | { type: 'hypotheses' }
    | { type: 'changes' }
    | { type: 'reference'; to: ReferenceTarget }
    | { type: 'claims'; kinds: readonly ClaimKind[]; max?: number }
  );
export type FieldType = Field['type'];

export const severities: readonly Option[] = [
  { id: 'critical', label: 'Critical', help: 'Stops the business, or breaks a contract, while it lasts.' },
  { id: 'high', label: 'High', help: 'Many users notice and some give up.' },
  { id: 'medium', label: 'Medium', help: 'Noticed, and worked around.' },
];

const symptomColumns: readonly Column[] = [
  {
    id: 'symptom',
    label: 'Symptom',
    type: 'text',
    required: true,
    help: 'What a user or an invoice shows, not what you think causes it.',
  },
  { id: 'flow', label: 'Affected flow', type: 'text', required: true, help: 'The endpoint or the journey.' },
  {
    id: 'impact',
    label: 'Business impact',
    type: 'text',
    required: true,
    help: 'Revenue, users lost, an agreement broken.',
  },
  {
    id: 'frequency',
    label: 'Frequency',
    type: 'text',
    required: true,
    suggestions: ['Always', 'At every peak', 'At certain hours', 'After a deployment', 'Now and then'],
  },
  { id: 'severity', label: 'Severity', type: 'choice', required: true, options: severities },
];

/** Statistics a target can be set on. A mean is offered because clients ask for it; the guard rail then speaks up. */
export const statistics: readonly Option[] = [
  { id: 'p50', label: 'p50 (median)' },
  { id: 'p95', label: 'p95' },
  { id: 'p99', label: 'p99' },
  { id: 'p999', label: 'p99.9' },
  { id: 'max', label: 'maximum' },
  { id: 'rate', label: 'rate' },
  { id: 'share', label: 'share' },
  { id: 'total', label: 'total' },
  { id: 'mean', label: 'mean' },
];

export const comparisons: readonly Option[] = [
  { id: 'lt', label: 'below' },
  { id: 'le', label: 'at most' },
  { id: 'gt', label: 'above' },
  { id: 'ge', label: 'at least' },
];

const criterionColumns: readonly Column[] = [
  {
    id: 'metric',
    label: 'Metric',
    type: 'text',
    required: true,
    suggestions: [
      'Checkout latency',
      'Error rate',
      'Requests handled',
      'Infrastructure cost per transaction',
    ],
  },
  { id: 'statistic', label: 'Statistic', type: 'choice', required: true, options: statistics },
  { id: 'comparison', label: 'Must be', type: 'choice', required: true, options: comparisons },
  { id: 'threshold', label: 'Threshold', type: 'number', required: true },
  {
    id: 'unit',
    label: 'Unit',
    type: 'text',
    required: true,
    suggestions: ['ms', 's', '%', '1/s', 'MiB', 'EUR', 'USD'],
  },
  { id: 'from', label: 'Today', type: 'number', help: 'The value before the audit, where it is known.' },
];

export const techniques: readonly Option[] = [
  { id: 'load-test', label: 'Load test' },
  { id: 'profiling', label: 'Profiling' },
  { id: 'trace-analysis', label: 'Trace analysis' },
  { id: 'log-analysis', label: 'Log analysis' },
  { id: 'database-analysis', label: 'Database analysis' },
  { id: 'metric-analysis', label: 'Metric analysis' },
  { id: 'production-experiment', label: 'Experiment in production' },
];

export const verdicts: readonly Option[] = [
  { id: 'open', label: 'Not tested yet' },
  { id: 'confirmed', label: 'Confirmed' },
  { id: 'rejected', label: 'Rejected' },
  { id: 'inconclusive', label: 'Inconclusive' },
];

const hypothesisColumns: readonly Column[] = [
  {
    id: 'constraint',
    label: 'If this is the bottleneck',
    type: 'text',
    required: true,
    help: 'The constraint, such as “lock waits on the stock table”.',
  },
  {
    id: 'behaviour',
    label: 'then this should occur',
    type: 'text',
    required: true,
    help: 'Something that can be measured, and that could fail to happen.',
  },
  {
    id: 'condition',
    label: 'when',
    type: 'text',
    required: true,
    help: 'The test condition, such as “concurrent writers go from 1 to 32”.',
  },
  { id: 'technique', label: 'Technique', type: 'choice', required: true, options: techniques },
  {
    id: 'control',
    label: 'Control',
    type: 'text',
    required: true,
    help: 'What stays the same, and what it is compared with.',
  },
  {
    id: 'measurement',
    label: 'Measurement',
    type: 'long-text',
    required: true,
    help: 'What was measured and what came out.',
  },
  { id: 'verdict', label: 'Verdict', type: 'choice', required: true, options: verdicts },
  { id: 'evidence', label: 'Evidence', type: 'evidence' },
  { id: 'claim', label: 'About the constraint', type: 'claim', kinds: ['constraint'] },
];

export const strategies: readonly Option[] = [
  {
    id: 'quick-win',
    label: 'Quick win',
    help: 'Large effect, little code, easy to take back: an index, a batched query, a pool size, a cache key.',
  },
  {
    id: 'planned',
    label: 'Planned improvement',
    help: 'Good effect at moderate risk and with testing: a cache layer, a shorter transaction, a refactored hot path.',
  },
  {
    id: 'strategic',
    label: 'Strategic change',
    help: 'Large effect, large risk: architecture, schema or technology. Needs a plan of its own.',
  },
];

const changeColumns: readonly Column[] = [
  { id: 'title', label: 'Change', type: 'text', required: true, help: 'One change, one sentence.' },
  {
    id: 'reason',
    label: 'Why',
    type: 'long-text',
    required: true,
    help: 'The problem and the confirmed cause it removes.',
  },
  {
    id: 'constraint',
    label: 'Constraint',
    type: 'claim',
    kinds: ['constraint'],
    help: 'The constraint this change lifts.',
  },
  { id: 'pattern', label: 'Fix pattern', type: 'choice', options: fixPatternOptions },
  { id: 'strategy', label: 'Class', type: 'choice', required: true, options: strategies },
  { id: 'appliedAt', label: 'In effect since', type: 'time', required: true },
  {
    id: 'rollback',
    label: 'Rollback plan',
    type: 'text',
    required: true,
    help: 'How to take it back, and what would make you do so.',
  },
  { id: 'measuredFrom', label: 'Measured from', type: 'time' },
  { id: 'measuredTo', label: 'Measured to', type: 'time' },
  { id: 'effect', label: 'Measured effect', type: 'text', help: 'With the statistic and the unit.' },
  { id: 'evidence', label: 'Evidence', type: 'evidence' },
];

/** The columns of a field whose value is a list of records; null for any other field. */
export function columnsOf(field: Field): readonly Column[] | null {
  switch (field.type) {
    case 'records':
      return field.columns;
    case 'symptoms':
      return symptomColumns;
    case 'criteria':
      return criterionColumns;
    case 'hypotheses':
      return hypothesisColumns;
    case 'changes':
      return changeColumns;
    default:
      return null;
  }
}

/** What one record of the field is called, such as “symptom”. */
export function itemLabelOf(field: Field): string {
  switch (field.type) {
    case 'records':
    case 'list':
      return field.itemLabel;
    case 'symptoms':
      return 'symptom';
    case 'criteria':
      return 'criterion';
    case 'hypotheses':
      return 'hypothesis';
    case 'changes':
      return 'change';
    default:
      return 'entry';
  }
}

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
export function schemaOf(field: Field): z.ZodType {
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

export type Validation = { ok: true } | { ok: false; place: string; expected: string };

/** Checks a value against its field; says where it fails and what was expected there. */
export function validateField(field: Field, value: unknown): Validation {
  const parsed = schemaOf(field).safeParse(value);
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

export type Row = Record<string, unknown>;

/** Null, an empty text, an empty list, or a record of which no cell says anything. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every(isEmpty);
  if (typeof value === 'object') return Object.values(value).every(isEmpty);
  return false;
}

/** The records of a stored value that say anything, with their place in the list (from 1). */
export function recordsIn(value: unknown): { position: number; row: Row }[] {
  if (!Array.isArray(value)) return [];
  return value
    .map((row, index) => ({ position: index + 1, row: row as Row }))
    .filter(({ row }) => !isEmpty(row));
}

/** What a required field still lacks, as labels for a reader; empty when nothing does. */
export function missingIn(field: Field, value: unknown): string[] {
  const columns = columnsOf(field);
  if (columns) {
    const rows = recordsIn(value);
    if (rows.length === 0) return [field.label];
    return rows.flatMap(({ position, row }) => {
      const open = columns.filter((column) => column.required === true && isEmpty(row[column.id]));
      if (open.length === 0) return [];
      return [
        `${field.label}, ${itemLabelOf(field)} ${position}: ${open.map(({ label }) => label.toLowerCase()).join(', ')}`,
      ];
    });
  }
  if (field.type === 'coverage') {
    const states = (value ?? {}) as Record<string, { state: string | null } | undefined>;
    const items = field.groups.flatMap((group) => group.items);
    const core = items.some((item) => item.core === true)
      ? items.filter((item) => item.core === true)
      : items;
    const open = core.filter((item) => isEmpty(states[item.id]?.state));
    if (open.length === 0) return [];
    return [`${field.label}: ${open.length} of ${core.length} without an answer`];
  }
  if (field.type === 'period') {
    const period = (value ?? {}) as { from?: string | null; to?: string | null };
    return isEmpty(period.from) || isEmpty(period.to) ? [field.label] : [];
  }
  if (field.type === 'checklist') {
    const done = Array.isArray(value) ? value.length : 0;
    return done === field.items.length ? [] : [`${field.label}: ${done} of ${field.items.length}`];
  }
  return isEmpty(value) ? [field.label] : [];
}
