// Puts the chunks of one axis in time order. Chunks that do not overlap are only numbered anew, so a file written
// newest first costs nothing; overlapping ones go through an external merge sort with a bounded number of open runs.
import type Database from 'better-sqlite3';
import { chunkSamples, decodeTimes, decodeValues } from './series-codec.ts';

export interface ChunkRange {
  sequence: number;
  count: number;
  startMs: number;
  endMs: number;
}
/** Chunks in time order, none overlapping the next. */
export type Run = ChunkRange[];

interface AxisToOrder {
  id: number;
  firstSeriesId: number;
  nextSequence: number;
  runs: Run[];
}

/** Decoded samples that open runs may hold at once. */
const maxOpenSamples = 8_000_000;
/** Runs merged at once; more would spend the time on finding the earliest row. */
const maxFanIn = 64;

type WriteChunk = (times: Float64Array, columns: Float64Array[]) => ChunkRange;

interface Statements {
  moveTimes: Database.Statement;
  moveValues: Database.Statement;
  readTimes: Database.Statement;
  readValues: Database.Statement;
  deleteTimes: Database.Statement;
  deleteValues: Database.Statement;
}

/** Returns the axis's chunks in time order; rows of one time stay in file order. */
export type MergeRuns = (axis: AxisToOrder, seriesCount: number, writeChunk: WriteChunk) => Run;

/** Prepares what every axis of a file needs. */
export function runMerger(db: Database.Database): MergeRuns {
  const statements: Statements = {
    moveTimes: db.prepare('update axis_chunk set sequence = ? where axis_id = ? and sequence = ?'),
    moveValues: db.prepare(
      'update chunk set sequence = ? where series_id >= ? and series_id < ? and sequence = ?',
    ),
    readTimes: db.prepare('select count, crc, data from axis_chunk where axis_id = ? and sequence = ?'),
    readValues: db.prepare('select crc, data from chunk where series_id = ? and sequence = ?'),
    deleteTimes: db.prepare('delete from axis_chunk where axis_id = ? and sequence = ?'),
    deleteValues: db.prepare('delete from chunk where series_id = ? and sequence = ?'),
  };
  return (axis, seriesCount, writeChunk) => mergeRuns(statements, axis, seriesCount, writeChunk);
}

function mergeRuns(
  statements: Statements,
  axis: AxisToOrder,
  seriesCount: number,
  writeChunk: WriteChunk,
): Run {
  if (axis.runs.length <= 1) return axis.runs[0] ?? [];
  const byStart = axis.runs.toSorted((a, b) => (a[0]?.startMs ?? 0) - (b[0]?.startMs ?? 0));
  const apart = byStart.every(
    (run, index) => index === 0 || (byStart[index - 1]?.at(-1)?.endMs ?? 0) < (run[0]?.startMs ?? 0),
  );
  if (apart) return renumber(statements, axis, seriesCount, byStart.flat());
  const openRuns = Math.floor(maxOpenSamples / (chunkSamples * (seriesCount + 1)));
  const fanIn = Math.min(maxFanIn, Math.max(2, openRuns));
  let runs = axis.runs;
  while (runs.length > 1) {
    const merged: Run[] = [];
    for (let from = 0; from < runs.length; from += fanIn) {
      const group = runs.slice(from, from + fanIn);
      merged.push(
        group.length === 1 ? (group[0] as Run) : mergeGroup(statements, axis, seriesCount, group, writeChunk),
      );
    }
    runs = merged;
  }
  return runs[0] as Run;
}

function renumber(
  { moveTimes, moveValues }: Statements,
  axis: AxisToOrder,
  seriesCount: number,
  chunks: Run,
): Run {
  return chunks.map((chunk) => {
    const sequence = axis.nextSequence;
    axis.nextSequence += 1;
    moveTimes.run(sequence, axis.id, chunk.sequence);
    moveValues.run(sequence, axis.firstSeriesId, axis.firstSeriesId + seriesCount, chunk.sequence);
    return { ...chunk, sequence };
  });
}

interface Cursor {
  run: Run;
  /** Index of the open chunk in the run, and of the next row in the chunk. */
  chunk: number;
  row: number;
  times: Float64Array;
  columns: Float64Array[];
}

function mergeGroup(
  { readTimes, readValues, deleteTimes, deleteValues }: Statements,
  axis: AxisToOrder,
  seriesCount: number,
  group: Run[],
  writeChunk: WriteChunk,
): Run {
  type Block = { count: number; crc: number; data: Uint8Array };

  const open = (cursor: Cursor): boolean => {
    const chunk = cursor.run[cursor.chunk];
    if (chunk === undefined) return false;
    const times = readTimes.get(axis.id, chunk.sequence) as Block;
    cursor.times = decodeTimes(
      times,
      times.count,
      `table axis_chunk, axis ${axis.id}, sequence ${chunk.sequence}`,
    );
    cursor.columns = Array.from({ length: seriesCount }, (_, index) => {
      const id = axis.firstSeriesId + index;
      return decodeValues(
        readValues.get(id, chunk.sequence) as Block,
        times.count,
        `table chunk, series ${id}, sequence ${chunk.sequence}`,
      );
    });
    deleteTimes.run(axis.id, chunk.sequence);
    for (let index = 0; index < seriesCount; index += 1) {
      deleteValues.run(axis.firstSeriesId + index, chunk.sequence);
    }
    cursor.row = 0;
    return true;
  };

  const out: Run = [];
  const times = new Float64Array(chunkSamples);
  const columns = Array.from({ length: seriesCount }, () => new Float64Array(chunkSamples));
  let held = 0;
  const flush = (): void => {
    if (held === 0) return;
    out.push(
      writeChunk(
        times.subarray(0, held),
        columns.map((column) => column.subarray(0, held)),
      ),
    );
    held = 0;
  };
  const cursors = group.map((run): Cursor => ({
    run,
    chunk: 0,
    row: 0,
    times: new Float64Array(0),
    columns: [],
  }));
  let live = cursors.filter(open);
  while (live.length > 0) {
    // The earliest row, and of equal ones that of the earliest run.
    let first = live[0] as Cursor;
    for (const cursor of live) {
      if ((cursor.times[cursor.row] as number) < (first.times[first.row] as number)) first = cursor;
    }
    times[held] = first.times[first.row] as number;
    for (let index = 0; index < seriesCount; index += 1) {
      (columns[index] as Float64Array)[held] = first.columns[index]?.[first.row] as number;
    }
    held += 1;
    if (held === chunkSamples) flush();
    first.row += 1;
    if (first.row < first.times.length) continue;
    first.chunk += 1;
    if (!open(first)) live = live.filter((cursor) => cursor !== first);
  }
  flush();
  return out;
}
