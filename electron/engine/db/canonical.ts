import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** RFC 8785 canonical JSON. Throws on what JSON cannot carry: NaN, infinities, lone surrogates, undefined. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON values have a canonical form.');
  return text;
}

/** SHA-256 of a canonical text, hex. */
export const digestOf = (canonical: string): string => createHash('sha256').update(canonical).digest('hex');
