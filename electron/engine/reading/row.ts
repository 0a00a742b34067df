// One CSV row into its cells, by RFC 4180 with the liberties that tools take: any line end, quotes inside bare cells,
// line breaks and doubled quotes inside quoted ones.

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

export interface Row {
  cells: string[];
  /** Where the next row begins. */
  next: number;
  lineBreaks: number;
  /** True when the bytes end inside a quoted cell. */
  unclosedQuote: boolean;
}

/** The row at `from`; null when it does not end before `end` and more bytes may come. */
export function readRow(
  bytes: Uint8Array,
  from: number,
  end: number,
  separator: number,
  isLast: boolean,
): Row | null {
  const cells: string[] = [];
  let lineBreaks = 0;
  let at = from;
  while (true) {
    let start = at;
    while (start < end && bytes[start] === 32) start += 1;
    if (start < end && bytes[start] === quote) {
      let doubled = false;
      let close = start + 1;
      while (true) {
        while (close < end && bytes[close] !== quote) {
          if (bytes[close] === lineFeed) lineBreaks += 1;
          close += 1;
        }
        if (close >= end) {
          if (!isLast) return null;
          cells.push(decodeText(bytes, start + 1, end));
          return { cells, next: end, lineBreaks, unclosedQuote: true };
        }
        if (close + 1 >= end && !isLast) return null;
        if (bytes[close + 1] !== quote || close + 1 >= end) break;
        doubled = true;
        close += 2;
      }
      at = close + 1;
      while (at < end && bytes[at] !== separator && bytes[at] !== lineFeed) at += 1;
      const text = decodeText(bytes, start + 1, close);
      const behind = decodeText(bytes, close + 1, at).trim();
      cells.push((doubled ? text.replaceAll('""', '"') : text) + behind);
    } else {
      at = start;
      while (at < end && bytes[at] !== separator && bytes[at] !== lineFeed) at += 1;
      const stop = at > start && bytes[at] !== separator && bytes[at - 1] === carriageReturn ? at - 1 : at;
      cells.push(decodeText(bytes, start, stop));
    }
    if (at >= end) {
      return isLast ? { cells, next: end, lineBreaks, unclosedQuote: false } : null;
    }
    if (bytes[at] === lineFeed) {
      return { cells, next: at + 1, lineBreaks: lineBreaks + 1, unclosedQuote: false };
    }
    at += 1;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

/** UTF-8, or Windows-1252 where the bytes are not UTF-8. */
export function decodeText(bytes: Uint8Array, from: number, to: number): string {
  let ascii = true;
  for (let at = from; at < to; at += 1) {
    if ((bytes[at] as number) > 127) {
      ascii = false;
      break;
    }
  }
  const part = bytes.subarray(from, to);
  if (ascii) return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1');
  try {
    return utf8.decode(part);
  } catch {
    return windows1252.decode(part);
  }
}
