// A bundle is known by its manifest: whatever else stands at a bundle's destination is never replaced.
import { AssayError } from '../../../shared/domain/errors.ts';
import type { OwnKind } from '../db/place-file.ts';
import { decodeManifest, manifestName } from './manifest.ts';
import { openArchive } from './zipReader.ts';

/** Far larger than any that Assay writes. */
const maxManifestBytes = 64 * 1024 * 1024;

export const bundleKind: OwnKind = {
  name: 'bundle',
  async isOwn(path) {
    try {
      return await holdsManifest(path);
    } catch (error) {
      if (error instanceof AssayError) return false;
      throw error;
    }
  },
};

async function holdsManifest(path: string): Promise<boolean> {
  const archive = await openArchive(path);
  try {
    const member = archive.members.get(manifestName);
    if (member === undefined || member.bytes > maxManifestBytes) return false;
    const chunks: Buffer[] = [];
    for await (const chunk of archive.read(member)) chunks.push(chunk);
    return 'manifest' in decodeManifest(Buffer.concat(chunks));
  } finally {
    await archive.close();
  }
}
