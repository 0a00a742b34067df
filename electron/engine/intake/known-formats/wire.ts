// Just enough of the protobuf wire format to tell which messages a file holds: they carry no name of their own.
// https://protobuf.dev/programming-guides/encoding/

export interface WireField {
  number: number;
  /** 0 varint, 1 eight bytes, 2 bytes with a length, 5 four bytes. */
  type: number;
  /** The content, of a varint too. Cut where the bytes end. */
  content: Uint8Array;
  isWhole: boolean;
}

/** The fields of a message, as far as its bytes are there; null where they are no message. */
export function readFields(bytes: Uint8Array, isWhole: boolean, atMost = 1000): WireField[] | null {
  const fields: WireField[] = [];
  let at = 0;
  while (at < bytes.length && fields.length < atMost) {
    const tag = varintAt(bytes, at);
    if (tag === null) return isWhole ? null : fields;
    const [number, type] = [Math.floor(tag.value / 8), tag.value % 8];
    if (number === 0) return null;
    at = tag.end;
    let length: number;
    if (type === 0) {
      const value = varintAt(bytes, at);
      if (value === null) return isWhole ? null : fields;
      length = value.end - at;
    } else if (type === 1) length = 8;
    else if (type === 5) length = 4;
    else if (type === 2) {
      const size = varintAt(bytes, at);
      if (size === null) return isWhole ? null : fields;
      at = size.end;
      length = size.value;
    } else return null;
    const fits = at + length <= bytes.length;
    if (!fits && isWhole) return null;
    fields.push({ number, type, content: bytes.subarray(at, at + length), isWhole: fits });
    at += length;
  }
  return fields;
}

/** Null where it does not end within ten bytes or the bytes at hand. */
function varintAt(bytes: Uint8Array, from: number): { value: number; end: number } | null {
  let value = 0;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[from + index];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: from + index + 1 };
  }
  return null;
}
