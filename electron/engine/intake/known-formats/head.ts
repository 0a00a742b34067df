// What a recogniser may ask of the first 64 KB of a file that no format reads. Every answer is made when it is first
// asked for and kept: a hundred recognisers look at the same head.
import { readJsonOutline, type JsonOutline } from './json-outline.ts';

/** Lines looked at: enough to tell a log from prose. */
const linesLookedAt = 100;

export interface Head {
  bytes: Uint8Array;
  /** The bytes one by one, for text of which a few words tell the format. */
  text(): string;
  /** The first lines that are not blank, without their line ends; the last may be cut. */
  lines(): readonly string[];
  /** The members of the first JSON document; null where the file does not begin with an object or an array. */
  json(): JsonOutline | null;
}

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

export function headOf(bytes: Uint8Array): Head {
  const text = once(() => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'));
  return {
    bytes,
    text,
    lines: once(() =>
      text()
        .split(/\r?\n/u)
        .filter((line) => line.trim() !== '')
        .slice(0, linesLookedAt),
    ),
    json: once(() => readJsonOutline(text())),
  };
}
