// The system of the sample engagement: an order service whose checkout locks the rows of hot products while it
// reads the stock of each order line with a query of its own. The queries lengthen the time the lock is held, and
// at the evening peak the waiting grows without bound: an N+1 query and lock contention, each making the other
// worse. The fix reads all lines in one query before the transaction begins.
import type { Random } from './random.ts';

/** Tuesday and Wednesday, a working week without a campaign. */
export const startMs = Date.parse('2026-03-03T00:00:00Z');
export const endMs = Date.parse('2026-03-05T00:00:00Z');
/** The fix goes live on Wednesday morning, before the day's traffic. */
export const deployedAtMs = Date.parse('2026-03-04T05:30:00Z');

export const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export type Variant = 'before' | 'after';
export const variantAt = (timeMs: number): Variant => (timeMs < deployedAtMs ? 'before' : 'after');

const bell = (hour: number, centre: number, width: number): number =>
  Math.exp(-(((hour - centre) / width) ** 2) / 2);

/** Requests a second the shop's customers make, without noise. */
export function demandPerSecond(timeMs: number): number {
  const hour = ((timeMs - startMs) % dayMs) / hourMs;
  const night = 34 * (1 - 0.55 * bell(hour, 3.5, 2.4));
  const growth = timeMs >= startMs + dayMs ? 1.02 : 1;
  return growth * (night + 118 * bell(hour, 12.4, 1.7) + 226 * bell(hour, 19.6, 1.35));
}

export const endpoints = ['POST /checkout', 'GET /orders', 'GET /orders/{id}', 'GET /products'] as const;
export type Endpoint = (typeof endpoints)[number];
/** Of all requests. */
const checkoutShare = 0.12;
const shares: readonly number[] = [checkoutShare, 0.13, 0.2, 0.55];

export function pickEndpoint(random: Random): Endpoint {
  let left = random.uniform();
  for (const [index, endpoint] of endpoints.entries()) {
    left -= shares[index] ?? 0;
    if (left < 0) return endpoint;
  }
  return 'GET /products';
}

/** What the database does at one moment. */
export interface DatabaseState {
  /** Median of one simple query, ms: rises with the query rate. */
  queryMs: number;
  queriesPerSecond: number;
  /** Mean time a checkout holds the locks of its products, ms. */
  lockHoldMs: number;
  /** Share of time the hottest product's row is locked. */
  lockUtilisation: number;
}

/** Lines of an average order, each read with a query of its own before the fix. */
export const meanOrderLines = 18;
/** Share of checkouts that lock one given bestseller. */
const hotShare = 0.37;
/** Share of checkouts that lock at least one of the bestsellers. */
export const contendingShare = 0.9;

export function databaseAt(requestsPerSecond: number, variant: Variant): DatabaseState {
  const checkouts = requestsPerSecond * checkoutShare;
  const lists = requestsPerSecond * 0.13;
  const perCheckout = variant === 'before' ? 6 + meanOrderLines : 7;
  const perList = variant === 'before' ? 1 + 20 : 2;
  const queriesPerSecond = checkouts * perCheckout + lists * perList + requestsPerSecond * 0.75 * 1.1;
  const queryMs = 1.9 / (1 - Math.min(0.75, queriesPerSecond / 4200));
  const lockHoldMs = variant === 'before' ? 16 + meanOrderLines * queryMs : 11 + 2 * queryMs;
  const lockUtilisation = Math.min(0.97, (checkouts * hotShare * lockHoldMs) / 1000);
  return { queryMs, queriesPerSecond, lockHoldMs, lockUtilisation };
}

/** The gateway gives up on a request after this long. */
export const timeoutMs = 5000;

export interface RequestSample {
  endpoint: Endpoint;
  latencyMs: number;
  lockWaitMs: number;
  queries: number;
  outcome: 'ok' | 'error' | 'timeout';
}

/** One request's fate: application time, its queries, and the wait for the hot row (M/M/1 waiting time). */
export function sampleRequest(random: Random, database: DatabaseState, variant: Variant): RequestSample {
  const endpoint = pickEndpoint(random);
  const application = random.logNormal(endpoint === 'POST /checkout' ? 34 : 11, 0.35);
  const queries = queryCount(random, endpoint, variant);
  let databaseMs = 0;
  for (let index = 0; index < queries; index += 1) databaseMs += random.logNormal(database.queryMs, 0.45);
  const contends =
    endpoint === 'POST /checkout' &&
    random.uniform() < hotShare &&
    random.uniform() < database.lockUtilisation;
  const lockWaitMs = contends ? random.exponential(database.lockHoldMs / (1 - database.lockUtilisation)) : 0;
  const payment = endpoint === 'POST /checkout' ? random.logNormal(58, 0.3) : 0;
  const latencyMs = application + databaseMs + lockWaitMs + payment;
  if (latencyMs >= timeoutMs)
    return { endpoint, latencyMs: timeoutMs, lockWaitMs, queries, outcome: 'timeout' };
  const failed = random.uniform() < 0.0004 + (lockWaitMs > 2500 ? 0.25 : 0);
  return { endpoint, latencyMs, lockWaitMs, queries, outcome: failed ? 'error' : 'ok' };
}

export function queryCount(random: Random, endpoint: Endpoint, variant: Variant): number {
  const spread = (mean: number): number => Math.max(1, Math.round(random.logNormal(mean, 0.4)));
  switch (endpoint) {
    case 'POST /checkout':
      return variant === 'before' ? 6 + spread(meanOrderLines) : 7;
    case 'GET /orders':
      return variant === 'before' ? 1 + spread(20) : 2;
    case 'GET /orders/{id}':
      return 2;
    case 'GET /products':
      return random.uniform() < 0.12 ? 1 : 0;
  }
}
