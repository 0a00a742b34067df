// How figures are written, the same in the window, the report and the command line. In prose a number carries three
// significant digits; tables and exports use the full value (`formatExact`). A narrow no-break space stands before a
// unit, so that the two never part at a line's end.
import { scaleOf } from './units.ts';
import { wallClockAt } from './zone.ts';

export const thinSpace = '\u202f';

/** What stands where there is no value. */
export const noValue = '–';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const exact = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 17, useGrouping: false });

type Maybe = number | null | undefined;
const isAbsent = (value: Maybe): value is null | undefined => value === null || value === undefined;

const special = (value: number): string => (Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞');
const withMinus = (text: string): string => text.replaceAll('-', '−');

/** A whole number, grouped: `200,000`. */
export function formatCount(value: Maybe): string {
  if (isAbsent(value)) return noValue;
  return Number.isFinite(value) ? withMinus(grouped.format(value)) : special(value);
}

/** Three significant digits: `0.0123`, `48.2`, `1,230`; beyond a billion or under 0.0001 in powers of ten. */
export function formatNumber(value: Maybe): string {
  if (isAbsent(value)) return noValue;
  if (!Number.isFinite(value)) return special(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) {
    const [mantissa, exponent] = value.toExponential(2).split('e') as [string, string];
    return withMinus(`${mantissa}×10^${Number(exponent)}`);
  }
  return withMinus(significant.format(value));
}

/** Every digit of the stored value, without grouping, for tables and exports. */
export function formatExact(value: Maybe): string {
  if (isAbsent(value)) return noValue;
  return Number.isFinite(value) ? withMinus(exact.format(value)) : special(value);
}

/** A share of one as a percentage: 0.0312 is `3.12 %`. */
export function formatShare(share: Maybe): string {
  return isAbsent(share) ? noValue : `${formatNumber(share * 100)}${thinSpace}%`;
}

interface Scale {
  from: number;
  unit: string;
}

const durationScales: readonly Scale[] = [
  { from: 1e9, unit: 's' },
  { from: 1e6, unit: 'ms' },
  { from: 1e3, unit: 'µs' },
  { from: 1, unit: 'ns' },
];

const byteScales: readonly Scale[] = [
  { from: 2 ** 40, unit: 'TiB' },
  { from: 2 ** 30, unit: 'GiB' },
  { from: 2 ** 20, unit: 'MiB' },
  { from: 2 ** 10, unit: 'KiB' },
  { from: 1, unit: 'B' },
];

function scaled(value: number, scales: readonly Scale[]): string {
  if (!Number.isFinite(value)) return special(value);
  const size = Math.abs(value);
  const smallest = scales.at(-1) as Scale;
  const { from, unit } =
    (size === 0 ? undefined : scales.find((scale) => Number((size / scale.from).toPrecision(3)) >= 1)) ??
    smallest;
  return `${formatNumber(value / from)}${thinSpace}${unit}`;
}

/** A duration in the unit that suits it, up to two minutes: `840 ns`, `12.3 ms`, `1.85 s`; then `4 min 12 s`, `3 h 5 min`. */
export function formatDurationNs(ns: Maybe): string {
  if (isAbsent(ns)) return noValue;
  const seconds = Math.abs(ns) / 1e9;
  if (!Number.isFinite(seconds) || seconds < 120) return scaled(ns, durationScales);
  const sign = ns < 0 ? '−' : '';
  const whole = Math.round(seconds);
  const parts: [number, string][] =
    whole < 3600
      ? [
          [Math.floor(whole / 60), 'min'],
          [whole % 60, 's'],
        ]
      : whole < 48 * 3600
        ? [
            [Math.floor(whole / 3600), 'h'],
            [Math.floor((whole % 3600) / 60), 'min'],
          ]
        : [
            [Math.floor(whole / 86_400), 'd'],
            [Math.floor((whole % 86_400) / 3600), 'h'],
          ];
  return (
    sign +
    parts
      .filter(([amount], index) => index === 0 || amount > 0)
      .map(([amount, unit]) => `${amount}${thinSpace}${unit}`)
      .join(' ')
  );
}

export const formatDurationMs = (ms: Maybe): string => formatDurationNs(isAbsent(ms) ? ms : ms * 1e6);

/** Bytes in powers of 1,024. */
export const formatBytes = (bytes: Maybe): string => (isAbsent(bytes) ? noValue : scaled(bytes, byteScales));

/** A rate of work: bytes as `84 MiB/s`, anything else as `120,000 rows/s`. */
export function formatRate(perSecond: Maybe, unit: string): string {
  if (isAbsent(perSecond)) return noValue;
  return unit === 'B' || unit === 'bytes'
    ? `${formatBytes(perSecond)}/s`
    : `${formatNumber(perSecond)}${thinSpace}${unit}/s`;
}

/** A value with the unit of its series, scaled where the unit has larger and smaller siblings. */
export function formatValue(value: Maybe, unit: string): string {
  if (isAbsent(value)) return noValue;
  const scale = scaleOf(unit);
  if (scale?.measure === 'time') return formatDurationNs(value * scale.factor);
  // Powers of ten stay as the file wrote them: in powers of two they would read as other figures.
  if (scale?.measure === 'bytes' && (unit === 'B' || unit.endsWith('iB'))) {
    return formatBytes(value * scale.factor);
  }
  if (unit === '1/s') return `${formatNumber(value)}/s`;
  return unit === '' || unit === '1' ? formatNumber(value) : `${formatNumber(value)}${thinSpace}${unit}`;
}

/** `1 file`, `3 files`; the plural is given where it is not an added s. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

const digits = (value: number, count = 2): string => String(value).padStart(count, '0');

export type TimePrecision = 'day' | 'minute' | 'second' | 'ms';

/** `2026-03-09 14:02:11` in the zone; `time` is epoch ms or ISO 8601. The zone's name is shown once, beside. */
export function formatTime(
  time: number | string | null | undefined,
  timeZone = 'UTC',
  precision: TimePrecision = 'second',
): string {
  if (time === null || time === undefined) return noValue;
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return noValue;
  const { year, month, day, hour, minute, second, millisecond } = wallClockAt(date.getTime(), timeZone);
  const onDay = `${digits(year, 4)}-${digits(month)}-${digits(day)}`;
  if (precision === 'day') return onDay;
  const toMinute = `${onDay} ${digits(hour)}:${digits(minute)}`;
  if (precision === 'minute') return toMinute;
  const toSecond = `${toMinute}:${digits(second)}`;
  return precision === 'second' ? toSecond : `${toSecond}.${digits(millisecond, 3)}`;
}

/** `14:02:11` in the zone. */
export const formatClock = (time: number | string, timeZone = 'UTC', precision?: TimePrecision): string =>
  formatTime(time, timeZone, precision).slice(11);

/** A day once, both ends: `2026-03-09 14:00 – 15:30`. */
export function formatTimeRange(
  from: number | string,
  to: number | string,
  timeZone = 'UTC',
  precision: TimePrecision = 'minute',
): string {
  const start = formatTime(from, timeZone, precision);
  const end = formatTime(to, timeZone, precision);
  const sameDay = precision !== 'day' && start.slice(0, 10) === end.slice(0, 10);
  return `${start} – ${sameDay ? end.slice(11) : end}`;
}
