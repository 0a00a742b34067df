// Ed25519 keys in OpenSSH's own file formats, so that a key works with stock ssh-keygen and the other way round.
// The private format is described in OpenSSH's PROTOCOL.key.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import bcrypt from 'bcrypt-pbkdf';
import { AssayError } from '../../../shared/domain/errors.ts';
import { bytesOf, overwrite, type Secret } from './secrets.ts';
import { armour, sshString, uint32, unarmourBytes, wireReader, type WireReader } from './sshWire.ts';

export const keyType = 'ssh-ed25519';

export interface PublicKey {
  /** The key as SSH writes it: its type and 32 bytes. */
  blob: Buffer;
  /** As `ssh-keygen -l` prints it. */
  fingerprint: string;
  comment: string;
}

export interface SigningKey extends PublicKey {
  privateKey: KeyObject;
}

const armourLabel = 'OPENSSH PRIVATE KEY';
const magic = Buffer.from('openssh-key-v1\0', 'latin1');
const keyBytes = 32;
/** What ssh-keygen writes unless told otherwise. */
const writtenRounds = 16;
/** Each round costs about 12 ms; beyond this a key file would hold the engine up for seconds. */
const maxRounds = 256;
const cipher = {
  name: 'aes256-ctr',
  nodeName: 'aes-256-ctr',
  keyBytes: 32,
  ivBytes: 16,
  blockBytes: 16,
} as const;
const plainBlockBytes = 8;

// The DER wrappings of an Ed25519 key (RFC 8410), which end where the 32 bytes begin.
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

export function generateSigningKey(comment: string): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { privateKey, ...publicKeyOf(rawPublicKey(privateKey), comment) };
}

const isGiven = (passphrase: Secret | undefined): passphrase is Secret =>
  passphrase !== undefined && passphrase.length > 0;

/** The file's text; with a passphrase, encrypted as ssh-keygen does by default. */
export function encodePrivateKey(key: SigningKey, passphrase: Secret | undefined): string {
  const exported = key.privateKey.export({ format: 'der', type: 'pkcs8' });
  const publicBytes = rawPublicKey(key.privateKey);
  const pair = Buffer.concat([exported.subarray(pkcs8Prefix.length), publicBytes]);
  const pairString = sshString(pair);
  const check = randomBytes(4);
  const secret = Buffer.concat([
    check,
    check,
    sshString(keyType),
    sshString(publicBytes),
    pairString,
    sshString(key.comment),
  ]);
  const encrypted = isGiven(passphrase);
  const blockBytes = encrypted ? cipher.blockBytes : plainBlockBytes;
  const padding = Buffer.from(
    Array.from({ length: (blockBytes - (secret.length % blockBytes)) % blockBytes }, (_, index) => index + 1),
  );
  const padded = Buffer.concat([secret, padding]);
  overwrite(exported, pair, pairString, secret);
  const salt = randomBytes(16);
  const content = encrypted ? applyCipher('encrypt', padded, passphrase, salt, writtenRounds) : padded;
  const body = Buffer.concat([
    magic,
    sshString(encrypted ? cipher.name : 'none'),
    sshString(encrypted ? 'bcrypt' : 'none'),
    sshString(encrypted ? Buffer.concat([sshString(salt), uint32(writtenRounds)]) : ''),
    uint32(1),
    sshString(key.blob),
    sshString(content),
  ]);
  const text = armour(armourLabel, body);
  overwrite(padded, ...(encrypted ? [] : [body]));
  return text;
}

/** The line of a `.pub` file, ending in a line feed. */
export function encodePublicKey({ blob, comment }: PublicKey): string {
  return `${keyType} ${blob.toString('base64')}${comment === '' ? '' : ` ${comment}`}\n`;
}

export interface EncodedKey {
  publicKey: PublicKey;
  encrypted: boolean;
  /** Throws `key.passphrase-needed`, `key.passphrase-wrong` or `key.damaged`. */
  decrypt(passphrase: Secret | undefined): SigningKey;
  /** Overwrites what was read of the file; nothing can be decrypted any more. */
  forget(): void;
}

