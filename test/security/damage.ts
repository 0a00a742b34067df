// Damages the stored columns of series and profiles, with checksums that match, and counts what reading makes of them.
import { crc32 } from 'node:zlib';
import { AssayError } from '../../shared/domain/errors.ts';
import type { AuditDb } from '../../electron/engine/db/database.ts';
import { totalsOf } from '../../electron/engine/kinds/metrics/chunk-totals.ts';
import { encodeTimes, encodeValues } from '../../electron/engine/kinds/metrics/series-codec.ts';
import { timesOf, valuesOf, type ChunkRow } from '../../electron/engine/kinds/metrics/series.ts';
import { readProfile, type Profile } from '../../electron/engine/kinds/profile/store.ts';

export interface DamageCount {
  /** Refused as `audit.damaged`. */
  refused: number;
  /** Came out as it was written, or at least whole: every index in range, no weight that is no number. */
  whole: number;
  /** What happened else; the first ten. Must stay empty. */
  wrong: string[];
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Some bytes changed, some cut off or added, or all of them random. */
function damagedBytes(bytes: Uint8Array, random: () => number): Uint8Array {
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const noise = (length: number): Uint8Array => Uint8Array.from({ length }, () => upTo(256));
  const way = upTo(5);
  if (way === 0) return noise(upTo(bytes.length * 2 + 2));
  if (way === 1) return bytes.slice(0, upTo(bytes.length));
  if (way === 2) return Buffer.concat([bytes, noise(1 + upTo(20))]);
  const changed = bytes.slice();
  // Half of the time at the head, where codes and flags are.
  for (let left = 1 + upTo(3); left > 0; left -= 1) {
    changed[upTo(random() < 0.5 ? Math.min(12, changed.length) : changed.length)] = upTo(256);
  }
  return changed;
}

function count(counts: DamageCount, read: () => string | null): void {
  try {
    const fault = read();
    if (fault === null) counts.whole += 1;
    else if (counts.wrong.length < 10) counts.wrong.push(fault);
  } catch (error) {
    if (error instanceof AssayError && error.code === 'audit.damaged') counts.refused += 1;
    else if (counts.wrong.length < 10) counts.wrong.push(String(error));
  }
}

/** Samples of every way in which a chunk is stored: decimals, any doubles, holes; regular, ticks, any times. */
function anyChunk(random: () => number): { times: Float64Array; values: Float64Array } {
  const rows = 1 + Math.floor(random() * 200);
  const [digits, holes, step] = [random() < 0.5, random() < 0.5, random()];
  let time = 1_709_294_400_000;
  const times = Float64Array.from({ length: rows }, () => {
    time += step < 0.3 ? 1000 : step < 0.6 ? Math.floor(random() * 5000) : random() * 5000;
    return time;
  });
  const values = Float64Array.from({ length: rows }, () => {
    if (holes && random() < 0.2) return Number.NaN;
    return digits ? Math.round(random() * 1e5) / 100 : random();
  });
  return { times, values };
}

/** What every figure of a series rests on; a hole that moved by a row shows in none of it. */
function summaryOf(values: Float64Array): string {
  const present = [...values].filter((value) => !Number.isNaN(value));
  const sum = present.reduce((total, value) => total + value, 0);
  return JSON.stringify([values.length, present.length, sum, Math.min(...present), Math.max(...present)]);
}

/** Chunks whose values or times are damaged must be refused, or give the count, sum and extremes that went in. */
export function damageSeries(rounds: number, seed: number): DamageCount {
  const random = randomFrom(seed);
  const counts: DamageCount = { refused: 0, whole: 0, wrong: [] };
  for (let round = 0; round < rounds; round += 1) {
    const { times, values } = anyChunk(random);
    const { min, max, sum, sumOfSquares, count: present } = totalsOf(values);
    const none = present === 0;
    const storedTimes = encodeTimes(times);
    const stored = encodeValues(values);
    const ofTimes = random() < 0.4;
    const data = damagedBytes(ofTimes ? storedTimes.data : stored.data, random);
    const damaged = { data, crc: crc32(data) };
    const chunk: ChunkRow = {
      sequence: 0,
      rows: times.length,
      start_ms: times[0] as number,
      end_ms: times.at(-1) as number,
      times: ofTimes ? damaged.data : storedTimes.data,
      times_crc: ofTimes ? damaged.crc : storedTimes.crc,
      count: present,
      min: none ? null : min,
      max: none ? null : max,
      sum,
      sum_of_squares: sumOfSquares,
      ...(ofTimes ? stored : damaged),
    };
    count(counts, () => {
      if (ofTimes) {
        // Times within a chunk are told by its ends alone; what lies between them must at least be in order.
        const read = timesOf(chunk, 1);
        return read.length === times.length ? null : `round ${round}: ${read.length} times`;
      }
      const read = summaryOf(valuesOf(chunk, 1));
      return read === summaryOf(values) ? null : `round ${round}: ${read}`;
    });
  }
  return counts;
}

const profileColumns = ['strings', 'frames', 'stack_parent', 'stack_frame', 'leaf_stack', 'leaf_weights'];

function faultOf(profile: Profile): string | null {
  const { frames, stackParent, stackFrame, leafStack, leafWeights } = profile;
  const stacks = stackParent.length;
  const isWhole =
    stackFrame.length === stacks &&
    stackParent.every((parent, stack) => parent >= -1 && parent < stack) &&
    stackFrame.every((frame) => frame >= 0 && frame < frames.length) &&
    leafStack.every((stack) => stack >= 0 && stack < stacks) &&
    leafWeights.every((sums) => sums.length === leafStack.length && sums.every(Number.isFinite)) &&
    frames.every(({ name, file }) => typeof name === 'string' && typeof file === 'string');
  return isWhole ? null : 'a profile with an index out of range';
}

/** The profile `1:0` of the audit, each time with one column damaged; the audit is as before in the end. */
export function damageProfile(open: () => AuditDb, rounds: number, seed: number): DamageCount {
  const random = randomFrom(seed);
  const counts: DamageCount = { refused: 0, whole: 0, wrong: [] };
  for (let round = 0; round < rounds; round += 1) {
    // A connection keeps the profiles it has read.
    const db = open();
    const column = profileColumns[Math.floor(random() * profileColumns.length)] as string;
    db.exec('begin');
    const bytes = db.prepare(`select ${column} from profile`).pluck().get() as Buffer;
    db.prepare(`update profile set ${column} = ?`).run(damagedBytes(bytes, random));
    count(counts, () => faultOf(readProfile(db, '1:0')));
    db.exec('rollback');
    db.close();
  }
  return counts;
}
