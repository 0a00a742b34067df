// What an importer is. A format is one folder beside this file, listed in registry.ts.
import type { FrameKind } from '../../../shared/contract/profiles.ts';
import type { EvidenceKind } from '../../../shared/domain/units.ts';

export interface ImportContext {
  /** The file's base name, for messages and labels. */
  fileName: string;
  /** What the user or a preset chose, such as `separator` or `time-column`. */
  options: Readonly<Record<string, string>>;
  /** Zone for local times without one; undefined means the file must carry its own. */
  timeZone: string | undefined;
  /** Counts a line that cannot be used; the import goes on. `offset` is in decoded bytes. */
  reject(line: number, offset: number, reason: string): void;
  /** Something the reader of the results must know; each code is kept once. */
  warn(code: string, message: string): void;
}

/** Decoded bytes (gzip, zstd, BOM and UTF-16 undone), in chunks of any size. */
export type ByteStream = AsyncIterable<Uint8Array>;

export interface Importer<Batch = EvidenceBatch> {
  id: string;
  kind: EvidenceKind;
  title: string;
  /** Raised whenever the same bytes would import differently. */
  version: number;
  /** How surely the first 64 KB of decoded bytes are this format, 0 to 1. Looks at bytes first, the name second. */
  detect(head: Uint8Array, fileName: string): number;
  /** Streams batches; throws `AssayError` with line or offset on input it cannot read at all. */
  parse(stream: ByteStream, context: ImportContext): AsyncIterable<Batch>;
}

/** A group of series on one time axis: every column of a wide file, or one series of a long one. */
export interface SeriesHeader {
  name: string;
  labels: Record<string, string>;
  unit: string;
  metric: string | null;
  kind: 'gauge' | 'counter' | 'percentile';
}
export type MetricBatch =
  | { type: 'axis'; axis: number; series: SeriesHeader[] }
  /** Rows of one axis, times in epoch ms in file order; NaN is "no value". The arrays may be reused after the call. */
  | { type: 'samples'; axis: number; timesMs: Float64Array; columns: Float64Array[] };

export type AttributeValue = string | number | boolean | null | unknown[] | { [key: string]: unknown };
export interface SpanRecord {
  /** Lower-case hex, 32 and 16 digits. */
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  service: string;
  operation: string;
  kind: 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  startNs: bigint;
  endNs: bigint;
  status: 'unset' | 'ok' | 'error';
  statusMessage: string;
  attributes: Record<string, AttributeValue>;
  /** Shared by reference between the spans of one resource. */
  resource: Record<string, AttributeValue>;
}
export interface TraceBatch {
  type: 'spans';
  spans: SpanRecord[];
}

/** One function at one place in the code. Frames that differ in any field are kept apart. */
export interface ProfileFrame {
  name: string;
  /** Path, URL or module; empty where the format has none. */
  file: string;
  /** 1-based. */
  line: number | null;
  column: number | null;
  kind: FrameKind;
}

/** One profile (one thread or one file) as columns; indices point into the arrays beside them. */
export interface ProfileBatch {
  type: 'profile';
  name: string;
  /** The first is the one shown when none is asked for. */
  weights: { name: string; unit: string }[];
  frames: ProfileFrame[];
  /** Stack tree: parent stack (-1 for a root, always below the stack's own index) and frame of each stack. */
  stackParent: Int32Array;
  stackFrame: Int32Array;
  /** Leaf stack of each sample. */
  sampleStack: Int32Array;
  /** One array of sample weights for each entry of `weights`. */
  sampleWeights: Float64Array[];
  /** Start of each sample from the profile's start, where the format records time order. */
  sampleTimesNs: Float64Array | null;
  /** Samples the profiler took; more than `sampleStack` holds where the format has summed them already. */
  sampleCount: number;
  /** Records of the file that were read: lines of folded stacks, or samples. */
  recordCount: number;
}

export type EvidenceBatch = MetricBatch | TraceBatch | ProfileBatch;
