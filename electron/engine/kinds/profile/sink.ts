import { AssayError } from '../../../../shared/domain/errors.ts';
import { mostRows } from './columns.ts';
import { profileRow } from './store.ts';
import { areStacksSound } from './soundness.ts';
import type { Sink, SinkContext } from '../kind.ts';
import type { ProfileBatch } from './batch.ts';

/** Writes one row for each profile of a file. Throws `profile.too-large`, and on a batch that breaks the promises of `ProfileBatch`. */
export function profileSink({ db, sourceId }: SinkContext): Sink<ProfileBatch> {
  const insert = db.prepare('insert into profile values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  let position = 0;
  let rows = 0;
  return {
    write(batch) {
      checkShape(batch);
      insert.run(sourceId, position, ...profileRow(batch));
      position += 1;
      rows += batch.recordCount;
    },
    finish: () => ({ rows }),
  };
}

function checkShape(batch: ProfileBatch): void {
  const { frames, stackParent, stackFrame, sampleStack, sampleWeights, sampleTimesNs, weights } = batch;
  const stacks = stackParent.length;
  if (Math.max(stacks, frames.length) > mostRows) {
    throw new AssayError({
      code: 'profile.too-large',
      message: `The profile “${batch.name}” has more than ${mostRows} stacks or frames.`,
      hint: 'Record for a shorter time, or export fewer threads.',
    });
  }
  const isSound =
    weights.length > 0 &&
    weights.length === sampleWeights.length &&
    sampleWeights.every(({ length }) => length === sampleStack.length) &&
    (sampleTimesNs === null || sampleTimesNs.length === sampleStack.length) &&
    areStacksSound({ stackParent, stackFrame }, frames.length) &&
    sampleStack.every((stack) => stack >= 0 && stack < stacks);
  if (!isSound) throw new TypeError(`The profile “${batch.name}” has an index out of range.`);
}
