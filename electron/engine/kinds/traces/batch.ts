// What a format of traces yields.

export type AttributeValue = string | number | boolean | null | unknown[] | { [key: string]: unknown };
export interface SpanRecord {
  /** Lower-case hex, 32 and 16 digits. */
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  service: string;
  operation: string;
  kind: 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  startNs: bigint;
  endNs: bigint;
  status: 'unset' | 'ok' | 'error';
  statusMessage: string;
  attributes: Record<string, AttributeValue>;
  /** Shared by reference between the spans of one resource. */
  resource: Record<string, AttributeValue>;
  /** What happened within the span, such as an exception, in the order of the file; most spans have none. */
  events: readonly SpanEvent[];
  /** Spans of this or another trace that this one came from or belongs with. */
  links: readonly SpanLink[];
}
export interface SpanEvent {
  name: string;
  timeNs: bigint;
  attributes: Record<string, AttributeValue>;
}
export interface SpanLink {
  /** Lower-case hex, 32 and 16 digits. */
  traceId: string;
  spanId: string;
  attributes: Record<string, AttributeValue>;
}
export interface TraceBatch {
  kind: 'traces';
  spans: SpanRecord[];
}
