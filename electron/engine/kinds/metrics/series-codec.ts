// How samples are stored: lossless, a few bytes a sample. Values that are decimals become scaled integers whose
// differences are written as zigzag varints; all others keep their bits, byte-shuffled. zstd follows where it pays.
// Every double comes back bit for bit; NaN stands for "no value" and is kept in a bitmap.
import { crc32, constants, zstdCompressSync } from 'node:zlib';
import { damaged } from '../../db/damaged.ts';
import { inflateZstd } from '../../inflate.ts';

/** Samples a chunk holds at most. */
export const chunkSamples = 4096;

export interface EncodedBlock {
  data: Uint8Array;
  crc: number;
}

const powersOfTen = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));
/** Above this a zigzagged difference of two scaled values could leave the exact integers. */
const maxScaled = 2 ** 50;
/** First byte of a block. */
const decimalCode = 0;
const shuffledCode = 1;
const regularCode = 2;
const ticksCode = 3;
/** Second byte of a block of values, as bits. */
const hasNulls = 1;
const isCompressed = 2;
/** A zigzagged difference of two scaled values has at most 52 bits. */
const longestVarint = 8;
/** Below this zstd's frame costs more than it saves. */
const worthCompressingBytes = 48;
const zstdOptions = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** Epoch milliseconds as integers: whole, in microseconds, and in steps of the double's own last place. */
const tickScales = [1, 1000, 4096];

const scratch = Buffer.alloc(chunkSamples * 10 + 1024);
const packed = new Float64Array(chunkSamples);
const scaled = new Float64Array(chunkSamples);

/** Encodes up to `chunkSamples` values; NaN is "no value". */
export function encodeValues(values: Float64Array): EncodedBlock {
  const count = values.length;
  const bitmapBytes = (count + 7) >> 3;
  let present = 0;
  for (let index = 0; index < count; index += 1) {
    const value = values[index] as number;
    if (value === value) {
      packed[present] = value;
      present += 1;
    }
  }
  let flags = 0;
  let offset = 3;
  if (present < count) {
    flags |= hasNulls;
    scratch.fill(0, offset, offset + bitmapBytes);
    for (let index = 0; index < count; index += 1) {
      const value = values[index] as number;
      if (value !== value) scratch[offset + (index >> 3)]! |= 1 << (index & 7);
    }
    offset += bitmapBytes;
  }
  const scale = scaleToIntegers(packed, present);
  const end = scale < 0 ? shuffle(packed, present, offset) : writeDifferences(scaled, present, offset);
  scratch[0] = scale < 0 ? shuffledCode : decimalCode;
  scratch[2] = Math.max(scale, 0);
  if (end - offset >= worthCompressingBytes) {
    const compressed = zstdCompressSync(scratch.subarray(offset, end), zstdOptions);
    if (compressed.length < (end - offset) * 0.95) {
      scratch[1] = flags | isCompressed;
      return sealed(Buffer.concat([scratch.subarray(0, offset), compressed]));
    }
  }
  scratch[1] = flags;
  return sealed(scratch.subarray(0, end));
}

/** Gives back what `encodeValues` was given. `where` names table and row in an error. Throws `audit.damaged`. */
export function decodeValues(block: EncodedBlock, count: number, where: string): Float64Array {
  checkCount(count, where);
  const values = new Float64Array(count);
  decodeValuesInto(block, values, where);
  return values;
}

/** As `decodeValues`, into an array of the right length. */
export function decodeValuesInto({ data, crc }: EncodedBlock, values: Float64Array, where: string): void {
  check(data, crc, where);
  const count = values.length;
  const [code, flags, exponent] = data as unknown as [number, number, number];
  const bitmapBytes = (flags & hasNulls) === 0 ? 0 : (count + 7) >> 3;
  const offset = 3 + bitmapBytes;
  const isKnown = (flags & ~(hasNulls | isCompressed)) === 0 && exponent < powersOfTen.length;
  if (!isKnown || data.length < offset) throw notWhole(where);
  const bitmap = bitmapBytes === 0 ? null : data.subarray(3, offset);
  const present = bitmap === null ? count : count - countBits(bitmap, count, where);
  const stored = data.subarray(offset);
  const most = code === decimalCode ? present * longestVarint : present * 8;
  const payload = (flags & isCompressed) === 0 ? stored : inflate(stored, most, where);
  if (code === decimalCode) {
    if (readDifferences(payload, values, present, exponent) !== payload.length) throw notWhole(where);
  } else if (code === shuffledCode && payload.length === present * 8) unshuffle(payload, values, present);
  else throw notWhole(where);
  if (bitmap === null) return;
  let from = present - 1;
  for (let index = count - 1; index >= 0; index -= 1) {
    const isNull = ((bitmap[index >> 3] as number) & (1 << (index & 7))) !== 0;
    values[index] = isNull ? Number.NaN : (values[from] as number);
    if (!isNull) from -= 1;
  }
}

