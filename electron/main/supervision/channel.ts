// How the shell talks to an engine process, whichever way that process was started.
import type { EngineReply, EngineRequest } from '../../engine/protocol.ts';

/** Both are called after the start has returned. */
export interface EngineListeners {
  onMessage(reply: EngineReply): void;
  /** Called once, when the process is gone, and last; `reason` completes “The engine …”. */
  onExit(reason: string): void;
}

export interface EngineChannel {
  send(request: EngineRequest): void;
  /** Ends the process at once, without asking it. */
  kill(): void;
}

export type StartEngine = (listeners: EngineListeners) => EngineChannel;

/** The last lines that the process wrote to stderr say most about why it died. */
export function keepTail(limit: number): { add(text: string): void; lastLine(): string } {
  let tail = '';
  return {
    add(text) {
      tail = (tail + text).slice(-limit);
    },
    lastLine: () => tail.trimEnd().split('\n').at(-1)?.trim() ?? '',
  };
}
