// The clock of a simulation: what happens next, in order of time and, at the same time, of when it was arranged.

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
  private readonly heap = new Heap();

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

/** A binary heap of times, with what happens at them. */
class Heap {
  length = 0;
  private times = new Float64Array(1024);
  private orders = new Float64Array(1024);
  private readonly happenings: Happening[] = [];
  private arranged = 0;

  get firstTime(): number {
    return this.times[0] as number;
  }

  push(time: number, happening: Happening): void {
    if (this.length === this.times.length) this.grow();
    this.arranged += 1;
    this.siftUp(this.length, time, this.arranged, happening);
    this.length += 1;
  }

  pop(): Happening {
    const { times, orders, happenings } = this;
    const first = happenings[0] as Happening;
    this.length -= 1;
    const last = this.length;
    const happening = happenings[last] as Happening;
    happenings.pop();
    if (last > 0) this.siftDown(times[last] as number, orders[last] as number, happening);
    return first;
  }

  private siftUp(from: number, time: number, order: number, happening: Happening): void {
    const { times, orders, happenings } = this;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      // What is new was arranged last, so that equal times stay as they are.
      if ((times[parent] as number) <= time) break;
      times[at] = times[parent] as number;
      orders[at] = orders[parent] as number;
      happenings[at] = happenings[parent] as Happening;
      at = parent;
    }
    times[at] = time;
    orders[at] = order;
    happenings[at] = happening;
  }

  private siftDown(time: number, order: number, happening: Happening): void {
    const { times, orders, happenings, length } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= length) break;
      if (child + 1 < length && this.isBefore(child + 1, times[child] as number, orders[child] as number)) {
        child += 1;
      }
      if (!this.isBefore(child, time, order)) break;
      times[at] = times[child] as number;
      orders[at] = orders[child] as number;
      happenings[at] = happenings[child] as Happening;
      at = child;
    }
    times[at] = time;
    orders[at] = order;
    happenings[at] = happening;
  }

  private isBefore(index: number, time: number, order: number): boolean {
    const own = this.times[index] as number;
    return own < time || (own === time && (this.orders[index] as number) < order);
  }

  private grow(): void {
    const times = new Float64Array(this.times.length * 2);
    times.set(this.times);
    this.times = times;
    const orders = new Float64Array(this.orders.length * 2);
    orders.set(this.orders);
    this.orders = orders;
  }
}
