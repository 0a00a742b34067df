// What crosses between the shell and the engine process.
import type { CallResult } from '../../shared/contract/index.ts';
import type { EngineEvent } from '../../shared/contract/jobs.ts';

export type EngineRequest =
  | { type: 'call'; id: number; method: string; input: unknown; jobId?: string | undefined }
  /** Answered by `alive` from the main thread as soon as it is free. */
  | { type: 'alive?' }
  /** Close the audit cleanly and end. */
  | { type: 'close' };

export type EngineReply =
  | { type: 'ready' }
  /** `isDebugged`: a debugger is attached, which may hold it at any moment. */
  | { type: 'alive'; isDebugged: boolean }
  | { type: 'result'; id: number; result: CallResult }
  | { type: 'event'; event: EngineEvent };
