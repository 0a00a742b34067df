// Traces of the evening peak on both days, as an OpenTelemetry collector's file exporter writes them: one export
// request a line.
import {
  contendingShare,
  databaseAt,
  demandPerSecond,
  meanOrderLines,
  variantAt,
  type Endpoint,
} from './model.ts';
import type { Random } from './random.ts';

type Attributes = Record<string, string | number>;
interface SpanDraft {
  spanId: string;
  parentSpanId: string;
  service: string;
  name: string;
  kind: number;
  startUs: number;
  endUs: number;
  attributes: Attributes;
  error?: string;
}

const kinds = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;

const attributeList = (attributes: Attributes): unknown[] =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
  }));

const statements = {
  cart: 'SELECT id, customer_id, state FROM carts WHERE id = $1',
  stock: 'SELECT product_id, on_hand, reserved FROM stock WHERE product_id = $1 FOR UPDATE',
  stockBatch:
    'SELECT product_id, on_hand, reserved FROM stock WHERE product_id = ANY($1) ORDER BY product_id FOR UPDATE',
  reserve: 'UPDATE stock SET reserved = reserved + 1 WHERE product_id = $1',
  insertOrder: 'INSERT INTO orders (customer_id, total_cents, state) VALUES ($1, $2, $3) RETURNING id',
  orders:
    'SELECT id, placed_at, total_cents, state FROM orders WHERE customer_id = $1 ORDER BY placed_at DESC LIMIT 20',
  lines: 'SELECT product_id, quantity, price_cents FROM order_lines WHERE order_id = $1',
  linesBatch: 'SELECT order_id, product_id, quantity, price_cents FROM order_lines WHERE order_id = ANY($1)',
} as const;

/** Writes the spans of one request, moving a clock along in microseconds. */
class RequestTrace {
  readonly spans: SpanDraft[] = [];
  clockUs: number;
  readonly #random: Random;

  constructor(random: Random, startUs: number) {
    this.#random = random;
    this.clockUs = startUs;
  }

