import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflateStream, inflateZstd, type Compression } from './inflate.ts';

const zeros = Buffer.alloc(64 * 1024 * 1024);

describe('bytes at hand', () => {
  const packed = zstdCompressSync(zeros);

  it('are inflated up to the limit and not beyond', () => {
    expect(packed.length).toBeLessThan(10_000);
    expect(inflateZstd(packed, zeros.length)).toHaveLength(zeros.length);
    expect(() => inflateZstd(packed, zeros.length - 1)).toThrow();
    expect(() => inflateZstd(packed, 0)).toThrow();
  });
});

describe.each([
  ['gzip', gzipSync(zeros)],
  ['zstd', zstdCompressSync(zeros)],
] satisfies [Compression, Buffer][])('a stream of %s', (compression, packed) => {
  const inflated = async (admit: (bytes: number) => void): Promise<number> => {
    let bytes = 0;
    for await (const chunk of inflateStream([packed], compression, admit)) bytes += chunk.length;
    return bytes;
  };

  it('is inflated whole', async () => {
    expect(await inflated(() => undefined)).toBe(zeros.length);
  });

  it('is inflated no further once it is refused', async () => {
    const told: number[] = [];
    const refused = inflated((bytes) => {
      told.push(bytes);
      if (bytes > 1_000_000) throw new Error('enough');
    });
    await expect(refused).rejects.toThrow('enough');
    expect(told.at(-1)).toBeLessThan(2_000_000);
  });

  it('that ends too soon is told of', async () => {
    const cut = inflateStream([packed.subarray(0, packed.length - 4)], compression, () => undefined);
    const read = async (): Promise<void> => {
      for await (const _ of cut);
    };
    await expect(read()).rejects.toThrow();
  });
});

/** What a file takes from node:zlib, and the browser's own way. */
const takes = (source: string): string =>
  [...source.matchAll(/import\s*(\{[^}]*\}|\*[^'"]*|\w+)\s*from\s*['"](?:node:)?zlib['"]/gu)]
    .map(([, names]) => (names?.startsWith('{') === true ? names : 'inflate'))
    .join() + (source.includes('DecompressionStream') ? 'DecompressionStream' : '');

describe('what inflates', () => {
  const root = resolve(import.meta.dirname, '../..');
  const sources = ['electron', 'shared', 'renderer', 'build']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((path) => /\.(?:ts|tsx|mjs)$/u.test(path) && !/\.(?:test|fixture)\.tsx?$/u.test(path));
  const inflates =
    /\b(?:\w*(?:[Ii]nflate|[Gg]unzip|[Uu]nzip)(?:Raw)?(?:Sync)?|\w*[Dd]ecompress\w*|DecompressionStream)\b/u;
  it('is one file', () => {
    const found = sources.filter((path) => inflates.test(takes(readFileSync(join(root, path), 'utf8'))));
    expect(found).toEqual([join('electron', 'engine', 'inflate.ts')]);
  });

  it.each([
    "import { gunzipSync } from 'node:zlib';",
    "import { crc32, createZstdDecompress } from 'zlib';",
    "import { createInflateRaw } from 'node:zlib';",
    "import { brotliDecompress } from 'node:zlib';",
    "import { createUnzip } from 'node:zlib';",
    "import * as zlib from 'node:zlib';",
    "import zlib from 'node:zlib';",
    "new DecompressionStream('gzip')",
  ])('would be found as %s', (source) => {
    expect(inflates.test(takes(source))).toBe(true);
  });

  it.each([
    "import { crc32, zstdCompressSync } from 'node:zlib';",
    "import { inflateZstd } from './inflate.ts';",
  ])('is not found as %s', (source) => {
    expect(inflates.test(takes(source))).toBe(false);
  });
});
