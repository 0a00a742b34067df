import type { Clock, Course, Process } from './clock.ts';

/**
 * For `yield*`: starts a course beside the running process, and goes on when it ends (true) or when the time is over
 * (false). A course that is given up goes on all the same: nobody tells a server that its caller has left.
 */
export function* answeredWithin(
  clock: Clock,
  course: Course,
  timeoutMs: number,
): Generator<void, boolean, void> {
  const caller = clock.current;
  let answered: boolean | undefined;
  let isWaiting = false;
  const settle = (asked: Process, outcome: boolean): void => {
    if (answered !== undefined) return;
    answered = outcome;
    if (isWaiting) clock.resume(asked);
  };
  function* untilEnd(): Course {
    yield* course;
    settle(caller, true);
  }
  clock.start(untilEnd());
  if (answered === undefined) {
    clock.at(clock.nowMs + timeoutMs, { happen: () => settle(caller, false) });
    isWaiting = true;
    yield;
  }
  return answered === true;
}
