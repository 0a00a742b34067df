// What came of computing a bundle again: whether it leaves the bundle in order, and what its reader must know first.
import type { Verification } from '../../../shared/contract/bundle.ts';
import type { OtherVersion } from '../../../shared/contract/findings.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { JobContext } from '../jobs/runner.ts';
import { recompute, type BundledAudit } from './recompute.ts';

type Recomputed = NonNullable<Verification['recomputed']>;

/** Null, with a problem, where the bundle gives nothing to compute again. */
export async function tryRecompute(
  bundle: BundledAudit,
  problems: string[],
  job: JobContext,
): Promise<Recomputed | null> {
  try {
    const recomputed = await recompute(bundle, job);
    if (recomputed.claims === 0) {
      problems.push('There is no figure to compute again: nothing is pinned in the bundle.');
    }
    return recomputed;
  } catch (error) {
    if (!(error instanceof AssayError) || error.data.code !== 'bundle.not-recomputable') throw error;
    problems.push(error.message);
    return null;
  }
}

/** Another version of the code leaves a bundle whole only where this build knows what changed since. */
export const isSame = ({
  claims,
  differing,
  otherVersion,
  documents,
  baselines,
  report,
}: Recomputed): boolean =>
  claims > 0 &&
  differing.length + documents.differing.length + baselines.differing.length === 0 &&
  otherVersion.every(({ known }) => known) &&
  report.state !== 'differing' &&
  report.known;

/** What was made by other versions of the code, and what could therefore not be compared. */
export const notesOn = ({ otherVersion, report }: Recomputed): string[] => [
  ...(report.state === 'other-version' ? [otherReportNote(report)] : []),
  ...otherVersion.map(otherVersionNote),
];

function otherReportNote({ made, ran, differing }: Recomputed['report']): string {
  if (differing.length > 0) {
    return 'Other version: the report was built again and came out otherwise. Something it rests on was made by another version of the code, which may be why; what it says is NOT confirmed.';
  }
  const doubt = 'it was NOT built again and compared, so that it may say something else than the figures';
  return made === null
    ? `Other version: the bundle was made before reports had a version; ${doubt}.`
    : `Other version: the report was made by version ${made} of the code, and this Assay has version ${ran}; ${doubt}.`;
}

function otherVersionNote({ what, title, made, ran, equal, known }: OtherVersion): string {
  const did = what === 'figure' ? 'was computed' : 'was imported';
  const outcome = equal ? 'it came out the same' : 'it came out otherwise';
  const doubt = known ? '' : ' What changed between the two is not known to this Assay.';
  return `Other version: “${title}” ${did} by version ${made} of the code; version ${ran} ran here, and ${outcome}.${doubt}`;
}
