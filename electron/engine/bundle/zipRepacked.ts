// A bundle that was unpacked and zipped again by another program is no longer the archive that was made, and never
// verifies. Its contents are still read, so that the answer names the files that were changed rather than every one.
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import type { Archive } from './archive.ts';

export const repackedProblem =
  'The archive was packed again by another program, so it is not the one that was made. The files in it were compared with the signed list all the same.';

/** The contents as zip programs read them, or null where they are ambiguous or cannot be read. */
export async function openRepacked(path: string): Promise<Archive | null> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { autoClose: false, strictFileNames: true });
    const archive = await readEntries(zip);
    if (archive === null) zip.close();
    return archive;
  } catch {
    // Whatever keeps yauzl from reading it stands among the problems of the strict reading already.
    zip?.close();
    return null;
  }
}

async function readEntries(zip: ZipFile): Promise<Archive | null> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    if (entries.has(entry.fileName) || entry.isEncrypted()) return null;
    entries.set(entry.fileName, entry);
  }
  const members = [...entries].map(([name, { uncompressedSize, crc32, relativeOffsetOfLocalHeader }]) => ({
    name,
    bytes: uncompressedSize,
    crc32,
    offset: relativeOffsetOfLocalHeader,
  }));
  return {
    bytes: zip.fileSize,
    members: new Map(members.map((member) => [member.name, member])),
    problems: [repackedProblem],
    suspect: new Set(),
    async *read({ name }) {
      const entry = entries.get(name);
      if (!entry) return;
      try {
        yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
      } catch {
        // What cannot be unpacked ends early: its hash is then not the listed one, and it is named as altered.
      }
    },
    async close() {
      zip.close();
    },
  };
}
