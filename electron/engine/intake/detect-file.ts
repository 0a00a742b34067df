// What an import of a file on disk would take it for, in the words of the contract; nothing is imported.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AssayError } from '../../../shared/domain/errors.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { asAuditError, requireRegularFile } from '../db/system-errors.ts';
import { headBytes, peek, type ByteStream } from '../reading/stream.ts';
import { refuseNested } from './containers/open.ts';
import { decode, type Wrapping } from './decode.ts';
import { detect, type Candidate, type Choice } from './detect.ts';

export type FileDetection = Omit<Output<'source.detect'>, 'file'>;

/** A file that is missing, empty, damaged or unknown is `none` with its error; only a fault of Assay is thrown. */
export async function detectFile(path: string): Promise<FileDetection> {
  try {
    requireRegularFile(await stat(path), path);
    return await detectStream(
      createReadStream(path, { highWaterMark: headBytes }),
      basename(path),
      path,
      false,
    );
  } catch (error) {
    return refused(error, path);
  }
}

/** As `detectFile`, of bytes that come from elsewhere; `place` is what its error names as the file. A member of a container is no archive. */
export async function detectStream(
  raw: ByteStream,
  fileName: string,
  place: string,
  isMember: boolean,
): Promise<FileDetection> {
  const wrappings: Wrapping[] = [];
  const decoded = decode(raw, fileName, wrappings);
  try {
    const { head } = await peek(decoded, headBytes);
    if (isMember) refuseNested(head);
    const { candidates, choice } = detect(head, fileName, wrappings);
    return { candidates: candidates.map(asCandidate), choice: asChoice(choice, place) };
  } catch (error) {
    return refused(error, place);
  } finally {
    // Closes what it reads from, which the head is seldom the whole of.
    await decoded.return(undefined);
  }
}

function refused(thrown: unknown, place: string): FileDetection {
  const error = asAuditError(thrown, place);
  if (!(error instanceof AssayError)) throw error;
  return { candidates: [], choice: asChoice({ state: 'none', error }, place) };
}

const asCandidate = ({ format: { id, kinds }, score }: Candidate): FileDetection['candidates'][number] => ({
  format: id,
  kind: kinds[0],
  kinds: [...kinds],
  score,
});

function asChoice(choice: Choice, place: string): FileDetection['choice'] {
  switch (choice.state) {
    case 'one':
      return { state: 'one', format: choice.format.id };
    case 'tied':
      return { state: 'tied', formats: choice.formats.map(({ id }) => id) };
    case 'none':
      return { state: 'none', error: { ...choice.error.data, file: place } };
  }
}
