// What one request does, from the gateway to its answer. Everything measured of it is told to the observer as it
// happens, so that traces, logs, profiles and metrics are of the same requests.
import { answeredWithin } from './answer.ts';
import type { Course, goOn } from './clock.ts';
import type { RouteName, Spread, StatementName } from './model.ts';
import type { Instance, System } from './system.ts';

export type ServiceName = 'gateway' | 'orders' | 'orders-db' | 'cache' | 'catalogue' | 'payment';

/** One thing done in a request, as a span tells it. Times in ms since the simulation began. */
export interface Step {
  service: ServiceName;
  /** The service's instance, where it has several. */
  host: string;
  name: string;
  role: 'server' | 'client' | 'internal';
  startMs: number;
  endMs: number;
  parent: Step | null;
  failed: boolean;
  /** Waits within the step that were for no other service. */
  waitMs: number;
}

export interface Finished {
  route: RouteName;
  host: string;
  startMs: number;
  endMs: number;
  /** From where the order service took it to its answer. */
  upstreamMs: number;
  status: 200 | 502 | 504;
}

/** Hears what happens. What it is told must not be changed by it. */
export interface Observer {
  /** Whether this request is traced; decided at its start. */
  isTraced(): boolean;
  /** A step of a traced request has ended. */
  step(step: Step): void;
  query(statement: StatementName, host: string, startMs: number, endMs: number, waitedMs: number): void;
  /** Work on a processor that has just ended, with the function that did it. */
  worked(service: ServiceName, host: string, what: string, endMs: number, workMs: number): void;
  finished(request: Finished): void;
}

type Doing<T = void> = Generator<typeof goOn | void, T, void>;

export class Request {
  private readonly system: System;
  private readonly observer: Observer;
  private readonly route: RouteName;
  private readonly instance: Instance;
  private readonly isTraced: boolean;
  private open: Step | null = null;

  constructor(system: System, observer: Observer, route: RouteName, instance: Instance) {
    this.system = system;
    this.observer = observer;
    this.route = route;
    this.instance = instance;
    this.isTraced = observer.isTraced();
  }

  *run(): Course {
    const { system, route, instance, observer } = this;
    const { clock } = system;
    const startMs = clock.nowMs;
    const edge = this.begin('gateway', 'gateway', route, 'server');
    yield* this.workAtGateway();
    const upstreamStartMs = clock.nowMs;
    const call = this.begin('gateway', 'gateway', route, 'client');
    yield instance.threads.take();
    const served = this.begin('orders', instance.name, route, 'server', instance.threads.lastWaitMs);
    let failed = false;
    yield* this.work('parse');
    switch (route) {
      case 'GET /products/{id}':
        yield* this.product();
        break;
      case 'GET /orders':
        yield* this.orderList();
        break;
      case 'GET /search':
        yield* this.search();
        break;
      case 'POST /checkout':
        failed = !(yield* this.checkout());
        break;
    }
    yield* this.work('render');
    instance.heap.allocate(system.model.orders.allocation[route]);
    this.end(served, failed);
    instance.threads.release();
    this.end(call, failed);
    const upstreamMs = clock.nowMs - upstreamStartMs;
    yield* this.workAtGateway();
    this.end(edge, failed);
    observer.finished({
      route,
      host: instance.name,
      startMs,
      endMs: clock.nowMs,
      upstreamMs,
      status: failed ? 502 : 200,
    });
  }

  private *product(): Doing {
    const { system } = this;
    const { clock, cacheEntries } = system;
    const key = system.pickProduct();
    const asked = this.begin('orders', this.instance.name, 'GET product', 'client');
    yield system.cache.serve(this.drawn('cache', system.model.cache.work));
    this.end(asked);
    if (cacheEntries.has(key, clock.nowMs)) return;
    yield* this.takeConnection();
    yield* this.query('select product');
    this.instance.connections.release();
    cacheEntries.put(key, clock.nowMs + system.model.cache.lifeMs);
  }

  private *orderList(): Doing {
    yield* this.takeConnection();
    yield* this.query('select orders');
    yield* this.query('count orders');
    this.instance.connections.release();
  }

  private *search(): Doing {
    const { system } = this;
    const call = this.begin('orders', this.instance.name, 'GET /catalogue', 'client');
    const served = this.begin('catalogue', 'catalogue', 'GET /catalogue', 'server');
    const workMs = this.drawn('catalogue', system.model.catalogue.work);
    yield system.catalogue.serve(workMs);
    this.observer.worked('catalogue', 'catalogue', 'rank', system.clock.nowMs, workMs);
    this.end(served);
    this.end(call);
  }

