// What holds several files to import: a zip, a tar or a folder. It is read once, in its own order, a member at a time;
// what may not or cannot be read is told with its reason. No name inside is ever used as a path on the disk.
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { ByteStream } from '../../reading/stream.ts';

export type ContainerForm = 'zip' | 'tar' | 'folder';

export type Entry =
  | {
      state: 'file';
      /** Its path inside, with `/` between folders. */
      member: string;
      bytes: number;
      /** Called at most once, and read before the next entry is asked for. */
      open(): ByteStream;
    }
  | { state: 'left'; member: string; bytes: number; error: AssayError }
  /** Hidden, or kept there by an operating system for itself. */
  | { state: 'hidden' };

export interface Container {
  /** Its base name. */
  name: string;
  /** Throws where the rest of it cannot be read, or is more than `limits` allow. */
  entries(): AsyncGenerator<Entry, void, undefined>;
  /** In bytes, of whatever it is quickest told by: the archive's own or those of the members. */
  progress(): { done: number; total: number };
  close(): Promise<void>;
}

export interface ContainerLimits {
  members: number;
  /** Of all members, unpacked. */
  bytes: number;
}

export const containerLimits: ContainerLimits = { members: 10_000, bytes: 20e9 };

/** Counts what a container holds, and throws where it is too much. */
export function createTally({ members, bytes }: ContainerLimits): {
  add(size: number): void;
  bytes(): number;
} {
  let count = 0;
  let total = 0;
  return {
    add(size) {
      count += 1;
      total += size;
      if (count > members) {
        throw new AssayError({
          code: 'container.too-many-members',
          message: `It holds more than ${members.toLocaleString('en')} files.`,
          hint: 'Take out the files that matter, or import it in parts.',
        });
      }
      if (total > bytes) {
        throw new AssayError({
          code: 'container.too-large',
          message: `Its files are more than ${bytes / 1e9} GB in all.`,
          hint: 'Take out the files that matter, or import it in parts.',
        });
      }
    },
    bytes: () => total,
  };
}

type Reason = 'unsafe-name' | 'link' | 'device' | 'encrypted' | 'compression' | 'nested';

const reasons: Readonly<Record<Reason, { message: string; hint: string }>> = {
  'unsafe-name': {
    message: 'Its name leads out of the container, or holds characters that no file name should.',
    hint: 'Pack it again under a plain name, if it is to be trusted.',
  },
  link: { message: 'It is a link, not a file.', hint: 'Import the file that it leads to.' },
  device: {
    message: 'It is a device, a pipe or a socket, not a file.',
    hint: 'Write what it holds into a file.',
  },
  encrypted: { message: 'It is encrypted.', hint: 'Unpack it with its password, and import the file.' },
  compression: {
    message: 'It is packed in a way that is not read.',
    hint: 'Unpack it by hand, and import the file.',
  },
  nested: {
    message: 'It is an archive inside another, and such are not opened.',
    hint: 'Unpack it, and import it by itself.',
  },
};

export const leftBecause = (reason: Reason): AssayError =>
  new AssayError({ code: `container.${reason}`, ...reasons[reason] });

/** What a reader of archives complains of, in Assay's words; errors of the system are passed on. */
export function asContainerError(error: unknown): unknown {
  const isOfSystem = typeof (error as { code?: unknown } | null)?.code === 'string';
  if (error instanceof AssayError || isOfSystem) return error;
  const said = error instanceof Error ? error.message : String(error);
  return new AssayError(
    {
      code: 'container.corrupt',
      message: `The archive is damaged or was cut off: ${said.replace(/\.$/u, '').slice(0, 200)}.`,
      hint: 'Copy it again from where it came from.',
    },
    error,
  );
}
