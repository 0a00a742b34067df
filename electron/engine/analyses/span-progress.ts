import type { AuditDb } from '../db/database.ts';
import type { AnalysisContext } from './analysis.ts';

const reportEvery = 65_536;

/** Call it once a span: tells how many of the audit's spans have been read. */
export function spanProgress(db: AuditDb, { report }: AnalysisContext): () => void {
  const total = db
    .prepare(
      "select coalesce(sum(span_count), 0) from trace join source on source.id = source_id and state = 'live'",
    )
    .pluck()
    .get() as number;
  let done = 0;
  return () => {
    if (done % reportEvery === 0) report({ phase: 'Reading spans', done, total, unit: 'spans' });
    done += 1;
  };
}
