// What can be set in a simulated system: a web shop's order service behind a gateway, with a cache, a database, a
// catalogue service behind it and a payment provider outside. All times in ms, all of one request or one query.

/** A time with a spread: gamma for work, lognormal for what others take. */
export interface Spread {
  meanMs: number;
  /** Standard deviation by mean. */
  cv: number;
}

export interface Heap {
  /** Allocated since the last collection when the next one comes. */
  youngBytes: number;
  /** What survives a collection besides the requests in flight. */
  liveBytes: number;
  /** Held by one request in flight. */
  requestBytes: number;
  /** A collection stops the instance for this long, and for this much more by the live byte. */
  pauseMs: number;
  pauseMsPerLiveMegabyte: number;
  /** Threads that collect while the instance stands. */
  collectors: number;
}

export interface Model {
  seed: number;
  /** The first moment, as milliseconds since 1970. */
  startMs: number;
  durationMs: number;
  /** Requests a second at a moment of the simulation, ms since its start. */
  demand(timeMs: number): number;
  /** `demand` is never above. */
  highestDemand: number;
  /** Shares of the requests; they add up to 1. */
  mix: Readonly<Record<RouteName, number>>;
  gateway: { cores: number; work: Spread };
  orders: {
    instances: number;
    cores: number;
    threads: number;
    connections: number;
    heap: Heap;
    /** Each answer allocates so much. */
    allocation: Readonly<Record<RouteName, number>>;
    work: Readonly<Record<RouteName, Spread>>;
  };
  cache: {
    work: Spread;
    products: number;
    /** Of the products' popularity: of the k-th most popular it is 1/k to this power. */
    skew: number;
    lifeMs: number;
  };
  database: {
    cores: number;
    disks: number;
    /** Share of reads that find no page in memory. */
    missShare: number;
    disk: Spread;
    /** A commit is written to the disk. */
    commit: Spread;
    networkMs: number;
    statement: Readonly<Record<StatementName, Spread>>;
  };
  checkout: {
    /** Mean of the order's lines beyond the first. */
    furtherLines: number;
    /** Each line's stock is read by a query of its own, in the transaction that holds the lock. */
    readsLineByLine: boolean;
    /** Share of the orders that take the warehouse's hot row. */
    hotShare: number;
  };
  catalogue: { cores: number; work: Spread };
  payment: {
    answer: Spread;
    /** Factor on the answer's time at a moment of the simulation. */
    slowdown(timeMs: number): number;
    timeoutMs: number;
    attempts: number;
  };
  /** Changes of the running system, as marks. */
  changes: readonly Change[];
}

export interface Change {
  atMs: number;
  title: string;
  kind: 'deployment' | 'campaign' | 'incident' | 'batch';
  /** Parts of the model from then on. */
  model: Partial<Model>;
}

export const routeNames = ['GET /products/{id}', 'GET /orders', 'GET /search', 'POST /checkout'] as const;
export type RouteName = (typeof routeNames)[number];

export const statementNames = [
  'select product',
  'select orders',
  'count orders',
  'select warehouse for update',
  'select stock of line',
  'select stock of lines',
  'insert order',
  'commit',
] as const;
export type StatementName = (typeof statementNames)[number];
