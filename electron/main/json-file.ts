// Small settings kept as JSON in the user's data folder. A write is whole or not at all; a file that cannot be
// read counts as empty, since nothing in it is evidence.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

export interface JsonFile<T> {
  read(): T;
  write(value: T): void;
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
      mkdirSync(dirname(path), { recursive: true });
      const unfinished = `${path}.${process.pid}.tmp`;
      writeFileSync(unfinished, `${JSON.stringify(value, null, 2)}\n`, { flush: true });
      renameSync(unfinished, path);
    },
  };
}