  /** False where the payment was not answered. */
  private *checkout(): Doing<boolean> {
    const { system } = this;
    const paid = yield* this.pay();
    if (!paid) return false;
    const { furtherLines, readsLineByLine, hotShare } = system.model.checkout;
    const random = system.random('checkout');
    const lines = 1 + Math.floor(random.exponential(furtherLines + 0.5));
    const isHot = random.uniform() < hotShare;
    yield* this.takeConnection();
    if (!readsLineByLine) yield* this.query('select stock of lines');
    if (isHot) yield* this.lockHotRow();
    if (readsLineByLine) yield* this.reserve(lines);
    yield* this.query('insert order');
    yield* this.query('commit');
    if (isHot) system.hotRow.release();
    this.instance.connections.release();
    return true;
  }

  /** Line by line: a query each, and a little work between. */
  private *reserve(lines: number): Doing {
    for (let line = 0; line < lines; line += 1) {
      yield* this.query('select stock of line');
      yield* this.work('reserve');
    }
  }

  /** Of the instance's pool; whoever takes it gives it back. */
  private *takeConnection(): Doing {
    const { connections, name } = this.instance;
    const asked = this.begin('orders', name, 'acquire connection', 'internal');
    yield connections.take();
    this.end(asked, false, connections.lastWaitMs);
  }

  private *lockHotRow(): Doing {
    const { system } = this;
    const { clock } = system;
    const startMs = clock.nowMs;
    const call = this.begin('orders', this.instance.name, 'select warehouse for update', 'client');
    yield* this.statement('select warehouse for update');
    yield system.hotRow.take();
    const { lastWaitMs } = system.hotRow;
    this.end(call, false, lastWaitMs);
    this.observer.query('select warehouse for update', this.instance.name, startMs, clock.nowMs, lastWaitMs);
  }

  private *query(name: StatementName): Doing {
    const { clock } = this.system;
    const startMs = clock.nowMs;
    const call = this.begin('orders', this.instance.name, name, 'client');
    yield* this.statement(name);
    this.end(call);
    this.observer.query(name, this.instance.name, startMs, clock.nowMs, 0);
  }

  private *statement(name: StatementName): Doing {
    const { system } = this;
    const { clock, model } = system;
    const { missShare, disk, commit, networkMs, statement } = model.database;
    const random = system.random('database');
    yield clock.delay(networkMs / 2);
    const workMs = this.drawn('database', statement[name]);
    yield system.databaseCpu.serve(workMs);
    this.observer.worked('orders-db', 'orders-db', name, clock.nowMs, workMs);
    if (name === 'commit') yield system.databaseDisk.serve(this.drawn('disk', commit));
    else if (random.uniform() < missShare) yield system.databaseDisk.serve(this.drawn('disk', disk));
    yield clock.delay(networkMs / 2);
  }

  /** Tries again where an attempt is not answered in time. */
  private *pay(): Doing<boolean> {
    const { system } = this;
    const { timeoutMs, attempts } = system.model.payment;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const call = this.begin('orders', this.instance.name, 'POST payment', 'client');
      const answered = yield* answeredWithin(system.clock, this.payment(), timeoutMs);
      this.end(call, !answered);
      if (answered) return true;
    }
    return false;
  }

  private *payment(): Course {
    const { system } = this;
    const { clock, model } = system;
    const { answer, slowdown } = model.payment;
    const { meanMs, cv } = answer;
    system.paymentsInFlight += 1;
    yield clock.delay(system.random('payment').lognormal(meanMs * slowdown(clock.nowMs), cv));
    system.paymentsInFlight -= 1;
  }

  /** A third of the route's work before, a third after, and for each line of an order a small part. */
  private *work(what: 'parse' | 'render' | 'reserve'): Doing {
    const { system, instance, route } = this;
    const { meanMs, cv } = system.model.orders.work[route];
    const share = what === 'reserve' ? 0.02 : 0.5;
    const workMs = system.random('orders').gamma(meanMs * share, cv);
    yield instance.cpu.serve(workMs);
    this.observer.worked('orders', instance.name, `${route} ${what}`, system.clock.nowMs, workMs);
  }

  private *workAtGateway(): Doing {
    const { gateway, model, clock } = this.system;
    const workMs = this.drawn('gateway', model.gateway.work) / 2;
    yield gateway.serve(workMs);
    this.observer.worked('gateway', 'gateway', 'forward', clock.nowMs, workMs);
  }

  private drawn(stream: string, { meanMs, cv }: Spread): number {
    return this.system.random(stream).gamma(meanMs, cv);
  }

  private begin(
    service: ServiceName,
    host: string,
    name: string,
    role: Step['role'],
    waitMs = 0,
  ): Step | null {
    if (!this.isTraced) return null;
    const startMs = this.system.clock.nowMs - waitMs;
    const step: Step = {
      service,
      host,
      name,
      role,
      startMs,
      endMs: 0,
      parent: this.open,
      failed: false,
      waitMs,
    };
    this.open = step;
    return step;
  }

  private end(step: Step | null, failed = false, waitMs = 0): void {
    if (step === null) return;
    step.endMs = this.system.clock.nowMs;
    step.failed = failed;
    step.waitMs += waitMs;
    this.open = step.parent;
    this.observer.step(step);
  }
}
