// What is in the way of a file that Assay writes stays, unless it is of the same kind and the user said so.
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary.ts';
import { placeFile, requirePlace, type OwnKind } from './place-file.ts';

vi.mock('node:fs', async (original) => {
  const real = await original<{ linkSync: typeof linkSync }>();
  return { ...real, linkSync: vi.fn(real.linkSync) };
});

const kind: OwnKind = {
  name: 'note',
  isOwn: async (path) => readFileSync(path, 'utf8').startsWith('note'),
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'a.note');
});
afterEach(() => {
  vi.mocked(linkSync).mockReset();
});

const put = (replace = false, during: () => void = () => undefined): Promise<void> =>
  placeFile({ path, kind, replace }, async (file) => {
    await file.writeFile('note 2');
    during();
  });

/** What stands in the folder, once nothing unfinished does. */
const standing = (): string[] => readdirSync(folder).toSorted();

describe('a file that is placed', () => {
  it('is there whole, with nothing beside it', async () => {
    await put();
    expect(readFileSync(path, 'utf8')).toBe('note 2');
    expect(standing()).toEqual(['a.note']);
  });

  it('takes the place of one of its kind where the user said so', async () => {
    writeFileSync(path, 'note 1');
    await put(true);
    expect(readFileSync(path, 'utf8')).toBe('note 2');
    expect(standing()).toEqual(['a.note']);
  });

  it('leaves one of its kind where the user did not', async () => {
    writeFileSync(path, 'note 1');
    await expect(put()).rejects.toMatchObject({ code: 'file.exists' });
    expect(readFileSync(path, 'utf8')).toBe('note 1');
    expect(standing()).toEqual(['a.note']);
  });

  it('is not there when writing it failed', async () => {
    const fault = new Error('fault while writing');
    const failed = put(false, () => {
      throw fault;
    });
    await expect(failed).rejects.toBe(fault);
    expect(standing()).toEqual([]);
  });

  it.each([false, true])('never takes the place of another file (replace: %s)', async (replace) => {
    writeFileSync(path, 'thesis');
    await expect(put(replace)).rejects.toMatchObject({ code: 'file.of-another-kind' });
    expect(readFileSync(path, 'utf8')).toBe('thesis');
  });

  it.each([false, true])('never takes the place of a folder (replace: %s)', async (replace) => {
    mkdirSync(path);
    await expect(put(replace)).rejects.toMatchObject({ code: 'file.of-another-kind' });
    expect(standing()).toEqual(['a.note']);
  });

  it.each([false, true])('never follows or takes the place of a link (replace: %s)', async (replace) => {
    const target = join(folder, 'target');
    writeFileSync(target, 'note 1');
    symlinkSync(target, path);
    await expect(put(replace)).rejects.toMatchObject({ code: 'file.of-another-kind' });
    expect(readFileSync(target, 'utf8')).toBe('note 1');
  });

  it.each([false, true])('is not made where a link leads to nothing (replace: %s)', async (replace) => {
    symlinkSync(join(folder, 'elsewhere'), path);
    await expect(put(replace)).rejects.toMatchObject({ code: 'file.of-another-kind' });
    expect(standing()).toEqual(['a.note']);
  });
});

describe('what comes to be in the way while a file is written', () => {
  it('stays, where the place was free', async () => {
    await expect(put(false, () => writeFileSync(path, 'thesis'))).rejects.toMatchObject({
      code: 'file.of-another-kind',
    });
    expect(readFileSync(path, 'utf8')).toBe('thesis');
  });

  it('stays, where one of the kind could be replaced', async () => {
    writeFileSync(path, 'note 1');
    await expect(put(true, () => writeFileSync(path, 'thesis'))).rejects.toMatchObject({
      code: 'file.of-another-kind',
    });
    expect(readFileSync(path, 'utf8')).toBe('thesis');
  });

  it('stays, where it came after the last look', async () => {
    const late: OwnKind = {
      name: 'note',
      async isOwn(looked) {
        const other = join(folder, 'other');
        writeFileSync(other, 'thesis');
        renameSync(other, looked);
        return true;
      },
    };
    writeFileSync(path, 'note 1');
    const placed = placeFile({ path, kind: late, replace: true }, (file) => file.writeFile('note 2'));
    await expect(placed).rejects.toMatchObject({ code: 'file.changed' });
    expect(readFileSync(path, 'utf8')).toBe('thesis');
    expect(standing()).toEqual(['a.note']);
  });
});

const withoutLinks = (): never => {
  throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
};

describe('on a file system without hard links', () => {
  it('a file is placed all the same', async () => {
    vi.mocked(linkSync).mockImplementation(withoutLinks);
    await put();
    expect(readFileSync(path, 'utf8')).toBe('note 2');
    expect(standing()).toEqual(['a.note']);
  });

  it('what is in the way stays', async () => {
    vi.mocked(linkSync).mockImplementation((_from, to) => {
      if (to === path) writeFileSync(path, 'thesis');
      return withoutLinks();
    });
    await expect(put()).rejects.toMatchObject({ code: 'file.exists' });
    expect(readFileSync(path, 'utf8')).toBe('thesis');
  });
});

describe('a place that is looked at before the work', () => {
  it('is free, or taken for the reason that placing would give', async () => {
    await requirePlace({ path, kind, replace: false });
    writeFileSync(path, 'note 1');
    await requirePlace({ path, kind, replace: true });
    await expect(requirePlace({ path, kind, replace: false })).rejects.toMatchObject({ code: 'file.exists' });
    writeFileSync(path, 'thesis');
    await expect(requirePlace({ path, kind, replace: true })).rejects.toMatchObject({
      code: 'file.of-another-kind',
    });
  });
});
