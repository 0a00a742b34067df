// Words that the sentences of several analyses share.
import { formatTime, formatTimeRange, type TimePrecision } from '../domain/format.ts';
import type { Words } from './declare.ts';

/** Half-open, epoch ms; an absent end is open. */
interface Window {
  fromMs?: number | undefined;
  toMs?: number | undefined;
}

/** As coarse as tells both ends exactly. */
const precisionOf = (...times: number[]): TimePrecision =>
  times.every((ms) => ms % 60_000 === 0) ? 'minute' : times.every((ms) => ms % 1000 === 0) ? 'second' : 'ms';

/** `2026-03-03 18:00 – 20:00 UTC`; empty when both ends are open. */
export function windowText({ fromMs, toMs }: Window, { timeZone }: Words): string {
  if (fromMs !== undefined && toMs !== undefined) {
    return `${formatTimeRange(fromMs, toMs, timeZone, precisionOf(fromMs, toMs))} ${timeZone}`;
  }
  if (fromMs !== undefined) return `from ${formatTime(fromMs, timeZone, precisionOf(fromMs))} ${timeZone}`;
  if (toMs !== undefined) return `until ${formatTime(toMs, timeZone, precisionOf(toMs))} ${timeZone}`;
  return '';
}

/** `, 2026-03-03 18:00 – 20:00 UTC`, or nothing. */
export const commaWindow = (window: Window, words: Words): string => {
  const text = windowText(window, words);
  return text === '' ? '' : `, ${text}`;
};

export const operationText = ({ service, operation }: { service: string; operation: string }): string =>
  `${service} ${operation}`;

/** What a filter of spans lets through: ` through orders POST /orders`, or nothing. */
export function throughText({
  service,
  operation,
}: {
  service?: string | undefined;
  operation?: string | undefined;
}): string {
  const parts = [service, operation].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : ` through ${parts.join(' ')}`;
}
