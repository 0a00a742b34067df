// The part of a byte stream that is being read: grows by whole chunks, and forgets what has been read.
import type { ByteStream } from './stream.ts';

export interface ByteWindow {
  /** The bytes held are the first `length`; behind them stands a zero, which no row of text holds. */
  bytes: Buffer;
  length: number;
  ended: boolean;
  /** Appends the next chunk, or marks the end. */
  more(): Promise<void>;
  /** Forgets the first `count` bytes. */
  drop(count: number): void;
  close(): Promise<void>;
}

const firstBytes = 256 * 1024;

export function openWindow(stream: ByteStream): ByteWindow {
  const source = stream[Symbol.asyncIterator]();
  return {
    bytes: Buffer.alloc(firstBytes),
    length: 0,
    ended: false,
    async more() {
      const { done, value } = await source.next();
      if (done) {
        this.ended = true;
        return;
      }
      if (this.length + value.length >= this.bytes.length) {
        const larger = Buffer.alloc((this.length + value.length) * 2 + 1);
        this.bytes.copy(larger, 0, 0, this.length);
        this.bytes = larger;
      }
      this.bytes.set(value, this.length);
      this.length += value.length;
      this.bytes[this.length] = 0;
    },
    drop(count) {
      this.bytes.copyWithin(0, count, this.length);
      this.length -= count;
      this.bytes[this.length] = 0;
    },
    async close() {
      await source.return?.();
    },
  };
}
