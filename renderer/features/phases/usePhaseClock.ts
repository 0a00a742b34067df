// Counts the minutes somebody works on a phase: a minute counts when the window was in sight and keys or pointer
// moved in it. Reading with still hands for a few minutes still counts; a lunch break does not.
import { useEffect } from 'react';
import { call } from '../../state/index.ts';

const minuteMs = 60_000;
const activeWithinMs = 3 * minuteMs;

/** Logs active minutes to the phase while the screen is shown; `paused` for an audit open for reading. */
export function usePhaseClock(phase: number, paused: boolean): void {
  useEffect(() => {
    if (paused) return undefined;
    let lastActiveAt = performance.now();
    const active = (): void => {
      lastActiveAt = performance.now();
    };
    const events = ['keydown', 'pointermove', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, active, { passive: true });
    const timer = window.setInterval(() => {
      const working =
        document.visibilityState === 'visible' && performance.now() - lastActiveAt < activeWithinMs;
      if (!working) return;
      call('method.logTime', { phase, minutes: 1 }).catch(() => {
        // The clock is a help, not a record: an audit closed meanwhile is no reason to interrupt.
      });
    }, minuteMs);
    return () => {
      window.clearInterval(timer);
      for (const event of events) window.removeEventListener(event, active);
    };
  }, [phase, paused]);
}
