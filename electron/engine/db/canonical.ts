import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** RFC 8785 canonical JSON. Throws on what JSON cannot carry: NaN, infinities, lone surrogates, undefined. */
export function canonicalJson(value: unknown): string {
  const ordered = inOrder(value, 0);
  // JSON.stringify writes numbers and strings as the RFC does, and keys in the order they were set in.
  const text = ordered === unusual ? canonicalize(value) : JSON.stringify(ordered);
  if (text === undefined) throw new TypeError('Only JSON values have a canonical form.');
  return text;
}

/** SHA-256 of a canonical text, hex. */
export const digestOf = (canonical: string): string => createHash('sha256').update(canonical).digest('hex');

/** Stands for a value that is not plain JSON, or not surely: the library decides on it. */
const unusual = Symbol('unusual');
/** Deeper values are left to the library, which does not recurse. */
const deepest = 100;

/**
 * A copy of plain JSON with its keys in canonical order. Answers are written by the megabyte: so it takes a fraction
 * of the library's time, as like records have their keys sorted once and the writing is left to the engine.
 */
function inOrder(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed() ? value : unusual;
    case 'number':
      return Number.isFinite(value) ? value : unusual;
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return null;
      if (depth === deepest) return unusual;
      if (Array.isArray(value)) return arrayInOrder(value, depth + 1);
      return Object.getPrototypeOf(value) === Object.prototype
        ? recordInOrder(value as Record<string, unknown>, depth + 1)
        : unusual;
    default:
      return unusual;
  }
}

function arrayInOrder(items: readonly unknown[], depth: number): unknown {
  const copy: unknown[] = [];
  for (let index = 0; index < items.length; index += 1) {
    const item = inOrder(items[index], depth);
    if (item === unusual) return unusual;
    copy.push(item);
  }
  return copy;
}

function recordInOrder(record: Record<string, unknown>, depth: number): unknown {
  const sorted = sortedKeys(Object.keys(record));
  if (!sorted) return unusual;
  const copy: Record<string, unknown> = {};
  for (const key of sorted) {
    if (record[key] === undefined) continue;
    const value = inOrder(record[key], depth);
    if (value === unusual) return unusual;
    copy[key] = value;
  }
  return copy;
}

/** The keys met last of each count, as they came and sorted: records of one list are alike. */
const met: ([keys: readonly string[], sorted: readonly string[] | undefined] | undefined)[] = [];
const widest = 64;

/** By UTF-16 code units, as the RFC asks; undefined where an object would not keep them in that order. */
function sortedKeys(keys: readonly string[]): readonly string[] | undefined {
  const known = met[keys.length];
  if (known?.[0].every((key, index) => key === keys[index])) return known[1];
  // An object holds keys that look like an index before all others.
  const isKept = keys.every((key) => key.isWellFormed() && !/^\d+$/u.test(key) && key !== '__proto__');
  const sorted = isKept ? keys.toSorted() : undefined;
  if (keys.length <= widest) met[keys.length] = [keys, sorted];
  return sorted;
}
