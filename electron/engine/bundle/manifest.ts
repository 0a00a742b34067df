// The manifest: what a bundle holds, file by file, and whose it is. It is the one thing that is signed.
import { checksumsName, manifestName } from '../../../shared/domain/bundle-members.ts';
import { z } from 'zod';
import { canonicalJson } from '../db/canonical.ts';
import { keyType } from './openssh.ts';

/** What this build writes. */
export const bundleFormat = 'assay-bundle/3';
export { checksumsName, manifestName };
export const signatureName = 'signatures/auditor.sig';
export const signersName = 'signatures/allowed_signers';
export const journalName = 'journal.jsonl';
export const reportDataName = 'report/report.json';
export const instructionsName = 'VERIFY.md';

/** Members that the manifest cannot list: itself and what signs it. */
export const unlistedNames: ReadonlySet<string> = new Set([manifestName, signatureName]);

const requiredOf1 = [
  checksumsName,
  instructionsName,
  'data/claims.json',
  'data/evidence.json',
  'data/method.json',
  'data/series.json',
  'data/sources.json',
  journalName,
  'report/report.html',
  'report/report.json',
  signersName,
];

/**
 * Members without which a bundle of that format is not whole, whoever signed it, beside the manifest and its
 * signature. From format 2 on, the document of every kind of evidence that a source holds is required as well.
 */
export const requiredMembers: Readonly<Record<BundleFormat, readonly string[]>> = {
  'assay-bundle/1': requiredOf1,
  'assay-bundle/2': requiredOf1.filter((name) => name !== 'data/series.json'),
  'assay-bundle/3': [
    ...requiredOf1,
    'data/profiles.json',
    'data/topology.json',
    'data/traces.json',
    'report/report.md',
  ],
};

export const fileRoles = [
  'report',
  'data',
  'source',
  'journal',
  'instructions',
  'checksums',
  'signers',
] as const;

export const bundleFormats = ['assay-bundle/1', 'assay-bundle/2', 'assay-bundle/3'] as const;
export type BundleFormat = (typeof bundleFormats)[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const particulars = {
  createdAt: z.iso.datetime(),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  audit: z.strictObject({
    id: z.string(),
    name: z.string(),
    client: z.string(),
    auditor: z.string(),
    timeZone: z.string(),
    createdAt: z.string(),
  }),
  signer: z.strictObject({
    /** The principal in `allowed_signers`. */
    identity: z.string(),
    algorithm: z.literal(keyType),
    fingerprint: z.string(),
  }),
  journal: z.strictObject({ entries: z.int().min(1), head: sha256 }),
  /** Sorted by path; all files but the manifest and its signature. */
  files: z.array(
    z.strictObject({
      path: z.string(),
      bytes: z.int().min(0),
      sha256,
      role: z.enum(fileRoles),
    }),
  ),
};

export const manifestSchema = z.union([
  z.strictObject({
    ...particulars,
    format: z.literal(bundleFormat),
    /** Of the words of the report and of `VERIFY.md` (report/version.ts). */
    reportVersion: z.int().min(1),
  }),
  z.strictObject({ ...particulars, format: z.enum(['assay-bundle/1', 'assay-bundle/2']) }),
]);
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestFile = Manifest['files'][number];

export const encodeManifest = (manifest: Manifest): Buffer => Buffer.from(canonicalJson(manifest), 'utf8');

/** Reads a manifest that is written exactly as `encodeManifest` writes it, or says why it is not one. */
export function decodeManifest(bytes: Buffer): { manifest: Manifest } | { reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
    // One spelling only: no repeated keys, no rounded numbers, no white space to hide in.
    if (!Buffer.from(canonicalJson(value), 'utf8').equals(bytes)) {
      return { reason: 'manifest.json is not in canonical form (RFC 8785).' };
    }
  } catch {
    return { reason: 'manifest.json is not valid JSON.' };
  }
  const named = z.looseObject({ format: z.string() }).safeParse(value);
  if (named.success && !(bundleFormats as readonly string[]).includes(named.data.format)) {
    return {
      reason: `The bundle is of the format “${named.data.format}”, which this Assay does not know. Verify it with a newer Assay.`,
    };
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return { manifest: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    reason: `manifest.json: ${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'not valid'}.`,
  };
}
