// The metrics a report draws: the series the auditor named as carrying the baseline, else those pinned as evidence.
import type { Baseline } from '../../../shared/contract/method.ts';
import type { Json } from '../db/journal.ts';
import type { AuditDb } from '../db/open.ts';

export interface MetricChart {
  seriesId: number;
  name: string;
  unit: string;
  fromMs: number;
  toMs: number;
  /** True when each point is one sample; else each is the least and the greatest of its bucket. */
  raw: boolean;
  bucketMs: number;
  sampleCount: number;
  /** `[time, min, max]`; null for a bucket without samples, where the line is broken. */
  points: [number, number | null, number | null][];
  /** Frozen windows, and the times changes took effect. */
  windows: { label: string; fromMs: number; toMs: number }[];
  changes: { label: string; atMs: number }[];
}

export interface ChartContext {
  values: ReadonlyMap<string, Json>;
  baselines: readonly Baseline[];
  timeZone: string;
}

export function chartsOf(_db: AuditDb, _context: ChartContext): MetricChart[] {
  return [];
}
