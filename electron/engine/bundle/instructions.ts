import type { Manifest } from './manifest.ts';
import { verifyCommand } from './signers.ts';

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The commands that check a bundle with stock tools, in order. */
export const stockCommands = (identity: string): string[] => [
  verifyCommand(identity),
  'sha256sum --check --strict --quiet SHA256SUMS',
  `grep -o '"path":"SHA256SUMS"[^}]*' manifest.json`,
  'sha256sum SHA256SUMS',
];

/** The text of `VERIFY.md`: how to check the bundle without Assay. */
export function instructions(manifest: Pick<Manifest, 'audit' | 'signer' | 'createdAt'>): string {
  const { audit, signer, createdAt } = manifest;
  const [verify, check, listed, sum] = stockCommands(signer.identity);
  return `# How to verify this bundle

Audit: ${oneLine(audit.name)}
Client: ${oneLine(audit.client) || 'not named'}
Auditor: ${oneLine(audit.auditor) || 'not named'}
Signed: ${createdAt} by ${signer.identity}
Key fingerprint: ${signer.fingerprint}

The bundle holds the report, the figures behind it, the raw evidence as it was imported, and the journal of the
audit. \`manifest.json\` lists every file with its SHA-256; the auditor signed the manifest.

## Without Assay

Any system with OpenSSH 8.1 or later and GNU coreutils will do. Unpack the archive, go into the folder, and:

1. Check the signature. It must print \`Good "assay-bundle" signature for ${signer.identity}\`.

       ${verify}

2. Compare the fingerprint it prints with the auditor's, which you have from another channel: in person, by telephone,
   from a contract. The key inside this bundle proves only that the bundle is whole, not who made it.

3. Check every file against the list of checksums, and the list against the signed manifest. The first command must
   print nothing; the last two must show the same SHA-256.

       ${check}
       ${listed}
       ${sum}

4. See that nothing was added: apart from \`manifest.json\`, \`SHA256SUMS\` and \`signatures/auditor.sig\`, every file
   must be in \`SHA256SUMS\`.

       find . -type f | LC_ALL=C sort

## With Assay

    assay verify BUNDLE.zip --signer AUDITOR.pub --recompute

checks all of this, the hash chain of the journal, and computes every pinned figure again from the raw evidence. The
layout is described in \`docs/bundle-format.md\` of Assay.
`;
}