/** Encodes times in epoch ms, never falling. */
export function encodeTimes(times: Float64Array): EncodedBlock {
  const count = times.length;
  const start = times[0] as number;
  const step = count > 1 ? (times[1] as number) - start : 0;
  if (isRegular(times, start, step)) {
    const data = Buffer.alloc(17);
    data[0] = regularCode;
    data.writeDoubleLE(start, 1);
    data.writeDoubleLE(step, 9);
    return sealed(data);
  }
  const tickScale = tickScales.findIndex((scale) => areTicks(times, scale));
  if (tickScale < 0) {
    scratch[0] = shuffledCode;
    const end = shuffle(times, count, 1);
    return sealed(
      Buffer.concat([scratch.subarray(0, 1), zstdCompressSync(scratch.subarray(1, end), zstdOptions)]),
    );
  }
  const scale = tickScales[tickScale] as number;
  scratch[0] = ticksCode;
  scratch[1] = tickScale;
  scratch.writeDoubleLE(start, 2);
  let offset = 10;
  let previous = Math.round(start * scale);
  let previousDifference = 0;
  for (let index = 1; index < count; index += 1) {
    const tick = Math.round((times[index] as number) * scale);
    const difference = tick - previous;
    offset = writeVarint(difference - previousDifference, offset);
    previous = tick;
    previousDifference = difference;
  }
  return sealed(Buffer.from(scratch.subarray(0, offset)));
}

/** Gives back what `encodeTimes` was given: at least one, never falling. Throws `audit.damaged`. */
export function decodeTimes(block: EncodedBlock, count: number, where: string): Float64Array {
  check(block.data, block.crc, where);
  checkCount(count, where);
  const times = readTimes(block.data, count, where);
  for (let index = 0; index < count; index += 1) {
    // Also false for what is no number.
    if (!((times[index] as number) >= (times[index - 1] ?? -Number.MAX_VALUE))) {
      throw damaged(where, 'its times are not in order');
    }
  }
  return times;
}

function readTimes(data: Uint8Array, count: number, where: string): Float64Array {
  const times = new Float64Array(count);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data[0] === regularCode) {
    if (data.length !== 17) throw notWhole(where);
    const start = view.getFloat64(1, true);
    const step = view.getFloat64(9, true);
    for (let index = 0; index < count; index += 1) times[index] = start + index * step;
    return times;
  }
  if (data[0] === shuffledCode) {
    const bytes = inflate(data.subarray(1), count * 8, where);
    if (bytes.length !== count * 8) throw notWhole(where);
    unshuffle(bytes, times, count);
    return times;
  }
  const scale = tickScales[data[1] as number];
  if (data[0] !== ticksCode || scale === undefined || data.length < 10) throw notWhole(where);
  const differences = varintReader(data, 10);
  let tick = Math.round(view.getFloat64(2, true) * scale);
  let difference = 0;
  times[0] = tick / scale;
  for (let index = 1; index < count; index += 1) {
    difference += differences.next();
    tick += difference;
    times[index] = tick / scale;
  }
  if (differences.offset() !== data.length) throw notWhole(where);
  return times;
}

function sealed(data: Uint8Array): EncodedBlock {
  return { data, crc: crc32(data) };
}

function check(data: Uint8Array, crc: number, where: string): void {
  if (data.length === 0 || crc32(data) !== crc) throw damaged(where, 'the checksum does not match');
}

function checkCount(count: number, where: string): void {
  const isPossible = Number.isInteger(count) && count >= 0 && count <= chunkSamples;
  if (!isPossible) throw damaged(where, `it counts ${count} rows`);
}

const notWhole = (where: string): Error => damaged(where, 'its bytes are not what its counts say');

/** Refuses what unpacks to more than `most` bytes before it is unpacked further. */
function inflate(bytes: Uint8Array, most: number, where: string): Uint8Array {
  try {
    return inflateZstd(bytes, most);
  } catch {
    throw notWhole(where);
  }
}

/** Fills `scaled` with integers so that `scaled / 10^k` is each value exactly; returns k, or -1 when none is. */
function scaleToIntegers(values: Float64Array, count: number): number {
  let exponent = 0;
  let power = 1;
  let largest = 0;
  for (let index = 0; index < count; index += 1) {
    const value = values[index] as number;
    const size = Math.abs(value);
    if (size > largest) largest = size;
    if (value === 0 && Object.is(value, -0)) return -1;
    while (Math.round(value * power) / power !== value) {
      exponent += 1;
      if (exponent >= powersOfTen.length) return -1;
      power = powersOfTen[exponent] as number;
      if (largest * power > maxScaled) return -1;
    }
  }
  if (largest * power > maxScaled) return -1;
  for (let index = 0; index < count; index += 1) {
    scaled[index] = Math.round((values[index] as number) * power);
  }
  return exponent;
}

