// Profiles as they lie in the audit: a string table, a stack tree and weights, as compressed typed arrays. The samples
// themselves are kept beside them; what is drawn needs only where they end.
import { zstdCompressSync } from 'node:zlib';
import { z } from 'zod';
import { frameKinds, type ProfileSummary } from '../../../../shared/contract/profiles.ts';
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { ProfileBatch, ProfileFrame } from './batch.ts';
import { damaged, parseJson } from '../../db/damaged.ts';
import type { AuditDb } from '../../db/database.ts';
import { inflateZstd } from '../../inflate.ts';
import { joinColumns, mostRows, pack, splitColumns, unpackFloat64, unpackInt32 } from './columns.ts';
import { leavesOf, type Leaves } from './leaves.ts';
import { areLeavesSound, areStacksSound } from './soundness.ts';

export interface WeightSummary {
  name: string;
  unit: string;
  /** Over all samples, idle ones with them. */
  total: number;
}

export interface StoredProfile {
  /** `SOURCE:INDEX`. */
  id: string;
  sourceId: number;
  name: string;
  weights: WeightSummary[];
  sampleCount: number;
}

export interface Profile extends StoredProfile, Leaves {
  frames: ProfileFrame[];
  stackParent: Int32Array;
  stackFrame: Int32Array;
}

interface SummaryRow {
  source_id: number;
  position: number;
  name: string;
  weights: string;
  sample_count: number;
}

interface BlobRow extends SummaryRow {
  strings: Buffer;
  frames: Buffer;
  stack_parent: Buffer;
  stack_frame: Buffer;
  leaf_stack: Buffer;
  leaf_weights: Buffer;
}

/** Fields of a frame in its int32 columns: name, file, line, column, kind; 0 in line and column is none. */
const frameFields = 5;

const summaryColumns = 'profile.source_id, profile.position, profile.name, profile.weights, sample_count';
const fromLive = "from profile join source on source.id = profile.source_id and source.state = 'live'";

/** The profiles of every live source, or of one of them, in import order. */
export function listProfiles(db: AuditDb, sourceId?: number): StoredProfile[] {
  const rows = db
    .prepare(
      `select ${summaryColumns} ${fromLive} where ? is null or source_id = ? order by source_id, position`,
    )
    .all(sourceId ?? null, sourceId ?? null) as SummaryRow[];
  return rows.map(asStored);
}

/** Profiles never change once imported, so the last ones read stay decoded. */
const decoded = new WeakMap<AuditDb, Map<string, Profile>>();
const keptDecoded = 2;

/** One profile, whole. Throws `profile.unknown`, also for one whose source is set aside, and `audit.damaged`. */
export function readProfile(db: AuditDb, id: string): Profile {
  const [sourceId, position] = id.split(':').map(Number);
  const isLive = db
    .prepare(`select 1 ${fromLive} where source_id = ? and position = ?`)
    .get(sourceId, position);
  if (isLive === undefined || !/^\d+:\d+$/u.test(id)) {
    throw new AssayError({
      code: 'profile.unknown',
      message: `The audit has no profile “${id}”.`,
      hint: 'profile.list names them; a source that was set aside takes its profiles with it.',
    });
  }
  const kept = decoded.get(db) ?? new Map<string, Profile>();
  decoded.set(db, kept);
  const profile = kept.get(id) ?? decodeProfile(db, sourceId as number, position as number);
  // Last in, last out: the map keeps the order of insertion.
  kept.delete(id);
  kept.set(id, profile);
  for (const oldest of kept.keys()) {
    if (kept.size <= keptDecoded) break;
    kept.delete(oldest);
  }
  return profile;
}

function decodeProfile(db: AuditDb, sourceId: number, position: number): Profile {
  const row = db
    .prepare(
      `select ${summaryColumns}, strings, frames, stack_parent, stack_frame, leaf_stack, leaf_weights
       ${fromLive} where source_id = ? and position = ?`,
    )
    .get(sourceId, position) as BlobRow;
  return asProfile(row);
}

/** Index of a weight by name, of the first when none is named. Throws `usage.unknown-weight`. */
export function weightIndexOf(profile: StoredProfile, weight: string | undefined): number {
  if (weight === undefined) return 0;
  const index = profile.weights.findIndex(({ name }) => name === weight);
  if (index >= 0) return index;
  throw new AssayError({
    code: 'usage.unknown-weight',
    message: `The profile ${profile.id} has no weight “${weight}”.`,
    hint: `It has: ${profile.weights.map(({ name }) => name).join(', ')}.`,
  });
}

/** The profile as the contract shows it, under one of its weights. */
export function summarise(profile: StoredProfile, weightIndex: number): ProfileSummary {
  const { id, sourceId, name, weights, sampleCount } = profile;
  const shown = weights[weightIndex] as WeightSummary;
  return {
    id,
    sourceId,
    name,
    weight: shown.name,
    unit: shown.unit,
    total: shown.total,
    samples: sampleCount,
    weights: weights.map(({ name, unit, total }) => ({ name, unit, total })),
  };
}

