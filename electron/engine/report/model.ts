// The report as plain data: what every form of it (page, JSON) is made from. Deterministic: the same audit gives the
// same model. What was not done is part of it, in `missing`, so that no form can leave it out.
import type { Evidence } from '../../../shared/contract/findings.ts';
import type { Baseline } from '../../../shared/contract/method.ts';
import type { AuditAnswer, ComparedMetric } from '../../../shared/playbook/verdict-shapes.ts';
import type { Figure } from '../../../shared/domain/figure.ts';
import type { Priority } from '../../../shared/playbook/priority.ts';
import type { Printed } from '../../../shared/playbook/print.ts';
import type { MetricChart } from './charts.ts';

export const reportFormat = 'assay-report/1';

export interface ReportModel {
  format: typeof reportFormat;
  tool: { name: string; version: string };
  cover: {
    title: string;
    client: string;
    auditor: string;
    auditId: string;
    timeZone: string;
    /** The period analysed, printed; empty while it is not written down. */
    period: string;
    traffic: string;
    /** When the last entry was made in the journal: the state this report shows. */
    asOf: string;
  };
  /** What the first page says, as the playbook's judgement words it. */
  answer: AuditAnswer & {
    /** The auditor's own word on the success criteria, printed; empty while there is none. */
    verdict: string;
  };
  criteria: Criterion[];
  comparison: ComparisonRow[];
  baselines: Baseline[];
  charts: MetricChart[];
  claims: ReportClaim[];
  phases: PhaseSection[];
  guardRails: { code: string; title: string; state: string; message: string; remedy: string }[];
  overrides: { title: string; reason: string; at: string }[];
  deliverables: { title: string; done: boolean; missing: string[] }[];
  evidence: EvidenceSection[];
  sources: SourceRow[];
  /** Files imported and later set aside. */
  removedSources: { id: number; file: string; sha256: string }[];
  journal: { entries: number; head: string };
  /** What a reader will look for and not find. */
  missing: { section: string; message: string }[];
}

export interface Criterion {
  /** `Checkout latency, p95, below 500 ms`. */
  text: string;
  today: string;
  measured: string;
  evidence: number[];
  /** Null while no matching measurement is written down. */
  met: boolean | null;
}

export interface ComparisonRow extends Omit<ComparedMetric, 'statistic' | 'evidenceIds'> {
  /** Printed. */
  statistic: string;
  evidence: number[];
}

export interface ReportClaim {
  id: number;
  kind: 'finding' | 'constraint' | 'hypothesis' | 'decision' | 'recommendation';
  title: string;
  detail: string;
  severity: string;
  status: string;
  rating: { impact: string | null; effort: string | null; risk: string | null };
  priority: Priority | null;
  priorityLabel: string;
  evidence: number[];
}

export interface PhaseSection {
  id: number;
  title: string;
  question: string;
  state: string;
  hoursSpent: number;
  steps: { title: string; fields: { key: string; label: string; value: Printed }[] }[];
  notes: string;
  missing: string[];
}

export interface EvidenceSection {
  id: number;
  title: string;
  analysis: string;
  analysisTitle: string;
  analysisVersion: number;
  parameters: Evidence['parameters'];
  inputs: Evidence['inputs'];
  resultDigest: string;
  pinnedAt: string;
  figure: Figure;
  /** Titles of the claims that rest on it. */
  usedBy: string[];
}

export interface SourceRow {
  id: number;
  file: string;
  format: string;
  kind: string;
  bytes: number;
  rows: number;
  rejectedCount: number;
  warnings: string[];
  sha256: string;
  importedAt: string;
}
