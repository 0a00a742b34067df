// Units told from column names and from cells such as `3.4 GiB`.

/** Units by their canonical names (shared/domain/units.ts knows what they measure), with how files spell them. */
const spellings: readonly (readonly [unit: string, spelt: string])[] = [
  ['ns', 'ns'],
  ['us', 'us µs μs'],
  ['ms', 'ms'],
  ['s', 's sec secs second seconds'],
  ['min', 'min mins minute minutes'],
  ['h', 'hour hours'],
  ['B', 'b byte bytes'],
  ['kB', 'kb'],
  ['MB', 'mb'],
  ['GB', 'gb'],
  ['TB', 'tb'],
  ['KiB', 'kib'],
  ['MiB', 'mib'],
  ['GiB', 'gib'],
  ['TiB', 'tib'],
  ['%', '% percent pct'],
  ['1/s', '1/s /s req/s ops/s rps qps tps iops'],
  ['B/s', 'b/s'],
  ['b/s', 'bps'],
  ['kB/s', 'kb/s'],
  ['MB/s', 'mb/s'],
  ['GB/s', 'gb/s'],
  ['KiB/s', 'kib/s'],
  ['MiB/s', 'mib/s'],
  ['GiB/s', 'gib/s'],
];

/** Case matters only where it must: `ms` and `MS` are one, `mb` is read as `MB`. */
const unitBySpelling = new Map(
  spellings.flatMap(([unit, spelt]) => spelt.split(' ').map((spelling) => [spelling, unit] as const)),
);

/** The canonical name of a unit as written in a cell or in brackets; undefined when it is none. */
export function unitOf(written: string): string | undefined {
  return unitBySpelling.get(written.trim().toLowerCase());
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
