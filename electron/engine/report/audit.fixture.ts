// An audit to report on, for tests: they ask how things are shown, not how they came about.
import { join } from 'node:path';
import { createClaim } from '../evidence/claims.ts';
import { setField } from '../method/fields.ts';
import type { Json } from '../db/journal.ts';
import { createAudit, openAudit } from '../audits.ts';
import type { OpenAudit } from '../db/database.ts';
import { buildReport } from './build.ts';
import type { Block, Report } from './blocks.ts';
import { formOf } from './forms/registry.ts';
import { atEnd, temporaryFolder } from '../../../test/support/temporary.ts';

export interface ReportedAudit {
  folder: string;
  path: string;
  readonly audit: OpenAudit;
  reopen(): void;
  set(key: string, value: Json): void;
  claim(claim: Parameters<typeof createClaim>[1]): ReturnType<typeof createClaim>;
  /** Evidence as an analysis would leave it. */
  addEvidence(id: number, title: string, result: Json): void;
  /** Evidence of a series whose p95 is this, in ms. */
  addP95(id: number, title: string, p95: number): void;
  report(): Report;
  print(form: string): string;
}

export function reportedAudit({ name = 'Orders', client = 'Client', auditor = 'Ada' } = {}): ReportedAudit {
  const folder = temporaryFolder();
  const path = join(folder, 'audit.assay');
  const addEvidence = (id: number, title: string, analysis: string, result: Json): void =>
    void audit.db
      .prepare(
        `insert into evidence (id, title, analysis, analysis_version, parameters, inputs, result, result_digest, created_at)
         values (?, ?, ?, 1, '{"series":"p95"}', '[{"file":"p95.csv","sha256":"aa","sourceId":1}]', ?, 'digest-of-it', '2026-03-02T10:00:00.000Z')`,
      )
      .run(id, title, analysis, JSON.stringify(result));
  let audit = createAudit(path, { name, client, auditor });
  atEnd(() => audit.close());
  return {
    folder,
    path,
    get audit() {
      return audit;
    },
    reopen() {
      audit.close();
      audit = openAudit(path, 'required');
    },
    set: (key, value) => void setField(audit.db, key, value),
    claim: (claim) => createClaim(audit.db, claim),
    addEvidence: (id, title, result) => addEvidence(id, title, 'an-analysis', result),
    addP95: (id, title, p95) => addEvidence(id, title, 'series-statistics', statisticsWith(p95)),
    report: () => buildReport(audit),
    print: (form) => formOf(form).print(buildReport(audit)),
  };
}

const statisticsWith = (p95: number): Json => ({
  series: 'checkout',
  seriesId: 1,
  unit: 'ms',
  kind: 'gauge',
  count: 400,
  min: 12,
  max: 4000,
  mean: 300,
  stdev: 20,
  p50: 200,
  p75: 210,
  p90: 220,
  p95,
  p99: 3000,
  p999: 3900,
  quantileMethod: 'type7',
});

/** The blocks of one section. */
export function blocksOf(report: Report, section: string): Block[] {
  const found = report.sections.find(({ id }) => id === section);
  if (!found) throw new Error(`no section ${section}`);
  return found.blocks;
}
