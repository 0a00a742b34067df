// The figures of a bundle's report, counted from its own blocks: what its data says of itself is held to them.
import type { Verification } from '../../../shared/contract/bundle.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import { report as reportSchema, reportFormat, type Report } from '../report/blocks.ts';
import { countFigures as countIn, figuresOf } from '../report/standings.ts';
import { decodeDocument } from '../db/document.ts';
import { evidenceDocument } from './documents/evidence.ts';
import { reportDataName } from './manifest.ts';

/** The report as data; null for one of an earlier form, or for one that cannot be read, which is then a problem. */
export function readReport(bytes: Buffer | undefined, problems: string[]): Report | null {
  if (bytes === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    problems.push(`${reportDataName} is not JSON.`);
    return null;
  }
  if ((value as { format?: unknown } | null)?.format !== reportFormat) return null;
  const parsed = reportSchema.safeParse(value);
  if (!parsed.success) {
    problems.push(`${reportDataName} is not made of the blocks of ${reportFormat}.`);
    return null;
  }
  const { computed, stated, judged } = countIn(parsed.data);
  const { figures: told } = parsed.data;
  if (told.computed !== computed || told.stated !== stated || told.judged !== judged) {
    problems.push(
      `${reportDataName} counts ${told.computed} figures computed, ${told.stated} stated and ${told.judged} judged; its blocks show ${computed}, ${stated} and ${judged}.`,
    );
  }
  return parsed.data;
}

/** The figures by where they come from, and how many of the computed ones rest on evidence that came out the same. */
export function countFigures(
  report: Report,
  evidence: Buffer | undefined,
  recomputed: Verification['recomputed'],
): Verification['figures'] {
  const counts = countIn(report);
  if (recomputed === null) return { ...counts, recomputed: null };
  const same = sameAgain(evidence, recomputed);
  const again = figuresOf(report).filter(
    (standing) =>
      standing.kind === 'computed' &&
      standing.evidence.length > 0 &&
      standing.evidence.every((id) => same.has(id)),
  );
  return { ...counts, recomputed: [...again].length };
}

/** Ids of the evidence that gave the same result when it was computed again. */
function sameAgain(
  bytes: Buffer | undefined,
  { differing, otherVersion }: NonNullable<Verification['recomputed']>,
): ReadonlySet<number> {
  if (bytes === undefined) return new Set();
  const other = otherVersion.filter(({ what, equal }) => what === 'figure' && !equal);
  const changed = new Set([...differing, ...other].map(({ id }) => id));
  try {
    const { evidence } = decodeDocument(evidenceDocument, bytes);
    return new Set(evidence.map(({ id }) => id).filter((id) => !changed.has(id)));
  } catch (error) {
    if (error instanceof AssayError) return new Set();
    throw error;
  }
}
