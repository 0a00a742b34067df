// Detached signatures in OpenSSH's SSHSIG format (PROTOCOL.sshsig), which `ssh-keygen -Y verify` reads.
import { createHash, sign, verify } from 'node:crypto';
import { asKeyObject, decodePublicBlob, keyType, type PublicKey, type SigningKey } from './openssh.ts';
import { armour, sshString, uint32, unarmour, wireReader } from './sshWire.ts';

/** Keeps a signature made for a bundle from being taken for one of a commit, an e-mail or a login. */
export const signatureNamespace = 'assay-bundle';

const label = 'SSH SIGNATURE';
const magic = Buffer.from('SSHSIG', 'latin1');
const version = 1;
const hashAlgorithm = 'sha512';

/** The text of a `.sig` file. Ed25519 is deterministic: the same key and message give the same text. */
export function signMessage(key: SigningKey, message: Uint8Array): string {
  const signature = sign(null, signedBytes(message), key.privateKey);
  return encodeSignature(key.blob, signature);
}

export type SignatureCheck =
  | { ok: true; key: PublicKey }
  | { ok: false; key: PublicKey | null; reason: string };

/**
 * Whether `text` is a signature of `message`, and by which key; whether that key is to be trusted is for the caller.
 * Only the exact text that `signMessage` and ssh-keygen write is taken, so that no byte of the file is free.
 */
export function checkSignature(text: string, message: Uint8Array): SignatureCheck {
  const bytes = unarmour(label, text);
  if (bytes === null) return fail('The file is not an SSH signature.');
  try {
    const reader = wireReader(bytes);
    if (!reader.bytes(magic.length).equals(magic) || reader.uint32() !== version) {
      return fail('The file is not an SSH signature of version 1.');
    }
    const key = decodePublicBlob(reader.string(), '', '');
    const namespace = reader.string().toString('utf8');
    const reserved = reader.string();
    const hash = reader.string().toString('latin1');
    const inner = wireReader(reader.string());
    if (namespace !== signatureNamespace) {
      return fail(`The signature was made for another use than “${signatureNamespace}”.`, key);
    }
    if (reserved.length > 0 || hash !== hashAlgorithm || inner.string().toString('latin1') !== keyType) {
      return fail(`The signature is not ${keyType} over ${hashAlgorithm}.`, key);
    }
    const signature = inner.string();
    if (text !== encodeSignature(key.blob, signature)) {
      return fail('The signature file is not written as ssh-keygen writes it.', key);
    }
    return verify(null, signedBytes(message), asKeyObject(key), signature)
      ? { ok: true, key }
      : fail('The signature does not fit the manifest: one of them was changed.', key);
  } catch {
    return fail('The signature is damaged, or its key is not an Ed25519 key.');
  }
}

const fail = (reason: string, key: PublicKey | null = null): SignatureCheck => ({ ok: false, key, reason });

function signedBytes(message: Uint8Array): Buffer {
  const digest = createHash(hashAlgorithm).update(message).digest();
  return Buffer.concat([
    magic,
    sshString(signatureNamespace),
    sshString(''),
    sshString(hashAlgorithm),
    sshString(digest),
  ]);
}

function encodeSignature(keyBlob: Buffer, signature: Uint8Array): string {
  return armour(
    label,
    Buffer.concat([
      magic,
      uint32(version),
      sshString(keyBlob),
      sshString(signatureNamespace),
      sshString(''),
      sshString(hashAlgorithm),
      sshString(Buffer.concat([sshString(keyType), sshString(signature)])),
    ]),
  );
}
