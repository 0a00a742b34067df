// Key files on disk: the private file readable by its owner alone, the public one beside it, never overwriting.
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { AssayError } from '../../../shared/domain/errors.ts';
import { asAuditError, requireRegularFile } from '../db/system-errors.ts';
import {
  decodePrivateKey,
  decodePublicKey,
  encodePrivateKey,
  encodePublicKey,
  generateSigningKey,
  keyType,
  type EncodedKey,
  type PublicKey,
  type SigningKey,
} from './openssh.ts';
import { overwrite, overwriteGiven, type Secret } from './secrets.ts';

export interface KeyFile {
  path: string;
  algorithm: string;
  fingerprint: string;
  comment: string;
  encrypted: boolean;
}

/** Key files are a few hundred bytes; a larger one is something else. */
const maxKeyFileBytes = 64 * 1024;

/** Makes a key and writes `file` and `file.pub`; the passphrase is overwritten. Throws `key.exists` where either is there. */
export function createKeyFile(file: string, comment: string, passphrase: Secret | undefined): KeyFile {
  const path = resolve(file);
  for (const taken of [path, `${path}.pub`]) {
    if (existsSync(taken)) throw keyExists(taken);
  }
  const line = comment.replaceAll(/\p{Cc}+/gu, ' ').trim();
  const key = generateSigningKey(line);
  const isEncrypted = passphrase !== undefined && passphrase.length > 0;
  let text: string;
  try {
    text = encodePrivateKey(key, passphrase);
  } finally {
    overwriteGiven(passphrase);
  }
  writeNewFile(path, text, 0o600);
  try {
    writeNewFile(`${path}.pub`, encodePublicKey(key), 0o644);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
  return describe(path, key, isEncrypted);
}

/** What a key file holds, as far as it can be told without its passphrase. Throws `key.*`, as for signing. */
export function inspectKeyFile(file: string): KeyFile {
  const path = resolve(file);
  return withPrivateKey(path, ({ publicKey, encrypted }) =>
    describe(path, { ...publicKey, comment: commentBeside(path, publicKey) }, encrypted),
  );
}

/** Opens a key for signing; the passphrase is overwritten. Throws `key.*`. */
export function readSigningKey(file: string, passphrase: Secret | undefined): SigningKey {
  try {
    return withPrivateKey(resolve(file), (key) => key.decrypt(passphrase));
  } finally {
    overwriteGiven(passphrase);
  }
}

/** Reads a private key that nobody but its owner can read, and overwrites what was read of it. */
function withPrivateKey<T>(path: string, use: (key: EncodedKey) => T): T {
  const { bytes, mode } = readSmallFile(path);
  let key: EncodedKey | null = null;
  try {
    key = decodePrivateKey(bytes, path);
    requireOwnersAlone(mode, path);
    return use(key);
  } finally {
    key?.forget();
    overwrite(bytes);
  }
}

/** Group and others, as ssh looks at them. Windows has no such bits. */
const readableByOthers = 0o077;

function requireOwnersAlone(mode: number, path: string): void {
  if (process.platform === 'win32' || (mode & readableByOthers) === 0) return;
  throw new AssayError({
    code: 'key.open-to-others',
    message: `The private key can be read by others: its mode is ${(mode & 0o777).toString(8).padStart(3, '0')}. It is not used.`,
    file: path,
    hint: 'Make it readable by its owner alone: chmod 600 KEY. If others may have read it, make a new key.',
  });
}

/** Reads a `.pub` file. Throws `key.*`. */
export function readPublicKeyFile(file: string): PublicKey {
  const path = resolve(file);
  return decodePublicKey(readSmallFile(path).bytes.toString('utf8'), path);
}

const describe = (path: string, key: PublicKey, encrypted: boolean): KeyFile => ({
  path,
  algorithm: keyType,
  fingerprint: key.fingerprint,
  comment: key.comment,
  encrypted,
});

/** An encrypted key keeps its comment inside; the `.pub` file beside it shows it, if it is the same key's. */
function commentBeside(path: string, key: PublicKey): string {
  if (!existsSync(`${path}.pub`)) return '';
  try {
    const beside = readPublicKeyFile(`${path}.pub`);
    return beside.blob.equals(key.blob) ? beside.comment : '';
  } catch (error) {
    if (error instanceof AssayError) return '';
    throw error;
  }
}

/** The file as far as a key could reach, and its mode. */
function readSmallFile(path: string): { bytes: Buffer; mode: number } {
  try {
    requireRegularFile(statSync(path), path);
    const descriptor = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(maxKeyFileBytes);
      const length = readSync(descriptor, bytes, 0, bytes.length, 0);
      return { bytes: bytes.subarray(0, length), mode: fstatSync(descriptor).mode };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw asAuditError(error, path);
  }
}

function writeNewFile(path: string, text: string, mode: number): void {
  try {
    const descriptor = openSync(path, 'wx', mode);
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') throw keyExists(path);
    throw asAuditError(error, path);
  }
}

function keyExists(file: string): AssayError {
  return new AssayError({
    code: 'key.exists',
    message: 'A file of this name is already there; a key is never overwritten.',
    file,
    hint: 'Choose another name, or use the key that is there.',
  });
}
