// What the checks, guard rails and deliverables are judged by: the content of the audit, read once.
import type { Claim } from '../contract/findings.ts';
import type { Row } from './field-types.ts';
import { recordsIn } from './field-types.ts';

export interface BaselineFacts {
  name: string;
  fromMs: number;
  toMs: number;
  series: readonly {
    name: string;
    unit: string;
    /** Share of the window between the first and the last sample in it, 0 to 1. */
    coverage: number;
  }[];
}

export interface AuditFacts {
  /** Field values by key. */
  values: ReadonlyMap<string, unknown>;
  claims: readonly Claim[];
  /** Ids of pinned evidence. */
  evidenceIds: ReadonlySet<number>;
  baselines: readonly BaselineFacts[];
  /** Sources in use, by kind of evidence. */
  sourceCounts: Readonly<Record<string, number>>;
  /** Guard rails the auditor has overridden, with the reason given. */
  overrides: readonly { code: string; reason: string }[];
  /** Minutes worked, by phase. */
  minutes: ReadonlyMap<number, number>;
}

/** The filled records of a field. */
export const rowsOf = (facts: AuditFacts, key: string): Row[] =>
  recordsIn(facts.values.get(key)).map(({ row }) => row);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Epoch ms of a stored time, or null while there is none. */
export const timeOf = (value: unknown): number | null =>
  typeof value === 'string' && value !== '' ? Date.parse(value) : null;

/** Ids in a list of references that still exist. */
export const existingIds = (value: unknown, existing: ReadonlySet<number>): number[] =>
  Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number' && existing.has(id)) : [];

export interface Change {
  title: string;
  reason: string;
  pattern: string;
  rollback: string;
  effect: string;
  constraintId: number | null;
  appliedAtMs: number | null;
  measuredFromMs: number | null;
  measuredToMs: number | null;
}

export const changesKey = '6.changes.list';

/** The change record, in the order in which the changes took effect; those without a time come last. */
export function changesOf(facts: AuditFacts): Change[] {
  return rowsOf(facts, changesKey)
    .map((row) => ({
      title: textOf(row['title']) || 'Unnamed change',
      reason: textOf(row['reason']),
      pattern: textOf(row['pattern']),
      rollback: textOf(row['rollback']),
      effect: textOf(row['effect']),
      constraintId: typeof row['constraint'] === 'number' ? row['constraint'] : null,
      appliedAtMs: timeOf(row['appliedAt']),
      measuredFromMs: timeOf(row['measuredFrom']),
      measuredToMs: timeOf(row['measuredTo']),
    }))
    .sort((a, b) => (a.appliedAtMs ?? Infinity) - (b.appliedAtMs ?? Infinity) || 0);
}
