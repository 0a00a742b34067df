// For tests of importers: a context that keeps what it is told, and streams cut where a test wants them cut.
import type { ImportContext } from './format.ts';
import type { ByteStream } from '../reading/stream.ts';

export interface RecordedContext extends ImportContext {
  rejected: { line: number; offset: number; reason: string }[];
  warnings: Map<string, string>;
}

export function recordContext(fileName: string, options: Record<string, string> = {}): RecordedContext {
  const rejected: RecordedContext['rejected'] = [];
  const warnings = new Map<string, string>();
  return {
    fileName,
    options,
    timeZone: undefined,
    rejected,
    warnings,
    reject: (line, offset, reason) => void rejected.push({ line, offset, reason }),
    warn: (code, message) => void warnings.set(code, message),
  };
}

/** The bytes in chunks of the given sizes, the last size again and again; each chunk is a copy of its own. */
export async function* inChunks(content: string | Uint8Array, ...sizes: number[]): ByteStream {
  const bytes = Buffer.from(content);
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const size = Math.max(1, sizes[Math.min(index, sizes.length - 1)] ?? bytes.length);
    yield new Uint8Array(bytes.subarray(at, at + size));
    at += size;
  }
}

/** All that a stream gives. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
