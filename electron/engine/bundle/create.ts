// Makes a signed bundle. The audit's journal tells of the signing before the manifest is made, so that the journal
// inside the bundle does too. The same audit and key then give the same bytes: the time is that entry's.
import { accessSync, constants, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { JobContext } from '../jobs/runner.ts';
import { appendJournal, readJournal, verifyJournal } from '../db/journal.ts';
import { requirePlace } from '../db/place-file.ts';
import { markSigning, unmarkSigning } from '../db/signing-mark.ts';
import { asAuditError } from '../db/system-errors.ts';
import { readAuditInfo } from '../db/open.ts';
import { connectForReading, type AuditDb, type OpenAudit } from '../db/database.ts';
import { requireUndamaged } from '../integrity/check.ts';
import type { Report } from '../report/blocks.ts';
import { buildReport } from '../report/build.ts';
import { digestOfReport, requireShown, showReport, type ShownReport } from '../report/shown.ts';
import { reportVersion } from '../report/version.ts';
import { version } from '../version.ts';
import { prepareContents, textFile, type BundleFile } from './contents.ts';
import { instructions, stockCommands } from './instructions.ts';
import { readSigningKey } from './keyFiles.ts';
import {
  bundleFormat,
  checksumsName,
  encodeManifest,
  instructionsName,
  manifestName,
  signatureName,
  signersName,
  type Manifest,
} from './manifest.ts';
import { checksumsOf } from './members.ts';
import { keyType, type SigningKey } from './openssh.ts';
import { bundleKind } from './ownKind.ts';
import type { Secret } from './secrets.ts';
import { allowedSigners, chooseIdentity } from './signers.ts';
import { signMessage } from './sshsig.ts';
import { compareNames } from './zipLayout.ts';
import { signingCancelled, writeArchive } from './zipWriter.ts';

export type CreatedBundle = Output<'bundle.create'>;

export interface CreateInput {
  out: string;
  key: string;
  /** Overwritten where it is given as bytes. */
  passphrase?: Secret | undefined;
  identity?: string | undefined;
  /** Of the report that was shown; no other is signed. */
  reportDigest?: string | undefined;
  /** An earlier bundle of this name may be replaced. */
  replace?: boolean | undefined;
}

/**
 * Signs the audit as it is now. Throws `key.*`, `usage.identity`, `journal.broken`, `audit.damaged`, `report.changed`,
 * `source.raw-damaged`, `file.exists`, `file.of-another-kind`, a file error.
 */
export async function createBundle(
  audit: OpenAudit,
  input: CreateInput,
  job: JobContext,
): Promise<CreatedBundle> {
  const out = resolve(input.out);
  const key = readSigningKey(input.key, input.passphrase);
  const identity = chooseIdentity(input.identity, key, readAuditInfo(audit).auditor);
  const { replace = false } = input;
  checkDestination(out, [audit.path, resolve(input.key)]);
  await requirePlace({ path: out, kind: bundleKind, replace });
  checkJournal(audit);
  await requireUndamaged(audit, job);
  const file = basename(out);
  const report = audit.db
    .transaction((): FixedReport => {
      // Again: somebody else may have written while all rows were read.
      checkJournal(audit);
      const built = showReport(audit);
      if (input.reportDigest !== undefined) requireShown(audit, built, input.reportDigest);
      appendJournal(audit.db, signedAction, `The audit was signed by ${identity} as ${file}.`, {
        file,
        identity,
        keyFingerprint: key.fingerprint,
      });
      markSigning(audit.db, file);
      return { ...built, dataVersion: dataVersionOf(audit.db) };
    })
    .immediate();
  const abandon = audit.db.transaction((reason: string): void => {
    unmarkSigning(audit.db);
    appendJournal(audit.db, 'bundle.abandoned', `${file} was not written.`, { file, reason });
  });
  // At once, because the audit may be closed in the same turn.
  const onCancel = (): void => abandon('job.cancelled');
  job.signal.addEventListener('abort', onCancel, { once: true });
  try {
    const written = await writeBundle(audit, { out, key, identity, report, replace }, job);
    unmarkWhereThereIsRoom(audit);
    return written;
  } catch (error) {
    // A cancel closes the view under whatever was reading from it.
    if (job.signal.aborted) throw signingCancelled(out);
    abandon(error instanceof AssayError ? error.code : 'internal.fault');
    throw error;
  } finally {
    job.signal.removeEventListener('abort', onCancel);
  }
}

/** The bundle is in place by now; where the disk takes no more, the next opening says that this was not recorded. */
function unmarkWhereThereIsRoom({ db, path }: OpenAudit): void {
  try {
    unmarkSigning(db);
  } catch (error) {
    const known = asAuditError(error, path);
    if (!(known instanceof AssayError && known.code === 'disk.full')) throw error;
  }
}

/** Says what stands in the way before the journal tells of a signing. A bundle never replaces what it is made from. */
function checkDestination(out: string, inputs: readonly string[]): void {
  const stats = statSync(out, { throwIfNoEntry: false });
  const isInput = stats !== undefined && inputs.some((path) => statSync(path).ino === stats.ino);
  if (stats?.isDirectory() === true || isInput) {
    throw new AssayError({
      code: 'usage.destination',
      message: isInput
        ? 'The bundle would replace the audit or the key it is made with.'
        : 'This is a folder; a bundle is a file.',
      file: out,
      hint: 'Choose another name, ending in .zip.',
    });
  }
  try {
    accessSync(dirname(out), constants.W_OK);
  } catch (error) {
    throw asAuditError(error, dirname(out));
  }
}

/** No signature stands for a journal that somebody changed: its own verification would refuse the bundle. */
function checkJournal(audit: OpenAudit): void {
  const { firstBroken } = verifyJournal(readJournal(audit.db));
  if (firstBroken === null) return;
  throw new AssayError({
    code: 'journal.broken',
    message: `The journal is not what was written: its chain breaks at entry ${firstBroken}. It is not signed.`,
    file: audit.path,
    hint: 'Open a backup of the audit from before the change; the journal screen shows the entry.',
  });
}

/** The journal entry a bundle is dated by. */
export const signedAction = 'bundle.signed';

/** A report, and the state of the file it was built from. */
export interface FixedReport extends ShownReport {
  /** SQLite's own count: another once another connection has written to the file. */
  dataVersion: number;
}

export const dataVersionOf = (db: AuditDb): number => db.pragma('data_version', { simple: true }) as number;

/** The report that was built before the view was opened, held to the view where somebody wrote in between. */
function reportOfView(view: OpenAudit, audit: OpenAudit, fixed: FixedReport | undefined): Report {
  if (fixed && dataVersionOf(audit.db) === fixed.dataVersion) return fixed.report;
  const report = buildReport(view);
  if (fixed) requireShown(audit, { report, digest: digestOfReport(report) }, fixed.digest);
  return report;
}

interface Signing {
  out: string;
  key: SigningKey;
  identity: string;
  /** What is signed and nothing else; without it the report is built from the audit as it is. */
  report?: FixedReport;
  /** An earlier bundle of this name may be replaced. */
  replace?: boolean;
}

/**
 * Writes the bundle of an audit whose journal already tells of it: a function of the audit and the key alone. Throws
 * `report.changed` where the audit is no longer what the given report was built from.
 */
export async function writeBundle(
  audit: OpenAudit,
  { out, key, identity, report: fixed, replace = false }: Signing,
  job: JobContext,
): Promise<CreatedBundle> {
  const view = openView(audit, job.signal);
  try {
    const report = reportOfView(view, audit, fixed);
    const total = view.db
      .prepare("select coalesce(sum(bytes), 0) from source where state = 'live'")
      .pluck()
      .get() as number;
    const contents = await prepareContents(view, report, {
      signal: job.signal,
      onProgress: (done) => job.report({ phase: 'Checking the evidence', done, total, unit: 'B' }),
    });
    const files = withVerification(view, contents, key, identity);
    const manifest = describe(view, files, key, identity);
    const manifestBytes = encodeManifest(manifest);
    const members = [
      ...files,
      textFile(manifestName, 'data', manifestBytes.toString('utf8')),
      textFile(signatureName, 'signers', signMessage(key, manifestBytes)),
    ];
    const allBytes = members.reduce((sum, { bytes }) => sum + bytes, 0);
    const written = await writeArchive(out, members, {
      replace,
      signal: job.signal,
      onProgress: (done) => job.report({ phase: 'Writing', done, total: allBytes, unit: 'B' }),
    });
    return {
      path: out,
      ...written,
      fileCount: members.length,
      manifestSha256: textFile(manifestName, 'data', manifestBytes.toString('utf8')).sha256,
      keyFingerprint: key.fingerprint,
      identity,
      commands: stockCommands(identity),
    };
  } finally {
    view.close();
  }
}

/** One unchanging view of the audit, whatever is written meanwhile; closed when the job is cancelled. */
function openView(audit: OpenAudit, signal: AbortSignal): OpenAudit {
  const db = connectForReading(audit.dataPath);
  db.exec('begin');
  db.prepare('select count(*) from journal').get();
  const close = (): null => {
    if (db.open) db.close();
    return null;
  };
  signal.addEventListener('abort', close, { once: true });
  return { ...audit, db, readOnly: true, lockedBy: null, close };
}

function withVerification(
  audit: OpenAudit,
  contents: readonly BundleFile[],
  key: SigningKey,
  identity: string,
): BundleFile[] {
  const particulars = describe(audit, [], key, identity);
  const files = [
    ...contents,
    textFile(instructionsName, 'instructions', instructions(particulars)),
    textFile(signersName, 'signers', allowedSigners(identity, key)),
  ].toSorted((a, b) => compareNames(a.name, b.name));
  const sums = checksumsOf(files.map(({ name: path, sha256 }) => ({ path, sha256 })));
  return [...files, textFile(checksumsName, 'checksums', sums)];
}

function describe(
  audit: OpenAudit,
  files: readonly BundleFile[],
  key: SigningKey,
  identity: string,
): Manifest {
  const { auditId, name, client, auditor, timeZone, createdAt } = readAuditInfo(audit);
  const entries = [...readJournal(audit.db)];
  const last = entries.at(-1);
  const signed = entries.findLast(({ action }) => action === signedAction);
  if (last === undefined || signed === undefined) {
    throw new Error('The journal must tell of a signing before its bundle is written.');
  }
  return {
    format: bundleFormat,
    createdAt: signed.at,
    reportVersion,
    tool: { name: 'assay', version },
    audit: { id: auditId, name, client, auditor, timeZone, createdAt },
    signer: { identity, algorithm: keyType, fingerprint: key.fingerprint },
    journal: { entries: entries.length, head: last.hash },
    files: files
      .map(({ name: path, bytes, sha256, role }) => ({ path, bytes, sha256, role }))
      .toSorted((a, b) => compareNames(a.path, b.path)),
  };
}
