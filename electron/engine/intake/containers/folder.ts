// A folder: its files are listed first, in the order of their names; links are not followed.
import { constants } from 'node:fs';
import { lstat, open, opendir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { ByteStream } from '../../reading/stream.ts';
import { createTally, leftBecause, type Container, type ContainerLimits, type Entry } from './container.ts';
import { readMemberName } from './member-name.ts';

const readBytes = 1024 * 1024;
/** Absent on Windows, where a link is told by its type alone. */
const noFollow = constants.O_NOFOLLOW ?? 0;

interface Listed {
  member: string;
  path: string;
  type: 'file' | 'link' | 'device' | 'unsafe' | 'hidden';
  bytes: number;
}

/** Throws `container.too-many-members`, `container.too-large` or a file error. */
export async function openFolder(path: string, limits: ContainerLimits): Promise<Container> {
  const root = resolve(path);
  const listed = await list(root, limits);
  const total = listed.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  return {
    name: basename(root) || root,
    async *entries() {
      for (const one of listed) {
        const before = done;
        yield asEntry(one, (bytes) => (done += bytes));
        done = before + one.bytes;
      }
    },
    progress: () => ({ done, total }),
    close: async () => undefined,
  };
}

async function list(root: string, limits: ContainerLimits): Promise<Listed[]> {
  const files = createTally(limits);
  const folders = createTally({ ...limits, bytes: Number.POSITIVE_INFINITY });
  const listed: Listed[] = [];
  const waiting: { path: string; inside: string }[] = [{ path: root, inside: '' }];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    folders.add(0);
    for await (const found of await opendir(folder.path)) {
      const inside = folder.inside === '' ? found.name : `${folder.inside}/${found.name}`;
      const path = join(folder.path, found.name);
      const name = readMemberName(inside);
      if (name.state === 'hidden') listed.push({ member: inside, path, type: 'hidden', bytes: 0 });
      else if (found.isDirectory() && name.state === 'plain') waiting.push({ path, inside });
      else {
        const bytes = found.isFile() ? (await lstat(path)).size : 0;
        files.add(bytes);
        const kind = found.isFile() ? 'file' : found.isSymbolicLink() ? 'link' : 'device';
        const [member, type] = name.state === 'unsafe' ? [name.shown, 'unsafe' as const] : [name.name, kind];
        listed.push({ member, path, type: type as Listed['type'], bytes });
      }
    }
  }
  return listed.toSorted((a, b) => (a.member < b.member ? -1 : 1));
}

function asEntry({ member, path, type, bytes }: Listed, read: (bytes: number) => void): Entry {
  switch (type) {
    case 'hidden':
      return { state: 'hidden' };
    case 'file':
      return { state: 'file', member, bytes, open: () => contentOf(path, read) };
    case 'unsafe':
      return { state: 'left', member, bytes, error: leftBecause('unsafe-name') };
    default:
      return { state: 'left', member, bytes, error: leftBecause(type) };
  }
}

async function* contentOf(path: string, read: (bytes: number) => void): ByteStream {
  const file = await open(path, constants.O_RDONLY | noFollow);
  for await (const chunk of file.createReadStream({ highWaterMark: readBytes })) {
    read((chunk as Buffer).length);
    yield chunk as Buffer;
  }
}