/** Reads the bytes of a private key file. Throws `key.*` with what to do about it. */
export function decodePrivateKey(content: Buffer, file: string): EncodedKey {
  const bytes = unarmourBytes(armourLabel, content);
  if (bytes === null) throw notOpenSsh(content.toString('latin1'), file);
  return withinBounds(file, () => {
    const reader = wireReader(bytes);
    if (!reader.bytes(magic.length).equals(magic)) throw damaged(file);
    const cipherName = reader.string().toString('latin1');
    const kdfName = reader.string().toString('latin1');
    const kdfOptions = reader.string();
    const count = reader.uint32();
    const blob = reader.string();
    const secret = reader.string();
    const publicKey = decodePublicBlob(blob, '', file);
    const encrypted = cipherName !== 'none';
    if (encrypted && (cipherName !== cipher.name || kdfName !== 'bcrypt')) {
      throw new AssayError({
        code: 'key.unsupported-cipher',
        message: `The key is encrypted with ${cipherName}; Assay reads ${cipher.name}.`,
        file,
        hint: `Encrypt a copy of it again: ssh-keygen -p -Z ${cipher.name} -f KEY`,
      });
    }
    // An authenticated cipher would leave its tag here; for the one Assay reads nothing may follow.
    if (count !== 1 || reader.remaining() > 0) throw damaged(file);
    const decrypt = (passphrase: Secret | undefined): SigningKey =>
      withinBounds(file, () => {
        if (!encrypted) return openSecret(secret, publicKey, file, () => damaged(file));
        if (!isGiven(passphrase)) throw passphraseNeeded(file);
        const options = wireReader(kdfOptions);
        const salt = options.string();
        const rounds = options.uint32();
        if (rounds < 1 || rounds > maxRounds) throw tooManyRounds(rounds, file);
        const plain = applyCipher('decrypt', secret, passphrase, salt, rounds);
        try {
          return openSecret(plain, publicKey, file, () => passphraseWrong(file));
        } finally {
          overwrite(plain);
        }
      });
    return { publicKey, encrypted, decrypt, forget: () => overwrite(bytes) };
  });
}

/** Reads the first key line of a `.pub` file. */
export function decodePublicKey(text: string, file: string): PublicKey {
  const line = text.split(/\r?\n/).find((candidate) => /^(ssh|sk-ssh|ecdsa|sk-ecdsa)-/.test(candidate));
  const [type, base64 = '', ...comment] = line?.split(' ') ?? [];
  if (type === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw new AssayError({
      code: 'key.not-a-public-key',
      message: `The file holds no OpenSSH public key: a line that begins with “${keyType}” was expected.`,
      file,
      hint: 'Choose the .pub file beside the private key, or make it: ssh-keygen -y -f KEY > KEY.pub',
    });
  }
  return withinBounds(file, () => decodePublicBlob(Buffer.from(base64, 'base64'), comment.join(' '), file));
}

/** Reads a key as SSH writes it. Throws `key.unsupported-type` for all but Ed25519. */
export function decodePublicBlob(blob: Buffer, comment: string, file: string): PublicKey {
  const reader = wireReader(blob);
  const type = reader.string().toString('latin1');
  if (type !== keyType) {
    throw new AssayError({
      code: 'key.unsupported-type',
      message: `The key is of type ${printable(type)}; bundles are signed with ${keyType}.`,
      file,
      hint: 'Make one with `assay keygen`, or with: ssh-keygen -t ed25519',
    });
  }
  const raw = reader.string();
  if (raw.length !== keyBytes || reader.remaining() > 0) throw damaged(file);
  return publicKeyOf(raw, comment);
}

/** The key in the form node:crypto verifies with. */
export function asKeyObject({ blob }: PublicKey): KeyObject {
  const raw = blob.subarray(blob.length - keyBytes);
  return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
}

function publicKeyOf(raw: Buffer, comment: string): PublicKey {
  const blob = Buffer.concat([sshString(keyType), sshString(raw)]);
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return { blob, fingerprint: `SHA256:${digest}`, comment };
}

function rawPublicKey(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(spkiPrefix.length);
}

