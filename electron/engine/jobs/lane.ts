// A line of jobs of which at most a few run at a time; the rest wait in the order in which they came.

export interface Lane {
  /**
   * Resolves to the function that gives the place back (once; again does nothing) when it is this caller's turn, or
   * to null when `signal` is aborted before that.
   */
  enter(signal: AbortSignal): Promise<(() => void) | null>;
}

export function createLane(places: number): Lane {
  let taken = 0;
  const waiting: (() => void)[] = [];
  /** Called when one place was given back or one job came: at most one can begin. */
  const advance = (): void => {
    if (taken < places) waiting.shift()?.();
  };
  return {
    enter: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve(null);
          return;
        }
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(start), 1);
          resolve(null);
        };
        const start = (): void => {
          signal.removeEventListener('abort', giveUp);
          taken += 1;
          let held = true;
          resolve(() => {
            if (!held) return;
            held = false;
            taken -= 1;
            advance();
          });
        };
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.push(start);
        advance();
      }),
  };
}
