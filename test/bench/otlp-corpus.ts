// Trace exports of any size for measuring: requests through five services, seeded, in the shape the collector's file
// exporter writes (JSON lines) or as one object.

/** Deterministic and fast; the quality of the numbers does not matter here. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const services = ['gateway', 'orders', 'inventory', 'payments', 'orders-db'];
const routes = ['GET /orders', 'POST /orders', 'GET /stock/{id}', 'POST /charge', 'SELECT orders'];

/** Yields about `bytes` bytes of OTLP JSON lines, one batch of a resource's spans a line. */
export function* otlpLines(bytes: number, seed = 1): Generator<string> {
  const random = mulberry32(seed);
  const hex = (digits: number): string => {
    let text = '';
    while (text.length < digits)
      text += Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    return text.slice(0, digits);
  };
  let written = 0;
  let clockNs = 1_700_000_000_000_000_000n;
  while (written < bytes) {
    /** What each service's spans hang below: the call of the service before. */
    const requests = Array.from({ length: 20 }, () => ({ traceId: hex(32), parentSpanId: '' }));
    for (const [service, name] of services.entries()) {
      const spans = requests.flatMap((request) => {
        const { traceId, parentSpanId } = request;
        return Array.from({ length: service === 4 ? 4 : 1 }, () => {
          const startNs = clockNs + BigInt(Math.floor(service * 4_000_000 + random() * 5_000_000));
          const spanId = hex(16);
          request.parentSpanId = spanId;
          return {
            traceId,
            spanId,
            parentSpanId,
            name: routes[service],
            kind: service === 4 ? 3 : 2,
            startTimeUnixNano: String(startNs),
            endTimeUnixNano: String(startNs + BigInt(Math.floor((5 - service) * random() * 20_000_000))),
            attributes: [
              { key: 'http.request.method', value: { stringValue: 'GET' } },
              { key: 'url.path', value: { stringValue: `/orders/${Math.floor(random() * 5000)}` } },
              { key: 'http.response.status_code', value: { intValue: '200' } },
              {
                key: 'db.query.text',
                value: { stringValue: 'SELECT * FROM order_lines WHERE order_id = ?' },
              },
              { key: 'thread.id', value: { intValue: String(Math.floor(random() * 64)) } },
            ],
            status: random() < 0.01 ? { code: 2, message: 'deadline exceeded' } : {},
          };
        });
      });
      const resource = {
        attributes: [
          { key: 'service.name', value: { stringValue: name } },
          { key: 'service.version', value: { stringValue: '2.4.1' } },
        ],
      };
      const scopeSpans = [{ scope: { name: 'io.opentelemetry.http', version: '2.9.0' }, spans }];
      const line = `${JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] })}\n`;
      written += line.length;
      yield line;
    }
    clockNs += 40_000_000n;
  }
}

/** The same content as one object, as an API answers: nothing can be split at line ends. */
export function* otlpObject(bytes: number, seed = 1): Generator<string> {
  let separator = '{"resourceSpans":[';
  for (const line of otlpLines(bytes, seed)) {
    yield separator + line.slice('{"resourceSpans":['.length, -']}\n'.length);
    separator = ',';
  }
  yield ']}';
}
