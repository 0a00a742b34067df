// Times as files write them, to epoch milliseconds. Sub-millisecond digits are kept as far as a double carries them.
export const epochUnits = ['s', 'ms', 'us', 'ns'] as const;
export type EpochUnit = (typeof epochUnits)[number];
export type DateOrder = 'ymd' | 'dmy' | 'mdy';
export type TimeFormat = { kind: 'epoch'; unit: EpochUnit } | { kind: 'calendar'; order: DateOrder };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The unit that puts an epoch number between the years 1973 and 5138; undefined for any other number. */
export function epochUnitOf(value: number): EpochUnit | undefined {
  const size = Math.abs(value);
  if (size < 1e8) return undefined;
  if (size < 1e11) return 's';
  if (size < 1e14) return 'ms';
  if (size < 1e17) return 'us';
  return size < 1e20 ? 'ns' : undefined;
}

/** Decimal digits of an epoch unit beyond whole seconds, less three: what turns it into milliseconds. */
const unitExponent: Record<EpochUnit, number> = { s: -3, ms: 0, us: 3, ns: 6 };

/** Epoch milliseconds of a number written as digits; NaN when it is none. Correctly rounded up to 2^53 of the last digit. */
export function readEpoch(bytes: Uint8Array, from: number, to: number, unit: EpochUnit): number {
  let at = from;
  const negative = bytes[at] === 45;
  if (negative) at += 1;
  let integer = 0;
  let integerDigits = 0;
  let tail = 0;
  let tailDigits = 0;
  let places = 0;
  let point = false;
  for (; at < to; at += 1) {
    const digit = (bytes[at] as number) - 48;
    if (digit >= 0 && digit <= 9) {
      if (integerDigits < 15) {
        integer = integer * 10 + digit;
        integerDigits += 1;
      } else if (tailDigits < 12) {
        tail = tail * 10 + digit;
        tailDigits += 1;
      } else return Number.NaN;
      if (point) places += 1;
    } else if ((digit === -2 || digit === -4) && !point) point = true;
    else return Number.NaN;
  }
  if (integerDigits === 0) return Number.NaN;
  // value = integer x 10^tailDigits + tail, with `exponent` decimal places once in milliseconds
  const exponent = places + unitExponent[unit] - tailDigits;
  const head = exponent >= 0 ? integer / 10 ** exponent : integer * 10 ** -exponent;
  const rest = tailDigits === 0 ? 0 : tail / 10 ** (places + unitExponent[unit]);
  const value = head + rest;
  return negative ? -value : value;
}

/** A calendar time before its zone is applied. */
export interface CalendarTime {
  localMs: number;
  /** From UTC; NaN when the text names no zone. */
  offsetMinutes: number;
}

/**
 * Reads ISO 8601 and its relatives (`2024-03-01 12:00:00,250`, `01.03.2024 12:00`, `03/01/2024 1:00 PM`, a zone as
 * `Z`, `UTC`, `+01:00`) into `out`. False when the bytes are no such time or no such day exists.
 */
export function readCalendar(
  bytes: Uint8Array,
  from: number,
  to: number,
  order: DateOrder,
  out: CalendarTime,
): boolean {
  let at = from;
  let digits = 0;
  const number = (): number => {
    let value = 0;
    digits = 0;
    while (at < to && digits < 9) {
      const digit = (bytes[at] as number) - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      digits += 1;
      at += 1;
    }
    return value;
  };
  const digitCount = (): number => digits;
  const first = number();
  const firstDigits = digitCount();
  const separator = bytes[at];
  if (separator !== 45 && separator !== 47 && separator !== 46) return false;
  at += 1;
  const second = number();
  if (digitCount() === 0 || digitCount() > 2 || bytes[at] !== separator) return false;
  at += 1;
  const third = number();
  const yearDigits = order === 'ymd' ? firstDigits : digitCount();
  if (yearDigits !== 4 || (order === 'ymd' ? digitCount() : firstDigits) > 2 || digitCount() === 0)
    return false;
  const year = order === 'ymd' ? first : third;
  const month = order === 'dmy' ? second : order === 'mdy' ? first : second;
  const day = order === 'ymd' ? third : order === 'dmy' ? first : second;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return false;
  let wholeMs = daysFromCivil(year, month, day) * dayMs;
  let micros = 0;
  let nanos = 0;
  out.offsetMinutes = Number.NaN;
  if (at < to) {
    if (bytes[at] === 44) at += 1;
    if (bytes[at] !== 84 && bytes[at] !== 116 && bytes[at] !== 32) return false;
    while (at < to && (bytes[at] === 84 || bytes[at] === 116 || bytes[at] === 32)) at += 1;
    let hour = number();
    if (digitCount() === 0 || digitCount() > 2 || bytes[at] !== 58) return false;
    at += 1;
    const minute = number();
    if (digitCount() !== 2 || minute > 59) return false;
    let seconds = 0;
    if (at < to && bytes[at] === 58) {
      at += 1;
      seconds = number();
      if (digitCount() !== 2 || seconds > 60) return false;
      if (at < to && (bytes[at] === 46 || bytes[at] === 44)) {
        at += 1;
        const fraction = number();
        if (digitCount() === 0) return false;
        const inNanos = fraction * 10 ** (9 - digitCount());
        micros = Math.floor(inNanos / 1000);
        nanos = inNanos % 1000;
        // Digits beyond the ninth say nothing a double could hold.
        while (at < to && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at += 1;
      }
    }
    while (at < to && bytes[at] === 32) at += 1;
    const half = at + 1 < to && ((bytes[at + 1] as number) | 32) === 109 ? (bytes[at] as number) | 32 : 0;
    if (half === 97 || half === 112) {
      if (hour < 1 || hour > 12) return false;
      hour = (hour % 12) + (half === 112 ? 12 : 0);
      at += 2;
      while (at < to && bytes[at] === 32) at += 1;
    }
    if (hour > 23) return false;
    wholeMs += hour * hourMs + minute * 60_000 + seconds * 1000;
    if (at < to) {
      const sign = bytes[at];
      if (sign === 90 || sign === 122) at += 1;
      else if (sign === 43 || sign === 45) {
        at += 1;
        let hours = number();
        let minutes = 0;
        if (digitCount() === 4) {
          minutes = hours % 100;
          hours = Math.floor(hours / 100);
        } else if (digitCount() === 0 || digitCount() > 2) return false;
        else if (at < to && bytes[at] === 58) {
          at += 1;
          minutes = number();
          if (digitCount() !== 2) return false;
        }
        if (hours > 15 || minutes > 59) return false;
        out.offsetMinutes = (hours * 60 + minutes) * (sign === 45 ? -1 : 1);
      } else if (isWord(bytes, at, to, 'utc') || isWord(bytes, at, to, 'gmt')) at += 3;
      else return false;
      if (at !== to) return false;
      if (out.offsetMinutes !== out.offsetMinutes) out.offsetMinutes = 0;
    }
  }
  // In microseconds the sum is exact, so that one correctly rounded division is all that happens to it.
  out.localMs = micros === 0 ? wholeMs : (wholeMs * 1000 + micros) / 1000;
  if (nanos !== 0) out.localMs = wholeMs + (micros * 1000 + nanos) / 1e6;
  return true;
}

function isWord(bytes: Uint8Array, at: number, to: number, word: string): boolean {
  if (to - at < word.length) return false;
  for (let index = 0; index < word.length; index += 1) {
    if (((bytes[at + index] as number) | 32) !== word.charCodeAt(index)) return false;
  }
  return true;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
