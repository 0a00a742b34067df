// The data documents of a bundle. Each has a version and a schema of its own, which never follow the audit's tables or
// the contract: a document that any released Assay wrote is brought up version by version and read for ever.
import type { z } from 'zod';
import { AssayError } from '../../../shared/domain/errors.ts';
import { canonicalJson } from './canonical.ts';
import type { AuditDb } from './database.ts';

export interface BundleDocument<Content extends object> {
  /** Its member's name, `data/claims.json`. */
  name: string;
  /** What this build writes. */
  version: number;
  /** Of that version, without the number itself. */
  schema: z.ZodType<Content>;
  /** From each earlier version to the one after it. Documents without a number are of version 1. */
  upgrades: Readonly<Record<number, (older: Record<string, unknown>) => Record<string, unknown>>>;
  /** The same audit gives the same content. */
  read(db: AuditDb): Content;
  /** Puts back into a rebuilt audit what importing the raw files does not bring. */
  restore?(db: AuditDb, content: Content): void;
}

/** Canonical JSON with the version, ended by a line feed. */
export const encodeDocument = <Content extends object>(
  document: BundleDocument<Content>,
  content: Content,
): string => `${canonicalJson({ version: document.version, ...content })}\n`;

/** Throws `bundle.unreadable-data` for what is no such document, or is one of a newer Assay. */
export function decodeDocument<Content extends object>(
  document: BundleDocument<Content>,
  bytes: Uint8Array,
): Content {
  const { name } = document;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    throw unreadable(name, 'it is not JSON', error);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw unreadable(name, 'it is not a document');
  }
  const { version: found = 1, ...content } = value as Record<string, unknown>;
  if (typeof found !== 'number' || !Number.isInteger(found) || found < 1) {
    throw unreadable(name, 'its version is not a number');
  }
  if (found > document.version) {
    throw unreadable(name, `it is of version ${found}; this Assay reads up to ${document.version}`);
  }
  let current: Record<string, unknown> = content;
  try {
    for (let version = found; version < document.version; version += 1) {
      const upgrade = document.upgrades[version];
      if (upgrade === undefined) throw new Error(`There is no way from version ${version}.`);
      current = upgrade(current);
    }
  } catch (error) {
    throw unreadable(name, `version ${found} cannot be brought up to date`, error);
  }
  const parsed = document.schema.safeParse(current);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(name, `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'not valid'}`);
}

const unreadable = (name: string, reason: string, cause?: unknown): AssayError =>
  new AssayError(
    {
      code: 'bundle.unreadable-data',
      message: `${name} cannot be read: ${reason}.`,
      hint: 'It may have been made by a newer Assay; verify it with that.',
    },
    cause,
  );
