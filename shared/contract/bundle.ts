import { z } from 'zod';
import { job, query } from './define.ts';
import { recomputation } from './findings.ts';
import { reportDigest } from './report.ts';

export const keyInfo = z.object({
  path: z.string(),
  algorithm: z.string(),
  /** As `ssh-keygen -l` prints it: `SHA256:…`. */
  fingerprint: z.string(),
  comment: z.string(),
  encrypted: z.boolean(),
});

/** UTF-8 where it is bytes, which are overwritten once they have served. */
const passphrase = z.union([z.string(), z.custom<Uint8Array>((value) => value instanceof Uint8Array)]);

export const verification = z.object({
  ok: z.boolean(),
  /** What the manifest says of itself; null when it cannot be read. */
  bundle: z
    .object({
      name: z.string(),
      client: z.string(),
      auditor: z.string(),
      createdAt: z.string(),
      manifestSha256: z.string(),
      sources: z.number().int(),
    })
    .nullable(),
  /** False when the key was taken from the bundle itself: its fingerprint is then still to be checked. */
  signerGiven: z.boolean(),
  /** Whether the key that was given is the one that signed; null where none was given. */
  signerMatched: z.boolean().nullable(),
  signatures: z.array(
    z.object({
      role: z.string(),
      identity: z.string(),
      keyFingerprint: z.string(),
      algorithm: z.string(),
      ok: z.boolean(),
      reason: z.string().optional(),
    }),
  ),
  files: z.object({
    checked: z.number().int(),
    missing: z.array(z.string()),
    altered: z.array(z.string()),
    extra: z.array(z.string()),
  }),
  /** `firstBroken` is the sequence of the first entry that does not follow from the one before it. */
  journal: z.object({
    entries: z.number().int(),
    ok: z.boolean(),
    firstBroken: z.number().int().nullable(),
  }),
  /** Null unless recomputation was asked for. */
  recomputed: z
    .object({
      ...recomputation.shape,
      /** What the bundle says of its evidence, compared with what the raw files say. */
      documents: z.object({ checked: z.number().int(), differing: z.array(z.string()) }),
      /** Held to their digests, and to the series of the raw files. */
      baselines: z.object({
        checked: z.number().int(),
        differing: z.array(z.object({ name: z.string(), reason: z.string() })),
      }),
      /** The report and `VERIFY.md` built again, and compared byte for byte. */
      report: z.object({
        /**
         * `other-version` where the report was made in other words than are known here and is not compared, or where
         * it differs because something it rests on was made by another version of the code.
         */
        state: z.enum(['same', 'differing', 'other-version']),
        /** Version of the words it was made in; null for a bundle that does not tell it. */
        made: z.number().int().nullable(),
        ran: z.number().int(),
        /** False where the words are newer than those of this build. */
        known: z.boolean(),
        /** Files of the bundle that came out otherwise. */
        differing: z.array(z.string()),
      }),
    })
    .nullable(),
  /**
   * The figures that the report shows, counted from its signed blocks; null where it is of a form that does not tell
   * them apart. `recomputed` counts the computed ones whose evidence came out the same again, null unless asked for.
   */
  figures: z
    .object({
      computed: z.number().int(),
      stated: z.number().int(),
      judged: z.number().int(),
      recomputed: z.number().int().nullable(),
    })
    .nullable(),
  /**
   * What another bundle is to this one, by their journals: `newer` when this one is its beginning, `older` when it is
   * the beginning of this one. Null unless one was shown, and for a bundle that is itself not in order.
   */
  newer: z
    .object({
      state: z.enum(['newer', 'older', 'same', 'diverged', 'other-audit', 'not-verified']),
      /** Of the other bundle; null where it does not verify. */
      signedAt: z.string().nullable(),
      /** How many entries its journal has more. */
      entries: z.number().int(),
    })
    .nullable(),
  /** Sentences a reader can act on, such as a layout that a zip tool would read differently. */
  problems: z.array(z.string()),
  /** What the reader should know although nothing is wrong. */
  notes: z.array(z.string()),
});
export type Verification = z.infer<typeof verification>;

export const bundleMethods = {
  'key.generate': job({
    input: z.object({ out: z.string(), comment: z.string().optional(), passphrase: passphrase.optional() }),
    output: keyInfo,
    paths: { out: 'write' },
  }),
  'key.inspect': query({ input: z.object({ path: z.string() }), output: keyInfo, paths: { path: 'read' } }),
  'bundle.create': job({
    input: z.object({
      out: z.string(),
      key: z.string(),
      passphrase: passphrase.optional(),
      identity: z.string().optional(),
      /** What was shown: another report than this is not signed, which `report.changed` says. */
      reportDigest: reportDigest.optional(),
      /** A bundle of this name may be replaced; nothing else ever is. */
      replace: z.boolean().optional(),
    }),
    output: z.object({
      path: z.string(),
      bytes: z.number().int(),
      sha256: z.string(),
      fileCount: z.number().int(),
      manifestSha256: z.string(),
      keyFingerprint: z.string(),
      identity: z.string(),
      /** The commands that verify the bundle with stock tools, one a line. */
      commands: z.array(z.string()),
    }),
    paths: { out: 'write', key: 'read' },
  }),
  'bundle.verify': job({
    input: z.object({
      path: z.string(),
      signer: z.string().optional(),
      recompute: z.boolean().optional(),
      /** Another bundle of the same audit, which may be newer. */
      newer: z.string().optional(),
    }),
    output: verification,
    paths: { path: 'read', signer: 'read', newer: 'read' },
  }),
};
