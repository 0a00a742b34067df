// Stock ssh-keygen is the independent peer: what one writes the other must read, in both directions.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { AssayError } from '../../../shared/domain/errors.ts';
import { createKeyFile, inspectKeyFile, readPublicKeyFile, readSigningKey } from './keyFiles.ts';
import { decodePrivateKey } from './openssh.ts';
import { checkSignature, signMessage } from './sshsig.ts';
import { armour, sshString, uint32, unarmour, unarmourBytes, wireReader } from './sshWire.ts';
import { temporaryFolder } from '../../../test/support/temporary.ts';

let folder: string;
let count = 0;
const freshPath = (): string => join(folder, `key-${(count += 1)}`);

beforeAll(() => {
  folder = temporaryFolder();
});

function keygen(args: string[], input = ''): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('ssh-keygen', args, { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function stockKey(...options: string[]): string {
  const path = freshPath();
  expect(keygen(['-q', '-C', 'auditor@example.org', '-f', path, ...options]).status).toBe(0);
  return path;
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof AssayError ? error.code : `unexpected: ${String(error)}`;
  }
  return 'nothing thrown';
}

const passphrase = 'päss wörd ✓ 鍵';

describe('key files', () => {
  it('writes a plain key that ssh-keygen reads', () => {
    const key = createKeyFile(freshPath(), 'Ada Example', undefined);
    expect(keygen(['-y', '-f', key.path]).stdout).toBe(readFileSync(`${key.path}.pub`, 'utf8'));
  });

  it('writes a key with a non-ASCII passphrase that ssh-keygen opens', () => {
    const key = createKeyFile(freshPath(), 'ada@example.org', passphrase);
    expect(keygen(['-y', '-P', passphrase, '-f', key.path]).stdout).toBe(
      readFileSync(`${key.path}.pub`, 'utf8'),
    );
    expect(keygen(['-y', '-P', 'another', '-f', key.path]).status).not.toBe(0);
  });

  it('prints the fingerprint that ssh-keygen prints', () => {
    const key = createKeyFile(freshPath(), '', undefined);
    expect(keygen(['-l', '-f', key.path]).stdout).toContain(` ${key.fingerprint} `);
  });

  it('reads a plain key of ssh-keygen', () => {
    const path = stockKey('-t', 'ed25519', '-N', '');
    expect(inspectKeyFile(path)).toMatchObject({ encrypted: false, comment: 'auditor@example.org' });
    expect(readSigningKey(path, undefined).blob).toEqual(readPublicKeyFile(`${path}.pub`).blob);
  });

  it('reads an encrypted key of ssh-keygen with the right passphrase only', () => {
    const path = stockKey('-t', 'ed25519', '-N', passphrase);
    expect(inspectKeyFile(path).encrypted).toBe(true);
    expect(readSigningKey(path, passphrase).comment).toBe('auditor@example.org');
    expect(codeOf(() => readSigningKey(path, undefined))).toBe('key.passphrase-needed');
    expect(codeOf(() => readSigningKey(path, ''))).toBe('key.passphrase-needed');
    expect(codeOf(() => readSigningKey(path, 'wrong'))).toBe('key.passphrase-wrong');
  });

  it('lets only its owner read the private file', () => {
    const { path } = createKeyFile(freshPath(), '', undefined);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each([0o640, 0o604, 0o644, 0o660, 0o601])(
    'refuses a private key that others can reach, mode %o',
    (mode) => {
      const { path } = createKeyFile(freshPath(), '', undefined);
      chmodSync(path, mode);
      for (const use of [() => readSigningKey(path, undefined), () => inspectKeyFile(path)]) {
        expect(use).toThrow(
          expect.objectContaining({
            code: 'key.open-to-others',
            message: expect.stringContaining(mode.toString(8)) as string,
            data: expect.objectContaining({
              hint: expect.stringContaining('chmod 600') as string,
            }) as unknown,
          }),
        );
      }
      // The public half may be read by all.
      expect(readPublicKeyFile(`${path}.pub`).fingerprint).toMatch(/^SHA256:/);
    },
  );

  it.each([0o600, 0o400])('takes a private key that its owner alone can reach, mode %o', (mode) => {
    const { path, fingerprint } = createKeyFile(freshPath(), '', undefined);
    chmodSync(path, mode);
    expect(readSigningKey(path, undefined).fingerprint).toBe(fingerprint);
  });

  it('never overwrites a private or a public key', () => {
    const { path } = createKeyFile(freshPath(), '', undefined);
    const before = readFileSync(path);
    expect(codeOf(() => createKeyFile(path, '', undefined))).toBe('key.exists');
    expect(readFileSync(path)).toEqual(before);
    const onlyPublic = freshPath();
    writeFileSync(`${onlyPublic}.pub`, 'mine');
    expect(codeOf(() => createKeyFile(onlyPublic, '', undefined))).toBe('key.exists');
    expect(existsSync(onlyPublic)).toBe(false);
  });

  it('keeps a comment with line breaks on one line', () => {
    const { path } = createKeyFile(freshPath(), 'one\ntwo\r\nthree', undefined);
    expect(readFileSync(`${path}.pub`, 'utf8').split('\n')).toHaveLength(2);
    expect(readPublicKeyFile(`${path}.pub`).comment).toBe('one two three');
  });

  it.each([
    ['an ECDSA key', ['-t', 'ecdsa', '-N', ''], 'key.unsupported-type'],
    ['an RSA key', ['-t', 'rsa', '-b', '2048', '-N', ''], 'key.unsupported-type'],
    ['a PEM key', ['-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', ''], 'key.not-openssh'],
    [
      'a key under another cipher',
      ['-t', 'ed25519', '-Z', 'aes256-gcm@openssh.com', '-N', 'secret'],
      'key.unsupported-cipher',
    ],
    [
      'a key with three hundred rounds',
      ['-t', 'ed25519', '-a', '300', '-N', 'secret'],
      'key.too-many-rounds',
    ],
  ])('refuses %s', (_name, options, code) => {
    const path = stockKey(...options);
    expect(codeOf(() => readSigningKey(path, 'secret'))).toBe(code);
  });

  it('tells a public key, another file and a missing one apart', () => {
    const { path } = createKeyFile(freshPath(), '', undefined);
    expect(codeOf(() => readSigningKey(`${path}.pub`, undefined))).toBe('key.not-a-key');
    expect(codeOf(() => readPublicKeyFile(path))).toBe('key.not-a-public-key');
    expect(codeOf(() => readSigningKey(freshPath(), undefined))).toBe('file.missing');
  });

  it('never opens a file with one byte changed as another key', () => {
    const { path, fingerprint } = createKeyFile(freshPath(), 'c', undefined);
    const text = readFileSync(path, 'utf8');
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 127 }), (position, mask) => {
        const changed = Buffer.from(text);
        changed[position] = (changed[position] ?? 0) ^ mask;
        try {
          const key = decodePrivateKey(changed, 'k').decrypt(undefined);
          expect(key.fingerprint).toBe(fingerprint);
        } catch (error) {
          expect(error).toBeInstanceOf(AssayError);
        }
      }),
    );
  });
});

