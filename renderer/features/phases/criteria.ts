// Whether a measured value meets a success criterion.
import type { Row } from '../../../shared/playbook/field-types.ts';

export interface CriterionVerdict {
  /** The value after the change, in the criterion's unit; null when it was not measured. */
  after: number | null;
  verdict: 'met' | 'missed' | 'unmeasured';
}

const holds: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  lt: (value, threshold) => value < threshold,
  le: (value, threshold) => value <= threshold,
  gt: (value, threshold) => value > threshold,
  ge: (value, threshold) => value >= threshold,
};

/** Units that measure the same thing, in their smallest member. */
const scales: Readonly<Record<string, { base: string; factor: number }>> = {
  ns: { base: 'ns', factor: 1 },
  us: { base: 'ns', factor: 1e3 },
  µs: { base: 'ns', factor: 1e3 },
  ms: { base: 'ns', factor: 1e6 },
  s: { base: 'ns', factor: 1e9 },
  B: { base: 'B', factor: 1 },
  KiB: { base: 'B', factor: 1024 },
  MiB: { base: 'B', factor: 1024 ** 2 },
  GiB: { base: 'B', factor: 1024 ** 3 },
};

function inUnit(value: number, from: string, to: string): number | null {
  if (from === to) return value;
  const [source, target] = [scales[from], scales[to]];
  if (!source || !target || source.base !== target.base) return null;
  return (value * source.factor) / target.factor;
}

const word = (cell: unknown): string => (typeof cell === 'string' ? cell.trim().toLowerCase() : '');

/** Finds the measured row with the criterion's metric and statistic and compares it, converting the unit. */
export function judgeCriterion(criterion: Row, measured: readonly Row[]): CriterionVerdict {
  const row = measured.find(
    (candidate) =>
      word(candidate['metric']) === word(criterion['metric']) &&
      candidate['statistic'] === criterion['statistic'],
  );
  const [value, threshold] = [row?.['after'], criterion['threshold']];
  const compare = holds[String(criterion['comparison'])];
  if (typeof value !== 'number' || typeof threshold !== 'number' || !compare) {
    return { after: null, verdict: 'unmeasured' };
  }
  const after = inUnit(value, String(row?.['unit'] ?? ''), String(criterion['unit'] ?? ''));
  if (after === null) return { after: null, verdict: 'unmeasured' };
  return { after, verdict: compare(after, threshold) ? 'met' : 'missed' };
}
