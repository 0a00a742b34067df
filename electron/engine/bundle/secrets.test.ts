// What is secret is overwritten once it has served: passphrase, derived key, decrypted key file, seed.
import * as crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import bcrypt from 'bcrypt-pbkdf';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary.ts';
import { createKeyFile, inspectKeyFile, readSigningKey } from './keyFiles.ts';
import { decodePrivateKey, encodePrivateKey, generateSigningKey } from './openssh.ts';

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>();
  return { ...real, createPrivateKey: vi.fn(real.createPrivateKey) };
});

const folder = temporaryFolder();
let count = 0;
const fresh = (): string => join(folder, `key-${(count += 1)}`);
const secret = (): Buffer => Buffer.from('päss wörd', 'utf8');
const isOverwritten = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

afterEach(() => void vi.clearAllMocks());

describe('a passphrase given as bytes', () => {
  it('makes the key that its text opens, and is overwritten', () => {
    const given = secret();
    const { path, fingerprint, encrypted } = createKeyFile(fresh(), '', given);
    expect(encrypted).toBe(true);
    expect(isOverwritten(given)).toBe(true);
    expect(readSigningKey(path, secret().toString()).fingerprint).toBe(fingerprint);
  });

  it('opens a key and is overwritten, also where it is the wrong one', () => {
    const { path, fingerprint } = createKeyFile(fresh(), '', secret().toString());
    const right = secret();
    expect(readSigningKey(path, right).fingerprint).toBe(fingerprint);
    expect(isOverwritten(right)).toBe(true);
    const wrong = Buffer.from('wrong');
    expect(() => readSigningKey(path, wrong)).toThrow(/does not open/);
    expect(isOverwritten(wrong)).toBe(true);
  });

  it('and what is derived from it are overwritten after use', () => {
    const derive = vi.spyOn(bcrypt, 'pbkdf');
    const { path } = createKeyFile(fresh(), '', secret().toString());
    readSigningKey(path, secret().toString());
    expect(derive).toHaveBeenCalledTimes(2);
    for (const [password, , , , derived] of derive.mock.calls) {
      expect(isOverwritten(password)).toBe(true);
      expect(isOverwritten(derived)).toBe(true);
    }
    derive.mockRestore();
  });
});

describe('a private key', () => {
  it.each([undefined, 'päss wörd'])(
    'leaves no seed behind where it was read, passphrase %s',
    (passphrase) => {
      const { path } = createKeyFile(fresh(), '', passphrase);
      vi.mocked(crypto.createPrivateKey).mockClear();
      readSigningKey(path, passphrase);
      const given = vi
        .mocked(crypto.createPrivateKey)
        .mock.calls.map(([input]) => (input as { key: Buffer }).key);
      expect(given.map(({ length }) => length)).toEqual([48]);
      expect(given.every(isOverwritten)).toBe(true);
    },
  );

  it('cannot be opened any more once what was read is forgotten', () => {
    const { path } = createKeyFile(fresh(), '', undefined);
    const key = decodePrivateKey(readFileSync(path), path);
    key.decrypt(undefined);
    key.forget();
    expect(() => key.decrypt(undefined)).toThrow(/damaged/);
  });

  it('is exported into bytes that are overwritten', () => {
    const key = generateSigningKey('');
    const exported = vi.spyOn(key.privateKey, 'export');
    encodePrivateKey(key, undefined);
    expect(isOverwritten(exported.mock.results[0]?.value as Buffer)).toBe(true);
  });

  it('is inspected without a trace of a passphrase', () => {
    const { path, fingerprint } = createKeyFile(fresh(), 'ada', secret());
    expect(inspectKeyFile(path)).toMatchObject({ fingerprint, encrypted: true, comment: 'ada' });
  });
});
