// What a format is: one folder beside this file, found by registry.ts.
import type { ExportCommand } from '../../../shared/contract/sources.ts';
import type { EvidenceBatch } from '../kinds/lookup.ts';
import type { ByteStream } from '../reading/stream.ts';

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

/** A score up to this one does not claim the file: where it is known by name to be something else, that is said. */
export const explainsOnly = 0.2;

export interface Format<Batch extends EvidenceBatch = EvidenceBatch> {
  id: string;
  /** The kinds of evidence its files hold; the first is the one a file is listed under. */
  kinds: readonly [Batch['kind'], ...Batch['kind'][]];
  /** As it stands in a list. */
  title: string;
  /** How the client gets such files out of what it already has, the most useful first. Written nowhere else. */
  howToExport: readonly [ExportCommand, ...ExportCommand[]];
  /** Raised whenever the same bytes would import differently; docs/formats-history.md tells why. */
  version: number;
  /** Versions before it whose figures come out the same, so that bundles made with them stay whole. */
  earlierVersions?: readonly number[];
  /**
   * How surely the first 64 KB of decoded bytes are this format, 0 to 1. Looks at bytes first, the name second. At
   * most `explainsOnly` for a file that `parse` would refuse with a better word than “not recognised”.
   */
  detect(head: Uint8Array, fileName: string): number;
  /** Streams batches, of several kinds in any order; throws `AssayError` with line or offset on input it cannot read at all. */
  parse(stream: ByteStream, context: ImportContext): AsyncIterable<Batch>;
}
