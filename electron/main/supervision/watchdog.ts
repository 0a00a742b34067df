// Tells when the engine's main thread has gone silent. It is asked once a second and must answer; what is counted is
// the questions' own seconds, not the time on the clock: while the shell did not run either (a laptop asleep, a
// debugger, a machine too busy for both), nothing was asked, and nothing is missed.

export interface Watchdog {
  /** Every answer of the engine; one that a debugger holds is never called silent. */
  heard(isDebugged: boolean): void;
  isSilent(): boolean;
  stop(): void;
}

export interface WatchdogParts {
  ask(): void;
  /** Calls `work` again and again; returns the function that calls it off. */
  every(periodMs: number, work: () => void): () => void;
  onSilent(): void;
  /** The silent engine has answered after all. */
  onAnswer(): void;
}

const askEveryMs = 1000;
const questionsMissed = 10;
/** What the engine has been silent for, at least, when it is told of. */
export const silenceS = (questionsMissed * askEveryMs) / 1000;

export function createWatchdog({ ask, every, onSilent, onAnswer }: WatchdogParts): Watchdog {
  let missed = 0;
  let isDebugged = false;
  let isWaiting = false;
  const isSilent = (): boolean => missed >= questionsMissed;
  const callOff = every(askEveryMs, () => {
    if (isWaiting) {
      if (isDebugged) return;
      missed += 1;
      if (missed === questionsMissed) onSilent();
      return;
    }
    // One question at a time: a process that does not read would be sent more and more of them.
    isWaiting = true;
    ask();
  });
  return {
    heard(debugged) {
      const wasSilent = isSilent();
      isWaiting = false;
      isDebugged = debugged;
      missed = 0;
      if (wasSilent) onAnswer();
    },
    isSilent,
    stop: callOff,
  };
}
