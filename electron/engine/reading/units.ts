// Units told from column names and from cells such as `3.4 GiB`, and the factors between units of one family.

/** A unit as files write it: its canonical name and how many base units it holds. */
interface UnitSpelling {
  unit: string;
  family: 'time' | 'bytes' | 'share' | 'rate' | 'byte-rate' | 'bit-rate' | 'count';
  factor: number;
}

const spelling = (unit: string, family: UnitSpelling['family'], factor: number): UnitSpelling => ({
  unit,
  family,
  factor,
});

/** Case matters only where it must: `ms` and `MS` are one, `mb` is read as `MB`. */
const spellings: Record<string, UnitSpelling> = {
  ns: spelling('ns', 'time', 1e-9),
  us: spelling('us', 'time', 1e-6),
  µs: spelling('us', 'time', 1e-6),
  μs: spelling('us', 'time', 1e-6),
  ms: spelling('ms', 'time', 1e-3),
  s: spelling('s', 'time', 1),
  sec: spelling('s', 'time', 1),
  secs: spelling('s', 'time', 1),
  second: spelling('s', 'time', 1),
  seconds: spelling('s', 'time', 1),
  min: spelling('min', 'time', 60),
  mins: spelling('min', 'time', 60),
  minute: spelling('min', 'time', 60),
  minutes: spelling('min', 'time', 60),
  hour: spelling('h', 'time', 3600),
  hours: spelling('h', 'time', 3600),
  b: spelling('B', 'bytes', 1),
  byte: spelling('B', 'bytes', 1),
  bytes: spelling('B', 'bytes', 1),
  kb: spelling('kB', 'bytes', 1e3),
  mb: spelling('MB', 'bytes', 1e6),
  gb: spelling('GB', 'bytes', 1e9),
  tb: spelling('TB', 'bytes', 1e12),
  kib: spelling('KiB', 'bytes', 2 ** 10),
  mib: spelling('MiB', 'bytes', 2 ** 20),
  gib: spelling('GiB', 'bytes', 2 ** 30),
  tib: spelling('TiB', 'bytes', 2 ** 40),
  '%': spelling('%', 'share', 1),
  percent: spelling('%', 'share', 1),
  pct: spelling('%', 'share', 1),
  '1/s': spelling('1/s', 'rate', 1),
  '/s': spelling('1/s', 'rate', 1),
  'req/s': spelling('1/s', 'rate', 1),
  'ops/s': spelling('1/s', 'rate', 1),
  rps: spelling('1/s', 'rate', 1),
  qps: spelling('1/s', 'rate', 1),
  tps: spelling('1/s', 'rate', 1),
  iops: spelling('1/s', 'rate', 1),
  'b/s': spelling('B/s', 'byte-rate', 1),
  bps: spelling('b/s', 'bit-rate', 1),
  'kb/s': spelling('kB/s', 'byte-rate', 1e3),
  'mb/s': spelling('MB/s', 'byte-rate', 1e6),
  'gb/s': spelling('GB/s', 'byte-rate', 1e9),
  'kib/s': spelling('KiB/s', 'byte-rate', 2 ** 10),
  'mib/s': spelling('MiB/s', 'byte-rate', 2 ** 20),
  'gib/s': spelling('GiB/s', 'byte-rate', 2 ** 30),
};

/** The canonical name of a unit as written in a cell or in brackets; undefined when it is none. */
export function unitOf(written: string): string | undefined {
  return spellings[written.trim().toLowerCase()]?.unit;
}

/** What a value in `from` is multiplied by to be in `to`; undefined when they measure different things. */
export function conversionFactor(from: string, to: string): number | undefined {
  const source = spellings[from.trim().toLowerCase()];
  const target = spellings[to.trim().toLowerCase()];
  if (source === undefined || target === undefined || source.family !== target.family) return undefined;
  return source.factor / target.factor;
}

const nameSuffixes: readonly (readonly [RegExp, string])[] = [
  [/_(ns|nanos|nanoseconds)(_total|_sum)?$/, 'ns'],
  [/_(us|micros|microseconds)(_total|_sum)?$/, 'us'],
  [/_(ms|millis|milliseconds|msec)(_total|_sum)?$/, 'ms'],
  [/bytes_(per_second|per_sec|_s|s)$/, 'B/s'],
  [/_(s|sec|secs|seconds)_(total|sum)$/, 's'],
  [/_(per_second|per_sec)$|(^|_)(rps|qps|tps|iops)$/, '1/s'],
  [/_(seconds|secs|sec)$/, 's'],
  [/(^|_)bytes(_total|_sum)?$/, 'B'],
  [/_(kib|kibibytes)$/, 'KiB'],
  [/_(mib|mebibytes)$/, 'MiB'],
  [/_(gib|gibibytes)$/, 'GiB'],
  [/_(kb|kilobytes)$/, 'kB'],
  [/_(mb|megabytes)$/, 'MB'],
  [/_(gb|gigabytes)$/, 'GB'],
  [/(^|_)(pct|percent|percentage)(_|$)/, '%'],
  [/_ratio$/, '1'],
];

/** The unit a column's name tells of, such as `latency (ms)`, `heap_bytes` or `cpu %`; empty when it tells none. */
export function unitFromName(name: string, normalised: string): string {
  const bracketed = /[([{]\s*([^()[\]{}]+?)\s*[)\]}]\s*$/u.exec(name)?.[1];
  const inBrackets = bracketed === undefined ? undefined : unitOf(bracketed);
  if (inBrackets !== undefined) return inBrackets;
  if (/\/s(ec(ond)?)?$/iu.test(name.trim())) {
    const rate = /(\S+\/s)(ec(ond)?)?$/iu.exec(name.trim())?.[1] ?? '';
    // `rxkB/s` of sadf: the unit stands behind what is measured, without a space.
    const ofBytes = /[kKMG]i?B\/s$/u.exec(rate)?.[0] ?? '';
    return unitOf(rate) ?? unitOf(ofBytes) ?? '1/s';
  }
  const camel = nameSuffixes.find(([pattern]) => pattern.test(normalised));
  return camel?.[1] ?? '';
}
