// Key files on disk: the private file readable by its owner alone, the public one beside it, never overwriting.
import { closeSync, existsSync, fsyncSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
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
  type PublicKey,
  type SigningKey,
} from './openssh.ts';

export interface KeyFile {
  path: string;
  algorithm: string;
  fingerprint: string;
  comment: string;
  encrypted: boolean;
}

/** Key files are a few hundred bytes; a larger one is something else. */
const maxKeyFileBytes = 64 * 1024;

/** Makes a key and writes `file` and `file.pub`. Throws `key.exists` where either is there. */
export function createKeyFile(file: string, comment: string, passphrase: string | undefined): KeyFile {
  const path = resolve(file);
  for (const taken of [path, `${path}.pub`]) {
    if (existsSync(taken)) throw keyExists(taken);
  }
  const line = comment.replaceAll(/\p{Cc}+/gu, ' ').trim();
  const key = generateSigningKey(line);
  writeNewFile(path, encodePrivateKey(key, passphrase), 0o600);
  try {
    writeNewFile(`${path}.pub`, encodePublicKey(key), 0o644);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
  return describe(path, key, passphrase !== undefined && passphrase !== '');
}

/** What a key file holds, as far as it can be told without its passphrase. */
export function inspectKeyFile(file: string): KeyFile {
  const path = resolve(file);
  const { publicKey, encrypted } = decodePrivateKey(readSmallFile(path), path);
  return describe(path, { ...publicKey, comment: commentBeside(path, publicKey) }, encrypted);
}

/** Opens a key for signing. Throws `key.*`. */
export function readSigningKey(file: string, passphrase: string | undefined): SigningKey {
  const path = resolve(file);
  return decodePrivateKey(readSmallFile(path), path).decrypt(passphrase);
}

/** Reads a `.pub` file. Throws `key.*`. */
export function readPublicKeyFile(file: string): PublicKey {
  const path = resolve(file);
  return decodePublicKey(readSmallFile(path), path);
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

function readSmallFile(path: string): string {
  try {
    requireRegularFile(statSync(path), path);
    const descriptor = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(maxKeyFileBytes);
      return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, 0));
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
