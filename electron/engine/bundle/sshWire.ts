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

/** The bytes inside the armour, or null where there is none. White space between the lines is free. */
export function unarmour(label: string, text: string): Buffer | null {
  const begin = `-----BEGIN ${label}-----`;
  const start = text.indexOf(begin);
  const end = text.indexOf(`-----END ${label}-----`);
  if (start === -1 || end < start) return null;
  const body = text.slice(start + begin.length, end).replaceAll(/\s+/g, '');
  return /^[A-Za-z0-9+/]*={0,2}$/.test(body) ? Buffer.from(body, 'base64') : null;
}
