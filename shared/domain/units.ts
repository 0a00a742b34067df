// Units of what series and people measure, and the one place where a value changes its unit. A series keeps the unit
// of its file; a value is converted only to be shown or compared.

/** What a unit measures, and how many of that measure's base units (ns, B, a share of one, 1/s, B/s, b/s) it holds. */
interface UnitScale {
  measure: 'time' | 'bytes' | 'share' | 'rate' | 'byte-rate' | 'bit-rate';
  factor: number;
}

const scale = (measure: UnitScale['measure'], factor: number): UnitScale => ({ measure, factor });

const scales: ReadonlyMap<string, UnitScale> = new Map([
  ['ns', scale('time', 1)],
  ['us', scale('time', 1e3)],
  ['µs', scale('time', 1e3)],
  ['μs', scale('time', 1e3)],
  ['ms', scale('time', 1e6)],
  ['s', scale('time', 1e9)],
  ['min', scale('time', 60e9)],
  ['h', scale('time', 3600e9)],
  ['B', scale('bytes', 1)],
  ['KiB', scale('bytes', 2 ** 10)],
  ['MiB', scale('bytes', 2 ** 20)],
  ['GiB', scale('bytes', 2 ** 30)],
  ['TiB', scale('bytes', 2 ** 40)],
  ['kB', scale('bytes', 1e3)],
  ['MB', scale('bytes', 1e6)],
  ['GB', scale('bytes', 1e9)],
  ['TB', scale('bytes', 1e12)],
  ['1', scale('share', 1)],
  ['%', scale('share', 0.01)],
  ['1/s', scale('rate', 1)],
  ['1/min', scale('rate', 1 / 60)],
  ['B/s', scale('byte-rate', 1)],
  ['kB/s', scale('byte-rate', 1e3)],
  ['MB/s', scale('byte-rate', 1e6)],
  ['GB/s', scale('byte-rate', 1e9)],
  ['KiB/s', scale('byte-rate', 2 ** 10)],
  ['MiB/s', scale('byte-rate', 2 ** 20)],
  ['GiB/s', scale('byte-rate', 2 ** 30)],
  ['b/s', scale('bit-rate', 1)],
]);

/** What a unit measures and its size in base units; undefined for one that is shown as the file wrote it. */
export const scaleOf = (unit: string): UnitScale | undefined => scales.get(unit);

/** What a value in `from` is multiplied by to be in `to`; null where the two do not convert. */
export function conversionFactor(from: string, to: string): number | null {
  if (from === to) return 1;
  const [source, target] = [scaleOf(from), scaleOf(to)];
  if (!source || !target || source.measure !== target.measure) return null;
  return source.factor / target.factor;
}

/** Digits a double carries for certain: rounding to them takes off what the factors leave behind. */
const certainDigits = 15;

/** The value in another unit of the same measure, or null where the two do not convert. Every unit converts to itself. */
export function convertUnit(value: number, from: string, to: string): number | null {
  if (from === to) return value;
  const [source, target] = [scaleOf(from), scaleOf(to)];
  if (!source || !target || source.measure !== target.measure) return null;
  return Number(((value * source.factor) / target.factor).toPrecision(certainDigits));
}