describe('signatures', () => {
  it('are byte for byte those of ssh-keygen -Y sign', () => {
    const { path } = createKeyFile(freshPath(), 'ada@example.org', undefined);
    const message = join(folder, 'message');
    writeFileSync(message, '{"format":"assay-bundle/1"}');
    expect(keygen(['-q', '-Y', 'sign', '-f', path, '-n', 'assay-bundle', message]).status).toBe(0);
    expect(signMessage(readSigningKey(path, undefined), readFileSync(message))).toBe(
      readFileSync(`${message}.sig`, 'utf8'),
    );
  });

  it('are accepted by ssh-keygen -Y verify, for this message alone', () => {
    const { path } = createKeyFile(freshPath(), 'ada@example.org', passphrase);
    const signers = join(folder, 'allowed');
    writeFileSync(signers, `ada@example.org ${readFileSync(`${path}.pub`, 'utf8')}`);
    const signature = join(folder, 'detached.sig');
    writeFileSync(signature, signMessage(readSigningKey(path, passphrase), Buffer.from('the manifest')));
    const verify = (message: string): number | null =>
      keygen(
        ['-Y', 'verify', '-f', signers, '-I', 'ada@example.org', '-n', 'assay-bundle', '-s', signature],
        message,
      ).status;
    expect(verify('the manifest')).toBe(0);
    expect(verify('the manifesto')).not.toBe(0);
  });

  it('of ssh-keygen are accepted, and not for another message or namespace', () => {
    const path = stockKey('-t', 'ed25519', '-N', '');
    const sign = (namespace: string): string =>
      spawnSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', path, '-n', namespace], {
        input: 'the manifest',
        encoding: 'utf8',
      }).stdout;
    const good = sign('assay-bundle');
    expect(checkSignature(good, Buffer.from('the manifest'))).toMatchObject({
      ok: true,
      key: { fingerprint: inspectKeyFile(path).fingerprint },
    });
    expect(checkSignature(good, Buffer.from('another'))).toMatchObject({ ok: false });
    expect(checkSignature(sign('git'), Buffer.from('the manifest'))).toMatchObject({ ok: false });
  });

  it('are refused with any byte of their text changed', () => {
    const key = readSigningKey(createKeyFile(freshPath(), '', undefined).path, undefined);
    const message = Buffer.from('the manifest');
    const text = Buffer.from(signMessage(key, message));
    for (let position = 0; position < text.length; position += 1) {
      const changed = Buffer.from(text);
      changed[position] = (changed[position] ?? 0) ^ 1;
      expect(checkSignature(changed.toString('latin1'), message).ok, `byte ${position}`).toBe(false);
    }
  });
});

describe('armour', () => {
  it('is taken off bytes as it is off text', () => {
    const label = 'A KEY';
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = armour(label, bytes);
        expect(unarmourBytes(label, Buffer.from(text))).toEqual(Buffer.from(bytes));
        expect(unarmour(label, text)).toEqual(Buffer.from(bytes));
      }),
    );
  });
  it('that holds anything else, or does not end, is none', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('A', '/', '=', ' ', '\n', '-', '!') }), (body) => {
        const text = `-----BEGIN A-----${body}-----END A-----`;
        expect(unarmourBytes('A', Buffer.from(text))).toEqual(unarmour('A', text));
      }),
    );
    expect(unarmourBytes('A', Buffer.from('-----BEGIN A-----AAAA'))).toBeNull();
  });
});

describe('the SSH wire encoding', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 })),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (strings, number) => {
          const bytes = Buffer.concat([...strings.map((value) => sshString(value)), uint32(number)]);
          const reader = wireReader(bytes);
          for (const value of strings) expect(new Uint8Array(reader.string())).toEqual(value);
          expect(reader.uint32()).toBe(number);
          expect(reader.remaining()).toBe(0);
        },
      ),
    );
  });

  it('never reads past the end', () => {
    expect(() => wireReader(uint32(5)).string()).toThrow(RangeError);
    expect(() => wireReader(Buffer.alloc(3)).uint32()).toThrow(RangeError);
  });
});
