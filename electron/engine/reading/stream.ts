/** Decoded bytes (gzip, zstd, BOM and UTF-16 undone), in chunks of any size. */
export type ByteStream = AsyncIterable<Uint8Array>;
