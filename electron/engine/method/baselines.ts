// Baselines: a window under a name, with the series in it and the hashes of the files they came from. Once frozen,
// a baseline never changes; the database refuses it as well.
import type { Baseline } from '../../../shared/contract/method.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import { canonicalJson, digestOf } from '../db/canonical.ts';
import { appendJournal } from '../db/journal.ts';
import type { AuditDb } from '../db/database.ts';

interface Row {
  id: number;
  name: string;
  from_ms: number;
  to_ms: number;
  note: string;
  series: string;
  inputs: string;
  digest: string;
  frozen_at: string;
}

const iso = (ms: number): string => new Date(ms).toISOString();

const asBaseline = (row: Row): Baseline => ({
  id: row.id,
  name: row.name,
  from: iso(row.from_ms),
  to: iso(row.to_ms),
  note: row.note,
  series: JSON.parse(row.series) as Baseline['series'],
  inputs: JSON.parse(row.inputs) as Baseline['inputs'],
  digest: row.digest,
  frozenAt: row.frozen_at,
});

/** Every baseline, oldest first. */
export function readBaselines(db: AuditDb): Baseline[] {
  const rows = db.prepare('select * from baseline order by id').all() as Row[];
  return rows.map(asBaseline);
}

export interface FreezeRequest {
  name: string;
  /** Half-open window, epoch ms. */
  fromMs: number;
  toMs: number;
  note?: string | undefined;
  /** All series with samples in the window when absent. */
  seriesIds?: readonly number[] | undefined;
}

/**
 * Freezes a window. Throws `baseline.window-invalid`, `baseline.exists`, `baseline.no-series` when nothing was
 * sampled in the window, or `series.unknown`.
 */
export function freezeBaseline(db: AuditDb, request: FreezeRequest): Baseline {
  const { name, fromMs, toMs, note = '', seriesIds } = request;
  if (!(fromMs < toMs) || fromMs < earliestMs || toMs > latestMs) {
    throw new AssayError({
      code: 'baseline.window-invalid',
      message: 'The window of a baseline must start before it ends, and lie in the years 0 to 9999.',
    });
  }
  if (db.prepare('select 1 from baseline where name = ?').get(name) !== undefined) {
    throw new AssayError({
      code: 'baseline.exists',
      message: `There is a baseline “${name}” already, and a frozen baseline is not replaced.`,
      hint: 'Choose another name.',
    });
  }
  const { series, inputs } = seriesWithin(db, fromMs, toMs, (id) => seriesIds?.includes(id) ?? true);
  const unknown = seriesIds?.find((wanted) => !series.some(({ id }) => id === wanted));
  if (unknown !== undefined) {
    throw new AssayError({
      code: 'series.unknown',
      message: `Series ${unknown} is not in the audit, or has no sample in the window.`,
    });
  }
  if (series.length === 0) {
    throw new AssayError({
      code: 'baseline.no-series',
      message: `No series has samples between ${iso(fromMs)} and ${iso(toMs)}.`,
      hint: 'Choose a window that the imported metrics cover.',
    });
  }
  const digest = digestOf(canonicalJson({ from: iso(fromMs), to: iso(toMs), series, inputs }));
  const row = db.transaction(() => {
    const stored = db
      .prepare(
        `insert into baseline (name, from_ms, to_ms, note, series, inputs, digest, frozen_at)
         values (?, ?, ?, ?, ?, ?, ?, ?) returning *`,
      )
      .get(
        name,
        fromMs,
        toMs,
        note,
        canonicalJson(series),
        canonicalJson(inputs),
        digest,
        new Date().toISOString(),
      ) as Row;
    appendJournal(db, 'baseline.frozen', `The baseline “${name}” was frozen.`, {
      id: stored.id,
      name,
      from: iso(fromMs),
      to: iso(toMs),
      series: series.length,
      digest,
    });
    return stored;
  })();
  return asBaseline(row);
}

/**
 * Why a baseline put back from a bundle is not what the raw files say now, or null. Its files are always there: none can
 * be set aside while a baseline rests on it.
 */
export function reasonAgainst(db: AuditDb, { from, to, series, inputs, digest }: Baseline): string | null {
  if (digestOf(canonicalJson({ from, to, series, inputs })) !== digest) {
    return 'Its content does not match its own digest.';
  }
  const wanted = new Set(series.map(({ id }) => id));
  const found = seriesWithin(db, Date.parse(from), Date.parse(to), (id) => wanted.has(id));
  return canonicalJson(found) === canonicalJson({ series, inputs })
    ? null
    : 'Its series are others now in the raw files.';
}

/** The instants that a date of four digits can express. */
const earliestMs = Date.UTC(-1, 12);
const latestMs = Date.UTC(10_000, 0) - 1;

interface SeriesRow {
  id: number;
  source_id: number;
  name: string;
  labels: string;
  unit: string;
  count: number;
  start_ms: number;
  end_ms: number;
  step_ms: number | null;
  file: string;
  sha256: string;
}

function seriesWithin(
  db: AuditDb,
  fromMs: number,
  toMs: number,
  isWanted: (seriesId: number) => boolean,
): Pick<Baseline, 'series' | 'inputs'> {
  const inWindow = db
    .prepare(
      `select series.id, series.source_id, series.name, series.labels, series.unit,
              axis.count, axis.start_ms, axis.end_ms, axis.step_ms, source.file, source.sha256
         from series join axis on axis.id = series.axis_id join source on source.id = series.source_id
        where source.state = 'live' and axis.start_ms < :toMs and axis.end_ms >= :fromMs
        order by series.id`,
    )
    .all({ fromMs, toMs }) as SeriesRow[];
  const rows = inWindow.filter(({ id }) => isWanted(id));
  const inputs = new Map(
    rows.map(({ source_id: sourceId, file, sha256 }) => [sourceId, { sourceId, file, sha256 }]),
  );
  return {
    series: rows.map((row) => ({
      id: row.id,
      sourceId: row.source_id,
      name: row.name,
      labels: JSON.parse(row.labels) as Record<string, string>,
      unit: row.unit,
      coverage: coverageOf(row, fromMs, toMs),
    })),
    inputs: [...inputs.values()],
  };
}

/** A sample stands for one step, so the last one reaches a step beyond its own time. */
function coverageOf(row: SeriesRow, fromMs: number, toMs: number): number {
  const stepMs = row.step_ms ?? (row.count > 1 ? (row.end_ms - row.start_ms) / (row.count - 1) : 0);
  const covered = Math.min(row.end_ms + stepMs, toMs) - Math.max(row.start_ms, fromMs);
  return Math.round(Math.min(1, Math.max(0, covered / (toMs - fromMs))) * 10_000) / 10_000;
}
