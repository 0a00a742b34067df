import { isMac } from '../state/platform.ts';

const macKeys: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
const otherKeys: Readonly<Record<string, string>> = { Mod: 'Ctrl' };
const arrows: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** The keys of `Mod+Shift+Z` as this platform names them; Mod is Ctrl, or Cmd on macOS. */
export function formatShortcut(shortcut: string): string[] {
  return shortcut
    .split('+')
    .map(
      (key) =>
        (isMac ? macKeys[key] : otherKeys[key]) ??
        arrows[key] ??
        key.toUpperCase().slice(0, 1) + key.slice(1),
    );
}

export function Shortcut({ keys }: { keys: string }) {
  return (
    <span className="shortcut">
      {formatShortcut(keys).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
