import { readFileSync } from 'node:fs';
import { figuresText, isConfirmed, verdictOf } from '../../../shared/contract/verdict.ts';
import { asAuditError } from '../../engine/db/system-errors.ts';
import { AssayError } from '../../../shared/domain/errors.ts';
import { answer, required, text, type CliCommand } from '../command.ts';
import { renderTable } from '../output.ts';

/** The passphrase from a file or the environment, never from an argument that others could see. */
function passphraseFrom(options: Record<string, unknown>): string | Uint8Array | undefined {
  const file = text(options['passphraseFile']);
  if (file === undefined) return process.env['ASSAY_PASSPHRASE'];
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw asAuditError(error, file);
  }
  const passphrase = bytes.subarray(0, bytes.length - lineEndBytes(bytes));
  if (passphrase.length > 0) return passphrase;
  throw new AssayError({
    code: 'usage.passphrase-empty',
    message: 'The passphrase file is empty.',
    file,
    hint: 'Write the passphrase into it as its first line, or leave the option out for a key without one.',
  });
}

/** A file written in an editor ends in a line feed, which is no part of the passphrase. */
const lineEndBytes = (bytes: Buffer): number => (bytes.at(-1) !== 0x0a ? 0 : bytes.at(-2) === 0x0d ? 2 : 1);

const passphraseOption = [
  '--passphrase-file <file>',
  'file that holds the passphrase (or set ASSAY_PASSPHRASE)',
] as const;

const reportOutcomes = {
  same: 'the same, byte for byte',
  differing: 'DIFFERENT',
  'other-version': 'other version',
} as const;

export const commands: readonly CliCommand[] = [
  {
    name: 'report',
    summary: 'write the report',
    define: (command) =>
      command
        .argument('<audit>')
        .requiredOption('--out <folder>')
        .option('--format <formats>', 'comma-separated, such as html,md; all of them when left out')
        .option('--force', 'replace an earlier report in the folder'),
    async run({ engine }, args, options) {
      const formats = text(options['format'])?.split(',');
      await engine.call('audit.open', { path: required(args, 0), write: 'never' });
      const { files } = await engine.call('report.build', {
        out: String(options['out']),
        formats,
        replace: options['force'] === true,
      });
      return answer({ files }, () =>
        renderTable({
          columns: ['file', 'bytes', 'sha256'],
          rows: files.map(({ path, bytes, sha256 }) => [path, bytes, sha256]),
        }),
      );
    },
  },
  {
    name: 'keygen',
    summary: 'make an Ed25519 signing key in OpenSSH form',
    define: (command) =>
      command
        .requiredOption('--out <file>', 'the private key; the public key goes beside it as FILE.pub')
        .option('--comment <text>', 'who signs, such as a name or an e-mail address')
        .option(...passphraseOption),
    async run({ engine }, _args, options) {
      const key = await engine.call('key.generate', {
        out: String(options['out']),
        comment: text(options['comment']),
        passphrase: passphraseFrom(options),
      });
      return answer(key, () => [`Made ${key.path} and ${key.path}.pub.`, key.fingerprint]);
    },
  },
  {
    name: 'bundle',
    summary: 'write the signed report bundle',
    define: (command) =>
      command
        .argument('<audit>')
        .requiredOption('--key <file>', 'an OpenSSH Ed25519 private key')
        .requiredOption('--out <file>', 'the bundle to write, B.zip')
        .option('--identity <name>', 'name of the signer; the key’s comment when left out')
        .option('--report-digest <sha256>', 'sign this report.json and no other')
        .option('--force', 'replace an earlier bundle of this name')
        .option(...passphraseOption),
    async run({ engine }, args, options) {
      await engine.call('audit.open', { path: required(args, 0), write: 'required' });
      const bundle = await engine.call('bundle.create', {
        key: String(options['key']),
        out: String(options['out']),
        identity: text(options['identity']),
        reportDigest: text(options['reportDigest']),
        replace: options['force'] === true,
        passphrase: passphraseFrom(options),
      });
      return answer(bundle, () => [
        `Wrote ${bundle.path}: ${bundle.fileCount} files, ${bundle.bytes} bytes.`,
        `SHA-256 ${bundle.sha256}`,
        `Signed by ${bundle.keyFingerprint}`,
      ]);
    },
  },
  {
    name: 'verify',
    summary: 'check a bundle: signature, every file, journal',
    define: (command) =>
      command
        .argument('<bundle>')
        .option('--signer <file>', 'public key the signature must be made with')
        .option('--newer <bundle>', 'another bundle of the same audit: is it newer than this one?')
        .option(
          '--recompute',
          'compute every pinned figure again from the raw evidence, and build the report again',
        ),
    async run({ engine }, args, options) {
      const result = await engine.call('bundle.verify', {
        path: required(args, 0),
        signer: text(options['signer']),
        recompute: options['recompute'] === true,
        newer: text(options['newer']),
      });
      const lines = () => [
        verdictOf(result).sentence,
        ...result.notes,
        ...result.signatures.map(
          ({ role, identity, keyFingerprint, ok, reason }) =>
            `${ok ? 'good' : 'BAD '}  ${role}: ${identity} ${keyFingerprint}${reason === undefined ? '' : `: ${reason}`}`,
        ),
        `${result.files.checked} files checked`,
        ...result.files.altered.map((path) => `altered: ${path}`),
        ...result.files.missing.map((path) => `missing: ${path}`),
        ...result.files.extra.map((path) => `extra: ${path}`),
        `figures: ${figuresText(result)}`,
        `journal: ${result.journal.entries} entries, ${result.journal.ok ? 'unbroken' : 'BROKEN'}`,
        ...(result.recomputed
          ? [
              `computed again: ${result.recomputed.matched} of ${result.recomputed.claims} the same`,
              ...result.recomputed.differing.map(
                ({ id, title, reason }) => `different: E${id} ${title}: ${reason}`,
              ),
              ...result.recomputed.documents.differing.map((name) => `different: ${name}`),
              ...result.recomputed.baselines.differing.map(
                ({ name, reason }) => `different: baseline ${name}: ${reason}`,
              ),
              `report built again: ${reportOutcomes[result.recomputed.report.state]}`,
              ...result.recomputed.report.differing.map((name) => `different: ${name}`),
            ]
          : []),
        ...result.problems,
      ];
      return answer(result, lines, isConfirmed(result));
    },
  },
];
