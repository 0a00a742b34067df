/** Decoded bytes (gzip, zstd, BOM and UTF-16 undone), in chunks of any size. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** How many decoded bytes a detector may look at. */
export const headBytes = 64 * 1024;

/** The first `length` bytes (or all there are) and a stream that still holds them. */
export async function peek(
  stream: ByteStream,
  length: number,
): Promise<{ head: Uint8Array; stream: ByteStream }> {
  const iterator = stream[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let held = 0;
  while (held < length) {
    const next = await iterator.next();
    if (next.done) break;
    chunks.push(next.value);
    held += next.value.length;
  }
  async function* replay(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
      while (true) {
        const next = await iterator.next();
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(chunks).subarray(0, length), stream: replay() };
}
