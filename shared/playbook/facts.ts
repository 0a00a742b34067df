// What the checks, guard rails and deliverables are judged by: the content of the audit, read once.
import type { Claim } from '../domain/claim.ts';
import type { ComputedFigure } from '../domain/standing.ts';
import type { FixPatternId } from './fix-patterns.ts';
import { rowsAt } from './values.ts';

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
  /** What pinned evidence proves, by its id; absent for evidence that offers no figures. */
  evidenceFigures: ReadonlyMap<number, readonly ComputedFigure[]>;
  baselines: readonly BaselineFacts[];
  /** Sources in use, by kind of evidence. */
  sourceCounts: Readonly<Record<string, number>>;
  /** Guard rails the auditor has overridden, with the reason given. */
  overrides: readonly { code: string; reason: string }[];
  /** Minutes worked, by phase. */
  minutes: ReadonlyMap<number, number>;
}

/** A cell's text without the blanks around it; empty while it is not filled in. */
export const textOf = (cell: string | null | undefined): string => (cell ?? '').trim();

/** Epoch ms of a stored time, or null while there is none. */
export const timeOf = (time: string | null | undefined): number | null =>
  time === null || time === undefined ? null : Date.parse(time);

/** Ids in a list of references that still exist. */
export const existingIds = (
  ids: readonly number[] | null | undefined,
  existing: ReadonlySet<number>,
): number[] => (ids ?? []).filter((id) => existing.has(id));

export interface Change {
  title: string;
  reason: string;
  pattern: FixPatternId | null;
  rollback: string;
  effect: string;
  constraintId: number | null;
  appliedAtMs: number | null;
  measuredFromMs: number | null;
  measuredToMs: number | null;
  evidenceIds: number[];
}

/** The change record, in the order in which the changes took effect; those without a time come last. */
export function changesOf(facts: AuditFacts): Change[] {
  return rowsAt(facts, '6.changes.list')
    .map((row) => ({
      title: textOf(row.title) || 'Unnamed change',
      reason: textOf(row.reason),
      pattern: row.pattern ?? null,
      rollback: textOf(row.rollback),
      effect: textOf(row.effect),
      constraintId: row.constraint ?? null,
      appliedAtMs: timeOf(row.appliedAt),
      measuredFromMs: timeOf(row.measuredFrom),
      measuredToMs: timeOf(row.measuredTo),
      evidenceIds: existingIds(row.evidence, facts.evidenceIds),
    }))
    .sort((a, b) => (a.appliedAtMs ?? Infinity) - (b.appliedAtMs ?? Infinity) || 0);
}
