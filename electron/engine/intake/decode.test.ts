import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { peek } from '../reading/stream.ts';
import { decode } from './decode.ts';

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const decoded = (bytes: Uint8Array, size = 7): Promise<Buffer> =>
  collect(decode(inChunks(bytes, size), 'file'));

const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'no error',
    (error: { code: string }) => error.code,
  );

describe('decode', () => {
  const text = Buffer.from('time,value\n2026-03-03T00:00:00Z,1\n');

  it.each([
    ['plain bytes', text],
    ['gzip', gzipSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['gzip in gzip', gzipSync(gzipSync(text))],
    ['zstd in gzip', gzipSync(zstdCompressSync(text))],
    ['gzip of two members', Buffer.concat([gzipSync(text.subarray(0, 10)), gzipSync(text.subarray(10))])],
    ['a UTF-8 byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text])],
    ['UTF-16 little-endian', Buffer.from(`\ufeff${text.toString()}`, 'utf16le')],
    ['UTF-16 big-endian', Buffer.from(`\ufeff${text.toString()}`, 'utf16le').swap16()],
    ['UTF-16 in gzip', gzipSync(Buffer.from(`\ufeff${text.toString()}`, 'utf16le'))],
  ])('undoes %s', async (_what, bytes) => {
    expect((await decoded(bytes)).toString()).toBe(text.toString());
  });

  it('gives any bytes back through gzip, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 2000 }),
        fc.integer({ min: 1, max: 64 }),
        async (bytes, size) => {
          fc.pre(
            !(bytes[0] === 0x1f && bytes[1] === 0x8b) &&
              !(bytes[0] === 0xef || bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0x28),
          );
          expect(await decoded(gzipSync(bytes), size)).toEqual(Buffer.from(bytes));
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(100_000, 'abcdefg'))],
    ['zstd', zstdCompressSync(Buffer.from(Array.from({ length: 50_000 }, (_, index) => index % 251)))],
  ])('names %s that ends in the middle', async (_what, bytes) => {
    expect(await codeOf(decoded(bytes.subarray(0, bytes.length - 12)))).toBe('import.truncated');
  });

  it('names damaged gzip', async () => {
    const bytes = gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)));
    bytes.fill(0xff, 40, 80);
    expect(await codeOf(decoded(bytes))).toBe('import.corrupt');
  });

  it('refuses a decompression bomb', async () => {
    const zeros = Buffer.alloc(64 * 1024 * 1024);
    const bomb = gzipSync(
      Buffer.concat([gzipSync(zeros), gzipSync(zeros), gzipSync(zeros), gzipSync(zeros), gzipSync(zeros)]),
    );
    expect(await codeOf(drain(decode(inChunks(bomb, 65_536), 'bomb')))).toBe('import.bomb');
  });

  it('refuses a file wrapped over and over', async () => {
    let bytes: Buffer = text;
    for (let depth = 0; depth < 6; depth += 1) bytes = gzipSync(bytes);
    expect(await codeOf(decoded(bytes))).toBe('import.bomb');
  });
});

async function drain(stream: AsyncIterable<Uint8Array>): Promise<number> {
  let total = 0;
  for await (const chunk of stream) total += chunk.length;
  return total;
}

describe('peek', () => {
  it('shows the first bytes and loses none', async () => {
    const bytes = Buffer.from('abcdefghij');
    const { head, stream } = await peek(inChunks(bytes, 3), 4);
    expect(Buffer.from(head).toString()).toBe('abcd');
    expect((await collect(stream)).toString()).toBe('abcdefghij');
  });
});
