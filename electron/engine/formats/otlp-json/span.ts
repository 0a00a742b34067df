// One OTLP span or resource, as `JSON.parse` gives it, in Assay's terms. Writers differ in how they spell ids, enums
// and 64-bit integers; everything seen in the field is taken, and what cannot be a span is refused with a reason.
import type { AttributeValue, SpanEvent, SpanLink, SpanRecord } from '../../kinds/traces/batch.ts';

export interface Resource {
  service: string;
  attributes: Record<string, AttributeValue>;
}

type Json = Record<string, unknown>;

const kinds: readonly SpanRecord['kind'][] = [
  'unspecified',
  'internal',
  'server',
  'client',
  'producer',
  'consumer',
];
const statuses: readonly SpanRecord['status'][] = ['unset', 'ok', 'error'];

/** SQLite and every consumer hold times as signed 64-bit; the year 2262 is the last. */
const maxTimeNs = 2n ** 63n - 1n;
/** Durations are numbers, exact up to 2^53 ns: 104 days. */
const maxDurationNs = BigInt(Number.MAX_SAFE_INTEGER);

/** The span as one of `resource`, or the reason why it cannot be a span. */
export function readSpan(value: unknown, resource: Resource): SpanRecord | string {
  if (!isObject(value)) return 'A span must be an object.';
  const traceId = readId(value['traceId'], 32);
  if (traceId === null)
    return `traceId is ${shown(value['traceId'])}; expected 32 hexadecimal digits, not all zero.`;
  const spanId = readId(value['spanId'], 16);
  if (spanId === null)
    return `spanId is ${shown(value['spanId'])}; expected 16 hexadecimal digits, not all zero.`;
  const parent = value['parentSpanId'];
  const hasParent = parent !== undefined && parent !== null && parent !== '' && !isAllZero(parent);
  const parentSpanId = hasParent ? readId(parent, 16) : null;
  if (hasParent && parentSpanId === null) {
    return `parentSpanId is ${shown(parent)}; expected 16 hexadecimal digits or nothing.`;
  }
  const startNs = readTime(value['startTimeUnixNano']);
  if (startNs === null)
    return `startTimeUnixNano is ${shown(value['startTimeUnixNano'])}; expected nanoseconds since 1970.`;
  const endNs = readTime(value['endTimeUnixNano']);
  if (endNs === null)
    return `endTimeUnixNano is ${shown(value['endTimeUnixNano'])}; expected nanoseconds since 1970.`;
  if (endNs < startNs) return `The span ends ${startNs - endNs} ns before it starts.`;
  if (endNs - startNs > maxDurationNs)
    return `The span lasts ${endNs - startNs} ns; more than 104 days is not a request.`;
  const status = isObject(value['status']) ? value['status'] : {};
  return {
    traceId,
    spanId,
    parentSpanId,
    operation: asText(value['name']),
    kind: readEnum(value['kind'], kinds, 'SPAN_KIND_'),
    startNs,
    endNs,
    status: readEnum(status['code'], statuses, 'STATUS_CODE_'),
    statusMessage: asText(status['message']),
    attributes: readAttributes(value['attributes']),
    events: readEvents(value['events'], startNs),
    links: readLinks(value['links']),
    service: resource.service,
    resource: resource.attributes,
  };
}

const noEvents: readonly SpanEvent[] = [];
const noLinks: readonly SpanLink[] = [];

/** What happened within the span; an event without a usable time is set at the span's start. */
function readEvents(list: unknown, spanStartNs: bigint): readonly SpanEvent[] {
  if (!Array.isArray(list) || list.length === 0) return noEvents;
  return (list as unknown[]).filter(isObject).map((event) => ({
    name: asText(event['name']),
    timeNs: readTime(event['timeUnixNano']) ?? spanStartNs,
    attributes: readAttributes(event['attributes']),
  }));
}

/** Links whose ids are none are left out: they lead nowhere. */
function readLinks(list: unknown): readonly SpanLink[] {
  if (!Array.isArray(list) || list.length === 0) return noLinks;
  return (list as unknown[]).filter(isObject).flatMap((link) => {
    const traceId = readId(link['traceId'], 32);
    const spanId = readId(link['spanId'], 16);
    if (traceId === null || spanId === null) return [];
    return [{ traceId, spanId, attributes: readAttributes(link['attributes']) }];
  });
}

/** `service.name` and all attributes of a resource; `fallback` names a service that does not say its name. */
export function readResource(value: unknown, fallback: string): Resource {
  const attributes = readAttributes(isObject(value) ? value['attributes'] : undefined);
  const name = attributes['service.name'];
  return { service: typeof name === 'string' && name !== '' ? name : fallback, attributes };
}