function writeVarint(difference: number, at: number): number {
  let offset = at;
  let rest = difference >= 0 ? difference * 2 : difference * -2 - 1;
  while (rest >= 0x4000_0000) {
    scratch[offset] = (rest % 128) | 128;
    offset += 1;
    rest = Math.floor(rest / 128);
  }
  let small = rest | 0;
  while (small > 127) {
    scratch[offset] = (small & 127) | 128;
    offset += 1;
    small >>= 7;
  }
  scratch[offset] = small;
  return offset + 1;
}

function writeDifferences(integers: Float64Array, count: number, at: number): number {
  let offset = at;
  let previous = 0;
  for (let index = 0; index < count; index += 1) {
    const value = integers[index] as number;
    offset = writeVarint(value - previous, offset);
    previous = value;
  }
  return offset;
}

/** Returns the offset behind the last value; behind the end of the bytes where they end too soon. */
function readDifferences(bytes: Uint8Array, into: Float64Array, count: number, exponent: number): number {
  const power = powersOfTen[exponent] as number;
  let offset = 0;
  let value = 0;
  for (let index = 0; index < count; index += 1) {
    let byte = bytes[offset] as number;
    offset += 1;
    let zigzag = byte & 127;
    let shift = 7;
    while (byte > 127 && shift < 28) {
      byte = bytes[offset] as number;
      offset += 1;
      zigzag |= (byte & 127) << shift;
      shift += 7;
    }
    let weight = 2 ** 28;
    while (byte > 127) {
      byte = bytes[offset] as number;
      offset += 1;
      zigzag += (byte & 127) * weight;
      weight *= 128;
    }
    value += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    into[index] = power === 1 ? value : value / power;
  }
  return offset;
}

interface VarintReader {
  next(): number;
  /** Behind the last one read; behind the end of the bytes where they end too soon. */
  offset(): number;
}

function varintReader(bytes: Uint8Array, start: number): VarintReader {
  let offset = start;
  const next = (): number => {
    let zigzag = 0;
    let weight = 1;
    while (true) {
      const byte = bytes[offset] as number;
      offset += 1;
      zigzag += (byte & 127) * weight;
      // Behind the end of the bytes there is no byte to compare.
      if (!(byte > 127)) break;
      weight *= 128;
    }
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  };
  return { next, offset: () => offset };
}

/** The first bytes of all values, then their second bytes, and so on: like bytes lie together for zstd. */
function shuffle(values: Float64Array, count: number, at: number): number {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, count * 8);
  for (let plane = 0; plane < 8; plane += 1) {
    const base = at + plane * count;
    for (let index = 0; index < count; index += 1) scratch[base + index] = bytes[index * 8 + plane] as number;
  }
  return at + count * 8;
}

function unshuffle(bytes: Uint8Array, into: Float64Array, count: number): void {
  const target = new Uint8Array(into.buffer, into.byteOffset, count * 8);
  for (let plane = 0; plane < 8; plane += 1) {
    const base = plane * count;
    for (let index = 0; index < count; index += 1) target[index * 8 + plane] = bytes[base + index] as number;
  }
}

/** How many of `count` places the bitmap marks. */
function countBits(bitmap: Uint8Array, count: number, where: string): number {
  const unused = bitmap.length * 8 - count;
  if (unused > 0 && (bitmap.at(-1) as number) >> (8 - unused) !== 0) throw notWhole(where);
  let bits = 0;
  for (const byte of bitmap) {
    for (let rest = byte; rest !== 0; rest &= rest - 1) bits += 1;
  }
  return bits;
}

function isRegular(times: Float64Array, start: number, step: number): boolean {
  for (let index = 0; index < times.length; index += 1) {
    if (!Object.is(start + index * step, times[index])) return false;
  }
  return true;
}

/** Exact as ticks, and close enough together that differences of differences stay exact as zigzag integers. */
function areTicks(times: Float64Array, scale: number): boolean {
  const first = Math.round((times[0] as number) * scale);
  for (const time of times) {
    const tick = Math.round(time * scale);
    if (tick / scale !== time || Object.is(time, -0)) return false;
    if (Math.abs(tick) > Number.MAX_SAFE_INTEGER || tick - first > maxScaled) return false;
  }
  return true;
}
