// The encoding SSH uses on the wire and in key files (RFC 4251 section 5): big-endian lengths before bytes.

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A length and the bytes; text is UTF-8. */
export function sshString(value: Uint8Array | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  return Buffer.concat([uint32(bytes.length), bytes]);
}

export interface WireReader {
  uint32(): number;
  string(): Buffer;
  bytes(length: number): Buffer;
  remaining(): number;
}

/** Reads what `sshString` and `uint32` write. Throws `RangeError` where the bytes end too soon. */
export function wireReader(source: Uint8Array): WireReader {
  const buffer = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  let position = 0;
  const take = (length: number): Buffer => {
    if (length > buffer.length - position) throw new RangeError('The bytes end too soon.');
    position += length;
    return buffer.subarray(position - length, position);
  };
  const readUint32 = (): number => take(4).readUInt32BE();
  return {
    uint32: readUint32,
    string: () => take(readUint32()),
    bytes: take,
    remaining: () => buffer.length - position,
  };
}

/** PEM-like armour as OpenSSH writes it: base64 in lines of 70. */
export function armour(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,70}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sextets = new Map([...alphabet].map((character, value) => [character.charCodeAt(0), value]));
const paddingByte = '='.charCodeAt(0);
const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

/**
 * As `unarmour`, from bytes to bytes: nothing that it reads comes to stand in a text, so that all of it can be
 * overwritten.
 */
export function unarmourBytes(label: string, file: Buffer): Buffer | null {
  const begin = `-----BEGIN ${label}-----`;
  const start = file.indexOf(begin);
  const end = file.indexOf(`-----END ${label}-----`);
  if (start === -1 || end < start) return null;
  const body = file.subarray(start + begin.length, end);
  const decoded = Buffer.alloc(Math.ceil((body.length * 3) / 4));
  let [length, held, bits, padding] = [0, 0, 0, 0];
  for (const byte of body) {
    if (isSpace(byte)) continue;
    const value = sextets.get(byte);
    if (byte === paddingByte && padding < 2) padding += 1;
    else if (value === undefined || padding > 0) {
      decoded.fill(0);
      return null;
    } else {
      held = ((held << 6) | value) & 0xffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        decoded[length] = (held >> bits) & 0xff;
        length += 1;
      }
    }
  }
  return decoded.subarray(0, length);
}

/** The bytes inside the armour, or null where there is none. White space between the lines is free. */
export function unarmour(label: string, text: string): Buffer | null {
  const begin = `-----BEGIN ${label}-----`;
  const start = text.indexOf(begin);
  const end = text.indexOf(`-----END ${label}-----`);
  if (start === -1 || end < start) return null;
  const body = text.slice(start + begin.length, end).replaceAll(/\s+/g, '');
  return /^[A-Za-z0-9+/]*={0,2}$/.test(body) ? Buffer.from(body, 'base64') : null;
}