/** A key-value list as an object. Of a key written twice, the last value stays. */
function readAttributes(list: unknown): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  if (!Array.isArray(list)) return attributes;
  for (const entry of list as unknown[]) {
    if (!isObject(entry) || typeof entry['key'] !== 'string') continue;
    const name = entry['key'].toWellFormed();
    const value = readAnyValue(entry['value']);
    if (name === '__proto__') {
      Object.defineProperty(attributes, name, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    } else attributes[name] = value;
  }
  return attributes;
}

/** An OTLP AnyValue. Bytes stay base64; integers beyond 2^53 stay strings of their digits. */
function readAnyValue(value: unknown): AttributeValue {
  if (!isObject(value)) return null;
  // Members in the order of how often they occur.
  if (typeof value['stringValue'] === 'string') return value['stringValue'].toWellFormed();
  if (value['intValue'] !== undefined) return readInteger(value['intValue']);
  if (typeof value['boolValue'] === 'boolean') return value['boolValue'];
  if (value['doubleValue'] !== undefined) return readDouble(value['doubleValue']);
  const array = value['arrayValue'];
  if (isObject(array))
    return Array.isArray(array['values']) ? (array['values'] as unknown[]).map(readAnyValue) : [];
  const list = value['kvlistValue'];
  if (isObject(list)) return readAttributes(list['values']);
  if (typeof value['bytesValue'] === 'string') return value['bytesValue'].toWellFormed();
  return null;
}

function readInteger(value: unknown): AttributeValue {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  const number = Number(value);
  return /^-?\d{1,20}$/u.test(value) && Number.isSafeInteger(number) ? number : value.toWellFormed();
}

/** Proto JSON writes what JSON numbers cannot say as "NaN", "Infinity" and "-Infinity": these stay strings. */
function readDouble(value: unknown): AttributeValue {
  if (typeof value !== 'string') return typeof value === 'number' ? value : null;
  const number = Number(value);
  return value.trim() !== '' && Number.isFinite(number) ? number : value.toWellFormed();
}

/** Lower-case hex of an id written as hex or, by Tempo and Grafana, as base64; null for anything else or all zero. */
function readId(value: unknown, hexDigits: 16 | 32): string | null {
  if (typeof value !== 'string') return null;
  if (value.length === hexDigits) return readHex(value);
  if (isAllZero(value)) return null;
  // 8 bytes are 11 base64 digits, 16 bytes are 22; padded to 12 and 24.
  const digits = hexDigits === 16 ? 11 : 22;
  const unpadded = value.replace(/=+$/u, '');
  if (unpadded.length !== digits || value.length > digits + 2 || !/^[\w+/-]+$/u.test(unpadded)) return null;
  const hex = Buffer.from(unpadded, 'base64').toString('hex');
  return hex.length === hexDigits && !isAllZero(hex) ? hex : null;
}

/** Digit by digit and not by patterns: there are three ids to a span. */
function readHex(id: string): string | null {
  let isLower = true;
  let isZero = true;
  for (let index = 0; index < id.length; index += 1) {
    const code = id.charCodeAt(index);
    if (code !== 0x30) isZero = false;
    if (isDecimalDigit(code) || (code >= 0x61 && code <= 0x66)) continue;
    if (code < 0x41 || code > 0x46) return null;
    isLower = false;
  }
  if (isZero) return null;
  return isLower ? id : id.toLowerCase();
}

/** As hex or as base64 of 8 or 16 bytes; sixteen or 32 “A” are a hex id. */
const isAllZero = (value: unknown): boolean =>
  typeof value === 'string' && /^(?:0+|A{11}=?|A{22}(?:==)?)$/u.test(value);

const isDecimalDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** More digits than any time in range has. */
const maxTimeDigits = 19;

function readTime(value: unknown): bigint | null {
  let time: bigint;
  if (typeof value === 'string' && isDecimal(value)) time = BigInt(value);
  // A whole number with an exponent (1.7e18) was rounded by its writer; there is no more in the file.
  else if (typeof value === 'number' && Number.isInteger(value)) time = BigInt(value);
  else return null;
  return time > 0n && time <= maxTimeNs ? time : null;
}

function isDecimal(text: string): boolean {
  if (text === '' || text.length > maxTimeDigits) return false;
  for (let index = 0; index < text.length; index += 1)
    if (!isDecimalDigit(text.charCodeAt(index))) return false;
  return true;
}

/** Enums are written as numbers, numbers in quotes, or names with or without their prefix; absent is the first. */
function readEnum<T extends string>(value: unknown, names: readonly T[], prefix: string): T {
  const unset = names[0] as T;
  if (typeof value === 'number') return names[value] ?? unset;
  if (typeof value !== 'string') return unset;
  const name = (value.startsWith(prefix) ? value.slice(prefix.length) : value).toLowerCase();
  return names.find((known) => known === name) ?? names[/^\d$/u.test(name) ? Number(name) : 0] ?? unset;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value.toWellFormed() : '');

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A wrong value as the reason shows it. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 48 ? `${text.slice(0, 48)}… (${text.length} characters)` : text;
}
