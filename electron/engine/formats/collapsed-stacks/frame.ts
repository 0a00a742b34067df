import type { FrameKind } from '../../../../shared/contract/profiles.ts';
import type { ProfileFrame } from '../../kinds/profile/batch.ts';

/** Suffixes that FlameGraph's stackcollapse scripts and async-profiler put on a frame. */
const suffixKinds: Readonly<Record<string, FrameKind>> = {
  '_[k]': 'kernel',
  '_[j]': 'jit',
  '_[i]': 'inlined',
  '_[0]': 'interpreted',
  '_[1]': 'c1',
  '_[w]': 'waker',
};

/** `[name tid=N]` is async-profiler's thread frame, `thread (0x…)` and `process N:"…"` are py-spy's. */
const threadFrame = /^(?:\[.* tid=\d+\]|thread \(0x[0-9a-f]+\).*|thread \d+.*|process \d+(?::".*")?)$/iu;
/** `function (file:line)` as py-spy writes it. */
const nameWithPlace = /^(?<name>.+) \((?<file>[^()]+\.[^()]+?):(?<line>\d+)\)$/u;

/** The text of one frame as name, place and kind. A `;` inside a Java descriptor becomes `:`, as when folding. */
export function parseFrame(text: string): ProfileFrame {
  const kind = suffixKinds[text.slice(-4)];
  const bare = (kind === undefined ? text : text.slice(0, -4)).replaceAll(';', ':');
  const frame = { file: '', line: null, column: null };
  if (kind !== undefined) return { ...frame, name: bare, kind };
  if (threadFrame.test(bare)) return { ...frame, name: bare, kind: 'thread' };
  if (bare === '') return { ...frame, name: '(unnamed)', kind: 'unknown' };
  if (bare === '[unknown]' || bare === 'unknown') return { ...frame, name: bare, kind: 'unknown' };
  const place = nameWithPlace.exec(bare)?.groups as { name: string; file: string; line: string } | undefined;
  const line = Number(place?.line);
  if (place && line > 0 && line < 2 ** 31)
    return { ...frame, name: place.name, file: place.file, line, kind: '' };
  return { ...frame, name: bare, kind: '' };
}
