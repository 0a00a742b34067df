// A system as its model says, made of stations and limits.
import { Clock } from './clock.ts';
import { Limit } from './limit.ts';
import type { Heap, Model } from './model.ts';
import { randomOf, type Random } from './random.ts';
import { Station } from './station.ts';

export class Instance {
  readonly name: string;
  readonly cpu: Station;
  readonly threads: Limit;
  readonly connections: Limit;
  readonly heap: CollectedHeap;
  constructor(system: System, index: number) {
    const { clock, model } = system;
    const { cores, threads, connections } = model.orders;
    this.name = `orders-${index + 1}`;
    this.cpu = new Station(clock, `${this.name} cpu`, cores);
    this.threads = new Limit(clock, `${this.name} threads`, threads);
    this.connections = new Limit(clock, `${this.name} connections`, connections);
    this.heap = new CollectedHeap(model.orders.heap, this);
  }
}

/** Collects when its young part is full; the instance stands meanwhile. */
export class CollectedHeap {
  settings: Heap;
  collections = 0;
  pausedMs = 0;
  /** CPU time of the collectors. */
  collectedMs = 0;
  longestPauseMs = 0;
  allocatedBytes = 0;
  private young = 0;
  private readonly instance: Instance;
  constructor(settings: Heap, instance: Instance) {
    this.settings = settings;
    this.instance = instance;
  }

  get usedBytes(): number {
    return this.young + this.liveBytes;
  }

  private get liveBytes(): number {
    const { liveBytes, requestBytes } = this.settings;
    return liveBytes + requestBytes * this.instance.threads.held;
  }

  allocate(bytes: number): void {
    this.young += bytes;
    this.allocatedBytes += bytes;
    if (this.young < this.settings.youngBytes) return;
    this.young = 0;
    const { pauseMs, pauseMsPerLiveMegabyte, collectors } = this.settings;
    const pause = pauseMs + pauseMsPerLiveMegabyte * (this.liveBytes / 2 ** 20);
    this.collections += 1;
    this.pausedMs += pause;
    this.collectedMs += pause * Math.min(collectors, this.instance.cpu.servers);
    this.longestPauseMs = Math.max(this.longestPauseMs, pause);
    this.instance.cpu.pause(pause);
  }
}

/** What lies in the cache: until when, by key. */
export class CacheEntries {
  hits = 0;
  misses = 0;
  private readonly expiry: Float64Array;
  constructor(keys: number) {
    this.expiry = new Float64Array(keys).fill(-1);
  }
  has(key: number, nowMs: number): boolean {
    const found = (this.expiry[key] as number) > nowMs;
    if (found) this.hits += 1;
    else this.misses += 1;
    return found;
  }
  put(key: number, untilMs: number): void {
    this.expiry[key] = untilMs;
  }
}

export class System {
  readonly clock = new Clock();
  /** As it is now: changes replace parts of it. */
  model: Model;
  readonly gateway: Station;
  readonly instances: Instance[];
  readonly cache: Station;
  readonly cacheEntries: CacheEntries;
  readonly databaseCpu: Station;
  readonly databaseDisk: Station;
  /** The row of the warehouse that most orders take. */
  readonly hotRow: Limit;
  readonly catalogue: Station;
  paymentsInFlight = 0;
  private readonly randoms = new Map<string, Random>();
  private readonly popularity: Float64Array;

  constructor(model: Model) {
    this.model = model;
    const { clock } = this;
    this.gateway = new Station(clock, 'gateway cpu', model.gateway.cores);
    this.cache = new Station(clock, 'cache thread', 1);
    this.cacheEntries = new CacheEntries(model.cache.products);
    this.databaseCpu = new Station(clock, 'orders-db cpu', model.database.cores);
    this.databaseDisk = new Station(clock, 'orders-db disk', model.database.disks);
    this.hotRow = new Limit(clock, 'orders-db hot row', 1);
    this.catalogue = new Station(clock, 'catalogue cpu', model.catalogue.cores);
    this.instances = Array.from({ length: model.orders.instances }, (_, index) => new Instance(this, index));
    this.popularity = cumulativeZipf(model.cache.products, model.cache.skew);
  }

  /** The stream of randomness of one part. */
  random(name: string): Random {
    const known = this.randoms.get(name);
    if (known) return known;
    const random = randomOf(this.model.seed, name);
    this.randoms.set(name, random);
    return random;
  }

  get stations(): readonly Station[] {
    const { gateway, cache, databaseCpu, databaseDisk, catalogue } = this;
    return [gateway, ...this.instances.map(({ cpu }) => cpu), cache, databaseCpu, databaseDisk, catalogue];
  }

  get limits(): readonly Limit[] {
    return [...this.instances.flatMap(({ threads, connections }) => [threads, connections]), this.hotRow];
  }

  /** A product by its popularity. */
  pickProduct(): number {
    const drawn = this.random('products').uniform();
    let from = 0;
    let to = this.popularity.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.popularity[middle] as number) <= drawn) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** From now on the system is as `model` says, also its sizes. */
  change(model: Partial<Model>): void {
    this.model = { ...this.model, ...model };
    const { orders, database, gateway, catalogue } = this.model;
    for (const instance of this.instances) {
      instance.cpu.servers = orders.cores;
      instance.threads.places = orders.threads;
      instance.connections.places = orders.connections;
      instance.heap.settings = orders.heap;
    }
    this.databaseCpu.servers = database.cores;
    this.databaseDisk.servers = database.disks;
    this.gateway.servers = gateway.cores;
    this.catalogue.servers = catalogue.cores;
  }
}

function cumulativeZipf(count: number, exponent: number): Float64Array {
  const cumulative = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank += 1) {
    sum += (rank + 1) ** -exponent;
    cumulative[rank] = sum;
  }
  for (let rank = 0; rank < count; rank += 1) cumulative[rank] = (cumulative[rank] as number) / sum;
  return cumulative;
}
