// The bytes that JSON is made of.
export const quote = 0x22;
export const backslash = 0x5c;
export const lineFeed = 0x0a;
export const openObject = 0x7b;
export const closeObject = 0x7d;
export const openArray = 0x5b;
export const closeArray = 0x5d;
export const comma = 0x2c;
export const colon = 0x3a;
export const minus = 0x2d;
export const zero = 0x30;

export const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === lineFeed || byte === 0x0d || byte === 0x09;
export const isDigit = (byte: number): boolean => byte >= zero && byte <= 0x39;