/** The values of one row of the table `profile`, in its column order after `source_id` and `position`. */
export function profileRow(batch: ProfileBatch): (string | number | Buffer | null)[] {
  const strings: string[] = [];
  const indexOf = new Map<string, number>();
  const intern = (text: string): number => {
    const known = indexOf.get(text);
    if (known !== undefined) return known;
    indexOf.set(text, strings.length);
    return strings.push(text) - 1;
  };
  const frames = new Int32Array(batch.frames.length * frameFields);
  for (const [index, { name, file, line, column, kind }] of batch.frames.entries()) {
    frames.set(
      [intern(name), intern(file), line ?? 0, column ?? 0, frameKinds.indexOf(kind)],
      index * frameFields,
    );
  }
  const weights = batch.weights.map(({ name, unit }, index) => {
    const values = batch.sampleWeights[index] as Float64Array;
    return { name, unit, total: values.reduce((sum, value) => sum + value, 0) };
  });
  const leaves = leavesOf(batch.stackParent.length, batch.sampleStack, batch.sampleWeights);
  return [
    batch.name,
    JSON.stringify(weights),
    batch.sampleCount,
    zstdCompressSync(Buffer.from(JSON.stringify(strings))),
    pack(frames),
    pack(batch.stackParent),
    pack(batch.stackFrame),
    pack(batch.sampleStack),
    pack(joinColumns(batch.sampleWeights)),
    batch.sampleTimesNs && pack(batch.sampleTimesNs),
    pack(leaves.leafStack),
    pack(joinColumns(leaves.leafWeights)),
  ];
}

const storedWeights = z.array(z.object({ name: z.string(), unit: z.string(), total: z.number() })).min(1);

const whereOf = ({ source_id, position }: SummaryRow): string =>
  `table profile, source ${source_id}, position ${position}`;

/** Throws `audit.damaged`. */
function asStored(row: SummaryRow): StoredProfile {
  const weights = storedWeights.safeParse(parseJson(row.weights)).data;
  if (weights === undefined) throw damaged(whereOf(row), 'its weights are not names, units and totals');
  if (row.sample_count < 0) throw damaged(whereOf(row), `it counts ${row.sample_count} samples`);
  return {
    id: `${row.source_id}:${row.position}`,
    sourceId: row.source_id,
    name: row.name,
    weights,
    sampleCount: row.sample_count,
  };
}

/** Throws `audit.damaged` for whatever does not decode exactly or points out of its range. */
function asProfile(row: BlobRow): Profile {
  const profile = { ...asStored(row), ...unpackColumns(row) };
  const { frames, stackParent, weights } = profile;
  const totals = weights.map(({ total }) => total);
  const isSound =
    areStacksSound(profile, frames.length) && areLeavesSound(profile, stackParent.length, totals);
  if (!isSound) throw damaged(whereOf(row), 'its stacks or their weights are not what it says');
  return profile;
}

function unpackColumns(row: BlobRow): Omit<Profile, keyof StoredProfile> {
  try {
    const { length: weightCount } = JSON.parse(row.weights) as unknown[];
    const stackParent = unpackInt32(row.stack_parent, mostRows);
    const leafStack = unpackInt32(row.leaf_stack, stackParent.length);
    const leafWeights = unpackFloat64(row.leaf_weights, leafStack.length * weightCount);
    return {
      frames: unpackFrames(row),
      stackParent,
      stackFrame: unpackInt32(row.stack_frame, stackParent.length),
      leafStack,
      leafWeights: splitColumns(leafWeights, weightCount),
    };
  } catch {
    throw damaged(whereOf(row), 'its columns do not unpack');
  }
}

const largestStringsBytes = 512 * 2 ** 20;

/** Throws where a field points to no string or no kind. */
function unpackFrames(row: BlobRow): ProfileFrame[] {
  const text = inflateZstd(row.strings, largestStringsBytes).toString('utf8');
  const strings = z.array(z.string()).parse(JSON.parse(text));
  const columns = unpackInt32(row.frames, mostRows * frameFields);
  const stringAt = (at: number): string => {
    const string = strings[columns[at] as number];
    if (string === undefined) throw new RangeError(`There is no string ${columns[at]}.`);
    return string;
  };
  const frames: ProfileFrame[] = [];
  for (let at = 0; at < columns.length; at += frameFields) {
    const kind = frameKinds[columns[at + 4] as number];
    if (kind === undefined) throw new RangeError(`There is no kind ${columns[at + 4]}.`);
    frames.push({
      name: stringAt(at),
      file: stringAt(at + 1),
      line: columns[at + 2] || null,
      column: columns[at + 3] || null,
      kind,
    });
  }
  return frames;
}
