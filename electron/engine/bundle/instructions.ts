import { checksumsName, manifestName, signatureName, type Manifest } from './manifest.ts';
import { verifyCommand } from './signers.ts';

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/**
 * Prints a line of SHA-256 and name for each file given. macOS has `shasum` in the place of `sha256sum`; on Windows an
 * asterisk stands before the name.
 */
const sum = `'sha256sum "$@" 2>/dev/null || shasum -a 256 "$@"'`;

/** SHA256SUMS must be the signed one: its hash stands in the manifest as canonical JSON writes it. */
const listIsSigned = `grep -qF "\\"path\\":\\"${checksumsName}\\",\\"role\\":\\"checksums\\",\\"sha256\\":\\"$(sh -c ${sum} sh ${checksumsName} | cut -c 1-64)\\"" ${manifestName} || echo "${checksumsName} is not the signed one"`;

/** Every file but those that cannot be in the list, against the list: changed, missing and added ones differ. */
const filesAreListed = `find . -type f ${[checksumsName, manifestName, signatureName].map((name) => `! -path ./${name}`).join(' ')} -exec sh -c ${sum} sh {} + | sed 's, [ *]\\./,  ,' | LC_ALL=C sort -k 2 | diff ${checksumsName} -`;

/** A link leads out of the folder, and what it leads to may change: no bundle holds one. */
const noLinks = 'find . ! -type f ! -type d';

/**
 * The commands that check an unpacked bundle with stock tools, in order. The first prints who signed; each of the
 * others prints nothing when all is well.
 */
export const stockCommands = (identity: string): string[] => [
  verifyCommand(identity),
  listIsSigned,
  filesAreListed,
  noLinks,
];

/** The text of `VERIFY.md`: how to check the bundle without Assay. */
export function instructions(manifest: Pick<Manifest, 'audit' | 'signer' | 'createdAt'>): string {
  const { audit, signer, createdAt } = manifest;
  const [verify, ...silent] = stockCommands(signer.identity);
  return `# How to verify this bundle

Audit: ${oneLine(audit.name)}
Client: ${oneLine(audit.client) || 'not named'}
Auditor: ${oneLine(audit.auditor) || 'not named'}
Signed: ${createdAt} by ${signer.identity}
Key fingerprint: ${signer.fingerprint}

The bundle holds the report, the figures behind it, the raw evidence as it was imported, and the journal of the
audit. \`manifest.json\` lists every file with its SHA-256; the auditor signed the manifest.

## Without Assay

A shell, OpenSSH 8.1 or later and the usual tools of Linux or macOS will do; on Windows, Git Bash has them. Unpack the
archive into an empty folder, go into it, and:

1. Check the signature. It must print \`Good "assay-bundle" signature for ${signer.identity}\`.

       ${verify}

2. Compare the fingerprint it prints with the auditor's, which you have from another channel: in person, by telephone,
   from a contract. The key inside this bundle proves only that the bundle is whole, not who made it.

3. Check that the list of checksums is the signed one, that every file is in the list and as it says, and that there is
   nothing else: no file that was added, no link. Each command prints nothing when all is well; whatever one prints is
   wrong with the bundle.

${silent.map((command) => `       ${command}\n`).join('\n')}
## With Assay

    assay verify BUNDLE.zip --signer AUDITOR.pub --recompute

checks all of this and the hash chain of the journal, computes every pinned figure again from the raw evidence, and
builds the report again from them, which must come out byte for byte. The layout is described in
\`docs/bundle-format.md\` of Assay.
`;
}
