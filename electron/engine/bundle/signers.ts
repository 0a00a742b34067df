// Who signed: the file that ssh-keygen -Y verify reads, and the name a signer goes by in it.
import { AssayError } from '../../../shared/domain/errors.ts';
import { keyType, type PublicKey } from './openssh.ts';
import { signatureNamespace } from './sshsig.ts';

/** A principal without the characters that allowed_signers gives a meaning to. */
const identityPattern = /^[A-Za-z0-9][A-Za-z0-9._+@-]{0,127}$/;

/** The name asked for, else the key's comment, else the auditor's name in plain letters. Throws `usage.identity`. */
export function chooseIdentity(asked: string | undefined, key: PublicKey, auditor: string): string {
  if (asked !== undefined && asked !== '') {
    if (identityPattern.test(asked)) return asked;
    throw new AssayError({
      code: 'usage.identity',
      message: `“${asked}” cannot name a signer.`,
      hint: 'Use letters, digits and . _ + @ - such as an e-mail address.',
    });
  }
  if (identityPattern.test(key.comment)) return key.comment;
  const plain = auditor
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '.')
    .replaceAll(/^\.+|\.+$/g, '')
    .toLowerCase();
  return identityPattern.test(plain) ? plain : 'auditor';
}

/** The text of `signatures/allowed_signers`: exactly this, so that no byte of it is free. */
export function allowedSigners(identity: string, key: PublicKey): string {
  return [
    '# Who may have signed this bundle, for: ssh-keygen -Y verify (see VERIFY.md).',
    '# This file came with the bundle, so it proves nothing by itself. Ask the auditor for the',
    '# fingerprint of the key by another channel (in person, by telephone) and compare:',
    `# ${key.fingerprint}`,
    `${identity} namespaces="${signatureNamespace}" ${keyType} ${key.blob.toString('base64')}`,
    '',
  ].join('\n');
}

/** Verifies the signature with stock OpenSSH, from inside the unpacked bundle. */
export const verifyCommand = (identity: string): string =>
  `ssh-keygen -Y verify -f signatures/allowed_signers -I ${identity} -n ${signatureNamespace} -s signatures/auditor.sig < manifest.json`;
