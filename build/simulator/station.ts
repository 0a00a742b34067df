// Servers with one queue before them: the cores of a host, a disk, a thread of Redis. Work is taken in the order of its
// arrival and done without interruption, but for pauses of the whole station.
import type { Clock, Happening, Process } from './clock.ts';
import { Queue } from './queue.ts';

/** What a station has done since the simulation began. Times are sums over jobs. */
export interface StationTotals {
  arrivals: number;
  completions: number;
  /** Time of work done, without waiting and pauses. */
  busyMs: number;
  /** From arrival to the start of the work. */
  waitMs: number;
  /** From arrival to the end of the work. */
  residenceMs: number;
  /** Integral of the number of jobs in the station. */
  presentMs: number;
}

class Job implements Happening {
  startedMs = 0;
  pausedMs = 0;
  readonly station: Station;
  readonly process: Process;
  readonly workMs: number;
  readonly arrivedMs: number;
  constructor(station: Station, process: Process, workMs: number, arrivedMs: number) {
    this.station = station;
    this.process = process;
    this.workMs = workMs;
    this.arrivedMs = arrivedMs;
  }
  happen(): void {
    this.station.end(this);
  }
}

export class Station {
  readonly name: string;
  /** May be changed while the simulation runs; work that has begun is done all the same. */
  servers: number;
  readonly totals: StationTotals = {
    arrivals: 0,
    completions: 0,
    busyMs: 0,
    waitMs: 0,
    residenceMs: 0,
    presentMs: 0,
  };
  /** How long the job that ended last had waited for a server. */
  lastWaitMs = 0;
  private readonly clock: Clock;
  private working = 0;
  private readonly waiting = new Queue<Job>();
  private pausedUntilMs = 0;
  private pausedTotalMs = 0;
  private changedMs = 0;

  constructor(clock: Clock, name: string, servers: number) {
    this.clock = clock;
    this.name = name;
    this.servers = servers;
  }

  get queued(): number {
    return this.waiting.length;
  }

  /** Servers at work. */
  get busy(): number {
    return this.working;
  }

  /** For `yield`: the running process goes on when this much work of its own has been done. */
  serve(workMs: number): void {
    const { clock } = this;
    this.count();
    const job = new Job(this, clock.current, workMs, clock.nowMs);
    this.totals.arrivals += 1;
    if (this.working < this.servers) this.begin(job);
    else this.waiting.push(job);
  }

  /** Nothing is done for this time, also not what has begun. A pause within a pause begins after it. */
  pause(durationMs: number): void {
    this.pausedUntilMs = Math.max(this.pausedUntilMs, this.clock.nowMs) + durationMs;
    this.pausedTotalMs += durationMs;
  }

  /** Brings `totals.presentMs` up to now. */
  count(): void {
    const { nowMs } = this.clock;
    this.totals.presentMs += (this.working + this.waiting.length) * (nowMs - this.changedMs);
    this.changedMs = nowMs;
  }

  private begin(job: Job): void {
    this.working += 1;
    const { nowMs } = this.clock;
    job.startedMs = nowMs;
    job.pausedMs = this.pausedTotalMs;
    this.clock.at(Math.max(nowMs, this.pausedUntilMs) + job.workMs, job);
  }

  /** Called by the clock. */
  end(job: Job): void {
    const lostMs = this.pausedTotalMs - job.pausedMs;
    if (lostMs > 0) {
      job.pausedMs = this.pausedTotalMs;
      this.clock.at(this.clock.nowMs + lostMs, job);
      return;
    }
    this.count();
    const { totals, clock } = this;
    totals.completions += 1;
    totals.busyMs += job.workMs;
    totals.waitMs += job.startedMs - job.arrivedMs;
    totals.residenceMs += clock.nowMs - job.arrivedMs;
    this.working -= 1;
    while (this.working < this.servers && this.waiting.length > 0) this.begin(this.waiting.shift() as Job);
    this.lastWaitMs = job.startedMs - job.arrivedMs;
    clock.resume(job.process);
  }
}
