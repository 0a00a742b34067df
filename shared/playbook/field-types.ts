// What can be asked in a phase: each type of field with the shape of its stored value. A field is data; its type
// decides how the value is validated (field-schema.ts), typed (values.ts), edited (renderer/features/phases/fields)
// and printed (print.ts).
import { fixPatternOptions } from './fix-patterns.ts';
import type { Option } from './option.ts';

export type ClaimKind = 'finding' | 'constraint' | 'hypothesis' | 'decision' | 'recommendation';

interface ColumnBase {
  id: string;
  label: string;
  help?: string;
  /** A row without it counts as unfinished; it is stored all the same. */
  required?: boolean;
  /** A rating or a verdict that a person gives. */
  judged?: true;
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
  /** A verdict that a person gives. */
  judged?: true;
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

export const severities = [
  { id: 'critical', label: 'Critical', help: 'Stops the business, or breaks a contract, while it lasts.' },
  { id: 'high', label: 'High', help: 'Many users notice and some give up.' },
  { id: 'medium', label: 'Medium', help: 'Noticed, and worked around.' },
] as const satisfies readonly Option[];

const symptomColumns = [
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
  { id: 'severity', label: 'Severity', type: 'choice', required: true, judged: true, options: severities },
] as const satisfies readonly Column[];

/** Statistics a target can be set on. A mean is offered because clients ask for it; the guard rail then speaks up. */
export const statistics = [
  { id: 'p50', label: 'p50 (median)' },
  { id: 'p95', label: 'p95' },
  { id: 'p99', label: 'p99' },
  { id: 'p999', label: 'p99.9' },
  { id: 'max', label: 'maximum' },
  { id: 'rate', label: 'rate' },
  { id: 'share', label: 'share' },
  { id: 'total', label: 'total' },
  { id: 'mean', label: 'mean' },
] as const satisfies readonly Option[];

export const comparisons = [
  { id: 'lt', label: 'below' },
  { id: 'le', label: 'at most' },
  { id: 'gt', label: 'above' },
  { id: 'ge', label: 'at least' },
] as const satisfies readonly Option[];

const criterionColumns = [
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
] as const satisfies readonly Column[];

export const techniques = [
  { id: 'load-test', label: 'Load test' },
  { id: 'profiling', label: 'Profiling' },
  { id: 'trace-analysis', label: 'Trace analysis' },
  { id: 'log-analysis', label: 'Log analysis' },
  { id: 'database-analysis', label: 'Database analysis' },
  { id: 'metric-analysis', label: 'Metric analysis' },
  { id: 'production-experiment', label: 'Experiment in production' },
] as const satisfies readonly Option[];

export const verdicts = [
  { id: 'open', label: 'Not tested yet' },
  { id: 'confirmed', label: 'Confirmed' },
  { id: 'rejected', label: 'Rejected' },
  { id: 'inconclusive', label: 'Inconclusive' },
] as const satisfies readonly Option[];

const hypothesisColumns = [
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
  { id: 'verdict', label: 'Verdict', type: 'choice', required: true, judged: true, options: verdicts },
  { id: 'evidence', label: 'Evidence', type: 'evidence' },
  { id: 'claim', label: 'About the constraint', type: 'claim', kinds: ['constraint'] },
] as const satisfies readonly Column[];

export const strategies = [
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
] as const satisfies readonly Option[];

const changeColumns = [
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
] as const satisfies readonly Column[];

/** The columns of the field types whose columns are fixed. */
export const fixedColumns = {
  symptoms: symptomColumns,
  criteria: criterionColumns,
  hypotheses: hypothesisColumns,
  changes: changeColumns,
} as const satisfies Partial<Record<FieldType, readonly Column[]>>;

/** The columns of a field whose value is a list of records; null for any other field. */
export function columnsOf(field: Field): readonly Column[] | null {
  switch (field.type) {
    case 'records':
      return field.columns;
    case 'symptoms':
    case 'criteria':
    case 'hypotheses':
    case 'changes':
      return fixedColumns[field.type];
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

/** What a cell of a record holds; absent and null both mean “not filled in yet”. */
export type Cell = string | number | readonly number[];

/** A record for code that works on every field alike, by its columns; values.ts types the records of one field. */
export type Row = Readonly<Record<string, Cell | null | undefined>>;

/** Null, an empty text, an empty list, or a record of which no cell says anything. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every(isEmpty);
  if (typeof value === 'object') return Object.values(value).every(isEmpty);
  return false;
}

/** The records that say anything in a value that fits its field, with their place in the list (from 1). */
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
    const states = (value ?? {}) as Readonly<Record<string, { state: string | null } | undefined>>;
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
