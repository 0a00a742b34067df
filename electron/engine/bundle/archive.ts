import type { PlacedMember } from './zipLayout.ts';

/** A zip opened for verifying, whoever wrote it. */
export interface Archive {
  bytes: number;
  /** The first member of each name, in the order of the central directory. */
  members: Map<string, PlacedMember>;
  /** Sentences on how the archive departs from the bundle layout; empty for a sound one. */
  problems: string[];
  /** Names of members whose own headers are not as they should be. */
  suspect: Set<string>;
  read(member: PlacedMember): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}
