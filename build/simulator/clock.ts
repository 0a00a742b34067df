// The clock of a simulation: what happens next, in order of time and, at the same time, of when it was arranged.
import { Heap } from './heap.ts';

/** What a process yields to go on at once: nothing had to be waited for. */
export const goOn = Symbol('go on');

/**
 * A thing with a course of its own, such as a request. It yields what a station, a limit or the clock gave it, and goes
 * on when that is done.
 */
export type Course = Generator<typeof goOn | void, void, void>;

export class Process {
  readonly course: Course;
  constructor(course: Course) {
    this.course = course;
  }
}

export interface Happening {
  happen(): void;
}

export class Clock {
  /** Since the simulation began. */
  nowMs = 0;
  private running: Process | undefined;
  private readonly heap = new Heap<Happening>();

  /** The process that is running: the one that a station is asked by. */
  get current(): Process {
    if (!this.running) throw new Error('Only a process can wait.');
    return this.running;
  }

  at(timeMs: number, happening: Happening): void {
    this.heap.push(Math.max(timeMs, this.nowMs), happening);
  }

  /** Starts a process now. */
  start(course: Course): void {
    this.resume(new Process(course));
  }

  /** For `yield`: the running process goes on after this time. */
  delay(durationMs: number): void {
    const process = this.current;
    this.at(this.nowMs + durationMs, { happen: () => this.resume(process) });
  }

  /** Lets a process run until it waits for something. Whoever runs now goes on afterwards. */
  resume(process: Process): void {
    const before = this.running;
    this.running = process;
    while (process.course.next().value === goOn);
    this.running = before;
  }

  runUntil(endMs: number): void {
    const { heap } = this;
    while (heap.length > 0 && heap.firstTime <= endMs) {
      this.nowMs = heap.firstTime;
      heap.pop().happen();
    }
    this.nowMs = endMs;
  }
}
