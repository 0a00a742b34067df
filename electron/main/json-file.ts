// Small settings kept as JSON in the user's data folder. A write is whole or not at all; a file that cannot be
// read counts as empty, and one that cannot be written is only reported, since nothing in it is evidence.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

export interface JsonFile<T> {
  read(): T;
  /** Returns false, after a word on stderr, when the file could not be written. */
  write(value: T): boolean;
}

export function jsonFile<T>(path: string, schema: z.ZodType<T>, empty: T): JsonFile<T> {
  return {
    read() {
      try {
        return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return empty;
      }
    },
    write(value) {
      const unfinished = `${path}.tmp`;
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(unfinished, `${JSON.stringify(value, null, 2)}\n`, { flush: true });
        renameSync(unfinished, path);
        return true;
      } catch (error) {
        process.stderr.write(`${path} could not be written: ${String(error)}\n`);
        return false;
      }
    },
  };
}
