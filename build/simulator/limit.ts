// A number of places that are held for as long as the holder likes: threads of a server, connections of a pool, a row
// lock (one place). Who comes first gets the next place.
import { goOn, type Clock, type Process } from './clock.ts';
import { Queue } from './queue.ts';

export interface LimitTotals {
  /** Places asked for. */
  requests: number;
  /** Places given. */
  grants: number;
  /** Who had to wait. */
  waits: number;
  releases: number;
  /** Sum over grants, from the asking to the place. */
  waitMs: number;
  /** Integral of the places held. */
  heldMs: number;
  /** Integral of those who wait. */
  waitingMs: number;
}

interface Waiter {
  process: Process;
  sinceMs: number;
}

export class Limit {
  readonly name: string;
  /** May be changed while the simulation runs; places that are held are not taken away. */
  places: number;
  readonly totals: LimitTotals = {
    requests: 0,
    grants: 0,
    waits: 0,
    releases: 0,
    waitMs: 0,
    heldMs: 0,
    waitingMs: 0,
  };
  /** How long the place given last was waited for. */
  lastWaitMs = 0;
  held = 0;
  private readonly clock: Clock;
  private readonly waiting = new Queue<Waiter>();
  private changedMs = 0;

  constructor(clock: Clock, name: string, places: number) {
    this.clock = clock;
    this.name = name;
    this.places = places;
  }

  get queued(): number {
    return this.waiting.length;
  }

  /** For `yield`: the running process goes on when it has a place. */
  take(): typeof goOn | void {
    this.count();
    this.totals.requests += 1;
    const { clock } = this;
    if (this.held < this.places) {
      this.give(clock.nowMs);
      return goOn;
    }
    this.totals.waits += 1;
    this.waiting.push({ process: clock.current, sinceMs: clock.nowMs });
  }

  release(): void {
    this.count();
    this.held -= 1;
    this.totals.releases += 1;
    while (this.held < this.places && this.waiting.length > 0) {
      const next = this.waiting.shift() as Waiter;
      this.give(next.sinceMs);
      this.clock.resume(next.process);
    }
  }

  /** Brings the integrals up to now. */
  count(): void {
    const spanMs = this.clock.nowMs - this.changedMs;
    this.totals.heldMs += this.held * spanMs;
    this.totals.waitingMs += this.waiting.length * spanMs;
    this.changedMs = this.clock.nowMs;
  }

  private give(sinceMs: number): void {
    this.held += 1;
    this.totals.grants += 1;
    this.lastWaitMs = this.clock.nowMs - sinceMs;
    this.totals.waitMs += this.lastWaitMs;
  }
}
