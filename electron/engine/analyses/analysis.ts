// What an analysis is: a pure question to the audit whose answer can be pinned as evidence and computed again.
import type { z } from 'zod';
import type { AuditDb } from '../db/database.ts';

export interface Analysis<P extends z.ZodType = z.ZodType> {
  id: string;
  /** Raised whenever the same inputs would give another result; docs/formats-history.md tells why. */
  version: number;
  /** Versions before it whose pins leave a bundle whole: each is told as another version and computed again. */
  earlierVersions?: readonly number[];
  title: string;
  parameters: P;
  /** Ids of the sources the result rests on. */
  inputs(db: AuditDb, parameters: z.output<P>): number[];
  /** Plain JSON, deterministic: no clock, no randomness but a seed in the parameters. */
  run(db: AuditDb, parameters: z.output<P>): unknown;
}