  work(medianMs: number, sigma = 0.3): void {
    this.clockUs += Math.round(this.#random.logNormal(medianMs, sigma) * 1000);
  }

  /** Opens a span, runs what is inside it, and closes it where the clock then stands. */
  within(
    parent: SpanDraft | null,
    service: string,
    name: string,
    kind: number,
    attributes: Attributes,
    inside: (span: SpanDraft) => void,
  ): SpanDraft {
    const span: SpanDraft = {
      spanId: this.#random.hex(16),
      parentSpanId: parent?.spanId ?? '',
      service,
      name,
      kind,
      startUs: this.clockUs,
      endUs: this.clockUs,
      attributes,
    };
    this.spans.push(span);
    inside(span);
    span.endUs = Math.max(this.clockUs, span.startUs + 1);
    return span;
  }

  query(parent: SpanDraft, statement: string, medianMs: number, waitMs = 0): void {
    const operation = statement.split(' ', 1)[0] ?? '';
    const table = /(?:FROM|INTO|UPDATE) (\w+)/u.exec(statement)?.[1] ?? 'orders';
    const attributes = {
      'db.system.name': 'postgresql',
      'db.namespace': 'orders',
      'db.operation.name': operation,
      'db.query.text': statement,
      'server.address': 'orders-db.internal',
    };
    this.within(parent, 'order-service', `${operation} ${table}`, kinds.client, attributes, () => {
      this.clockUs += Math.round(waitMs * 1000);
      this.work(medianMs, 0.4);
    });
    this.work(0.25);
  }
}

function requestTrace(random: Random, timeMs: number, endpoint: Endpoint): SpanDraft[] {
  const variant = variantAt(timeMs);
  const database = databaseAt(demandPerSecond(timeMs), variant);
  const trace = new RequestTrace(random, timeMs * 1000 + Math.floor(random.uniform() * 1000));
  const [method = 'GET', route = '/'] = endpoint.split(' ');
  const http = { 'http.request.method': method, 'http.route': route, 'url.scheme': 'https' };
  const lines = Math.max(2, Math.round(random.logNormal(meanOrderLines, 0.35)));
  const gateway = trace.within(null, 'web-gateway', endpoint, kinds.server, http, (root) => {
    trace.work(1.2);
    trace.within(
      root,
      'web-gateway',
      `HTTP ${method}`,
      kinds.client,
      { ...http, 'server.address': 'order-service.internal' },
      (call) => {
        trace.work(0.6);
        trace.within(call, 'order-service', endpoint, kinds.server, http, (server) => {
          trace.work(2.5);
          if (endpoint === 'POST /checkout')
            checkout(trace, server, random, database, variant === 'before' ? lines : null);
          else if (endpoint === 'GET /orders')
            listOrders(trace, server, random, database.queryMs, variant === 'before');
          else {
            const cached = random.uniform() < 0.85;
            trace.within(
              server,
              'order-service',
              'GET product',
              kinds.client,
              { 'db.system.name': 'redis', 'db.operation.name': 'GET', 'server.address': 'cache.internal' },
              () => trace.work(0.5),
            );
            if (!cached)
              trace.query(
                server,
                'SELECT id, name, price_cents FROM products WHERE id = $1',
                database.queryMs,
              );
            trace.within(server, 'order-service', 'serialize response', kinds.internal, {}, () =>
              trace.work(1.5),
            );
          }
          trace.work(1.5);
        });
        trace.work(0.5);
      },
    );
    trace.work(0.8);
  });
  gateway.attributes['http.response.status_code'] = gateway.error ? 503 : 200;
  return trace.spans;
}

function checkout(
  trace: RequestTrace,
  server: SpanDraft,
  random: Random,
  database: ReturnType<typeof databaseAt>,
  linesOneByOne: number | null,
): void {
  trace.query(server, statements.cart, database.queryMs);
  const contends = random.uniform() < contendingShare * database.lockUtilisation;
  const waitMs = contends
    ? Math.min(4200, random.exponential(database.lockHoldMs / (1 - database.lockUtilisation)))
    : 0;
  trace.within(
    server,
    'order-service',
    'reserve stock (transaction)',
    kinds.internal,
    { 'db.transaction.isolation': 'read committed' },
    (transaction) => {
      if (linesOneByOne === null)
        trace.query(transaction, statements.stockBatch, database.queryMs * 1.6, waitMs);
      else {
        const hotLine = Math.floor(random.uniform() * linesOneByOne);
        for (let line = 0; line < linesOneByOne; line += 1)
          trace.query(transaction, statements.stock, database.queryMs, line === hotLine ? waitMs : 0);
      }
      trace.query(transaction, statements.reserve, database.queryMs);
      trace.query(transaction, statements.insertOrder, database.queryMs * 1.2);
    },
  );
  trace.within(
    server,
    'order-service',
    'POST payment',
    kinds.client,
    {
      'http.request.method': 'POST',
      'server.address': 'api.payment.example',
      'peer.service': 'payment-provider',
    },
    (call) => {
      trace.work(58, 0.3);
      if (random.uniform() < 0.015) {
        call.error = 'payment provider answered 502';
        server.error = 'payment failed';
      }
    },
  );
  const publish = trace.within(
    server,
    'order-service',
    'order-events publish',
    kinds.producer,
    {
      'messaging.system': 'kafka',
      'messaging.destination.name': 'order-events',
      'messaging.operation.type': 'publish',
    },
    () => trace.work(1.1),
  );
  const resumeUs = trace.clockUs;
  trace.clockUs = publish.endUs + Math.round(random.exponential(35) * 1000);
  trace.within(
    publish,
    'notification-worker',
    'order-events process',
    kinds.consumer,
    {
      'messaging.system': 'kafka',
      'messaging.destination.name': 'order-events',
      'messaging.operation.type': 'process',
    },
    (consumer) => {
      trace.work(4);
      trace.within(
        consumer,
        'notification-worker',
        'POST mail',
        kinds.client,
        { 'http.request.method': 'POST', 'server.address': 'mail.internal' },
        () => trace.work(22, 0.4),
      );
    },
  );
  trace.clockUs = resumeUs;
}

function listOrders(
  trace: RequestTrace,
  server: SpanDraft,
  random: Random,
  queryMs: number,
  oneByOne: boolean,
): void {
  trace.query(server, statements.orders, queryMs * 1.5);
  if (oneByOne) {
    const orders = Math.max(3, Math.min(20, Math.round(random.logNormal(17, 0.3))));
    for (let order = 0; order < orders; order += 1) trace.query(server, statements.lines, queryMs);
  } else trace.query(server, statements.linesBatch, queryMs * 1.8);
  trace.within(server, 'order-service', 'serialize response', kinds.internal, {}, () => trace.work(3));
}

const inNanoseconds = (microseconds: number): string => `${microseconds}000`;

function exportRequest(traceId: string, spans: readonly SpanDraft[], version: string): string {
  const services = [...new Set(spans.map(({ service }) => service))];
  const resourceSpans = services.map((service) => ({
    resource: {
      attributes: attributeList({
        'service.name': service,
        'service.version': service === 'order-service' ? version : '3.2.0',
        'host.name': `${service}-1`,
      }),
    },
    scopeSpans: [
      {
        scope: { name: '@opentelemetry/instrumentation', version: '0.57.0' },
        spans: spans
          .filter((span) => span.service === service)
          .map(({ spanId, parentSpanId, name, kind, startUs, endUs, attributes, error }) => ({
            traceId,
            spanId,
            parentSpanId,
            name,
            kind,
            startTimeUnixNano: inNanoseconds(startUs),
            endTimeUnixNano: inNanoseconds(endUs),
            attributes: attributeList(attributes),
            status: error === undefined ? {} : { code: 2, message: error },
          })),
      },
    ],
  }));
  return JSON.stringify({ resourceSpans });
}

/** One trace every few seconds of the evening peak (19:00 to 20:00) of the given day. */
export function traceFile(random: Random, day: '2026-03-03' | '2026-03-04', count: number): string {
  const fromMs = Date.parse(`${day}T19:00:00Z`);
  const mix: readonly Endpoint[] = ['POST /checkout', 'GET /orders', 'POST /checkout', 'GET /products'];
  const lines = Array.from({ length: count }, (_, index) => {
    const timeMs = fromMs + Math.floor(((index + random.uniform()) / count) * 3_600_000);
    const endpoint = mix[index % mix.length] ?? 'GET /products';
    return exportRequest(
      random.hex(32),
      requestTrace(random, timeMs, endpoint),
      day === '2026-03-03' ? '2026.9.2' : '2026.9.3',
    );
  });
  return `${lines.join('\n')}\n`;
}