function applyCipher(
  direction: 'encrypt' | 'decrypt',
  input: Buffer,
  passphrase: Secret,
  salt: Buffer,
  rounds: number,
): Buffer {
  const password = bytesOf(passphrase);
  const derived = Buffer.alloc(cipher.keyBytes + cipher.ivBytes);
  try {
    if (bcrypt.pbkdf(password, password.length, salt, salt.length, derived, derived.length, rounds) !== 0) {
      throw new RangeError('The key derivation refused its parameters.');
    }
    const key = derived.subarray(0, cipher.keyBytes);
    const iv = derived.subarray(cipher.keyBytes);
    const transform =
      direction === 'encrypt'
        ? createCipheriv(cipher.nodeName, key, iv)
        : createDecipheriv(cipher.nodeName, key, iv);
    // A stream cipher: the last part is empty, and the first is all there is.
    const output = transform.update(input);
    transform.final();
    return output;
  } finally {
    overwrite(password, derived);
  }
}

/** Equal check numbers are how the format tells a right passphrase from a wrong one. */
function openSecret(secret: Buffer, outer: PublicKey, file: string, mismatch: () => AssayError): SigningKey {
  const reader: WireReader = wireReader(secret);
  if (reader.uint32() !== reader.uint32()) throw mismatch();
  const type = reader.string().toString('latin1');
  const publicBytes = reader.string();
  const pair = reader.string();
  const comment = reader.string().toString('utf8');
  if (type !== keyType || pair.length !== 2 * keyBytes) throw damaged(file);
  const der = Buffer.concat([pkcs8Prefix, pair.subarray(0, keyBytes)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  overwrite(der);
  const derived = publicKeyOf(rawPublicKey(privateKey), comment);
  // A file whose public half is another key's would sign what nobody can verify.
  if (!derived.blob.equals(outer.blob) || !publicBytes.equals(pair.subarray(keyBytes))) throw damaged(file);
  return { privateKey, ...derived };
}

function withinBounds<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw damaged(file, error);
    throw error;
  }
}

const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 60);

function damaged(file: string, cause?: unknown): AssayError {
  return new AssayError(
    {
      code: 'key.damaged',
      message: 'The key file is damaged: its parts do not fit together.',
      file,
      hint: 'Use a copy of the key that ssh-keygen can read: ssh-keygen -y -f KEY',
    },
    cause,
  );
}

function passphraseNeeded(file: string): AssayError {
  return new AssayError({
    code: 'key.passphrase-needed',
    message: 'The key is encrypted and no passphrase was given.',
    file,
    hint: 'Give the passphrase that the key was made with.',
  });
}

function passphraseWrong(file: string): AssayError {
  return new AssayError({
    code: 'key.passphrase-wrong',
    message: 'The passphrase does not open this key.',
    file,
    hint: 'Check the keyboard layout and capitals, and try again.',
  });
}

function tooManyRounds(rounds: number, file: string): AssayError {
  return new AssayError({
    code: 'key.too-many-rounds',
    message: `The key asks for ${rounds} rounds of key derivation; Assay allows 1 to ${maxRounds}.`,
    file,
    hint: `Encrypt a copy of it with fewer: ssh-keygen -p -a ${writtenRounds} -f KEY`,
  });
}

function notOpenSsh(text: string, file: string): AssayError {
  const label = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text)?.[1];
  if (label?.endsWith('PRIVATE KEY')) {
    return new AssayError({
      code: 'key.not-openssh',
      message: `The file holds a “${label}”, not a key in OpenSSH's own format.`,
      file,
      hint: 'Convert a copy of it: ssh-keygen -p -f KEY',
    });
  }
  const isPublic = /^(ssh|sk-ssh|ecdsa|sk-ecdsa)-/m.test(text);
  return new AssayError({
    code: 'key.not-a-key',
    message: isPublic
      ? 'This is the public half of a key; signing needs the private one.'
      : 'The file holds no OpenSSH private key.',
    file,
    hint: isPublic
      ? 'Choose the file of the same name without .pub.'
      : 'Choose a key made by `assay keygen` or by: ssh-keygen -t ed25519',
  });
}
