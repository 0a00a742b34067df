// What crosses between the shell and the engine process.
import type { CallResult } from '../../shared/contract/index.ts';
import type { EngineEvent } from '../../shared/contract/jobs.ts';

export type EngineRequest =
  | { type: 'call'; id: number; method: string; input: unknown; jobId?: string | undefined }
  /** Close the audit cleanly and end. */
  | { type: 'close' };

export type EngineReply =
  | { type: 'ready' }
  | { type: 'result'; id: number; result: CallResult }
  | { type: 'event'; event: EngineEvent };
