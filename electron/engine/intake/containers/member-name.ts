// What the name of a member is: a plain path inside its container, one that only looks like one, or nothing for the
// auditor's eyes. Names are kept and shown; none is ever used as a path on the disk.

export type MemberName =
  /** Parts joined by `/`; none is empty, `.` or `..`. */
  | { state: 'plain'; name: string }
  | { state: 'hidden' }
  /** `shown` is for the eye only. */
  | { state: 'unsafe'; shown: string };

const longestName = 4096;

/** Folders and files that systems and Assay itself keep beside a user's. */
const hiddenPart =
  /^(?:\..+|__MACOSX|Thumbs\.db|desktop\.ini|.+\.assay(?:-wal|-shm|\.lock|\.importing.*))$/iu;

/** Absolute, from a drive, out of the container, or with characters that change what follows. */
function isUnsafe(raw: string, parts: readonly string[]): boolean {
  return (
    raw.length > longestName ||
    /^(?:[/\\]|[A-Za-z]:)/u.test(raw) ||
    /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u.test(raw) ||
    parts.includes('..') ||
    parts.every((part) => part === '' || part === '.')
  );
}

export function readMemberName(raw: string): MemberName {
  const parts = raw.split(/[/\\]/u);
  if (isUnsafe(raw, parts)) {
    const shown = raw.slice(0, 200).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
    return { state: 'unsafe', shown };
  }
  const kept = parts.filter((part) => part !== '' && part !== '.');
  if (kept.some((part) => hiddenPart.test(part))) return { state: 'hidden' };
  return { state: 'plain', name: kept.join('/') };
}

/** The last part of a plain name. */
export const baseNameOf = (member: string): string => member.slice(member.lastIndexOf('/') + 1);
