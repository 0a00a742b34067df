// The commands that stand in the application menu, with their words and keys. The shell's menu, the window's palette,
// its keys and its sheet of shortcuts all read them here; the window says what each does and does not compile without.
import { phases, type DeclaredPhase } from '../playbook/playbook.ts';
import type { Phase } from '../playbook/phase.ts';

export interface MenuWords {
  /** In the palette, and wherever the window names it. */
  title: string;
  /** In the menu, where it reads otherwise there: an ellipsis where a question follows, and no word said by the menu itself. */
  inMenu?: string;
  /** Such as `Mod+Shift+Z`; Mod is Ctrl, or Cmd on macOS. */
  keys?: string;
  /** The keys on macOS, where they are others. */
  macKeys?: string;
}

const words = {
  'audit.new': { title: 'New audit', inMenu: 'New audit…', keys: 'Mod+N' },
  'audit.open': { title: 'Open audit', inMenu: 'Open audit…', keys: 'Mod+O' },
  'audit.close': { title: 'Close audit' },
  'sample.open': { title: 'Open the sample engagement' },
  'source.import': { title: 'Import evidence', inMenu: 'Import evidence…', keys: 'Mod+I' },
  'report.show': { title: 'Report' },
  'bundle.sign': { title: 'Sign & verify', inMenu: 'Sign bundle…' },
  'bundle.verify': { title: 'Verify a bundle', inMenu: 'Verify bundle…' },
  'edit.undo': { title: 'Undo', keys: 'Mod+Z' },
  'edit.redo': { title: 'Redo', keys: 'Mod+Shift+Z' },
  'view.find': { title: 'Find in view', keys: 'Mod+F' },
  'view.palette': { title: 'Search or run a command', keys: 'Mod+K' },
  // On macOS Alt and an arrow move by a word in a text.
  'view.back': { title: 'Back', keys: 'Alt+ArrowLeft', macKeys: 'Mod+[' },
  'view.forward': { title: 'Forward', keys: 'Alt+ArrowRight', macKeys: 'Mod+]' },
  'view.rail': { title: 'Show or hide the rail', inMenu: 'Rail', keys: 'Mod+B' },
  'view.inspector': { title: 'Show or hide the inspector', inMenu: 'Inspector', keys: 'Mod+Shift+B' },
  'help.shortcuts': { title: 'Keyboard shortcuts', keys: '?' },
} as const satisfies Readonly<Record<string, MenuWords>>;

/** Shows a phase of the method. */
export type PhaseCommand = `view.phase.${DeclaredPhase['id']}`;
export const phaseCommand = ({ id }: Pick<Phase, 'id'>): PhaseCommand => `view.phase.${id}` as PhaseCommand;

/** What a menu item asks the window to do: the `command` of a `menu` event. */
export type MenuCommand = keyof typeof words | PhaseCommand;

const wordsOfPhase = (phase: Phase): MenuWords => ({
  title: `Phase ${phase.id}: ${phase.name}`,
  inMenu: `${phase.id} ${phase.title}`,
  keys: `Mod+${phase.id + 1}`,
});

export const menuWords: Readonly<Record<MenuCommand, MenuWords>> = {
  ...words,
  ...(Object.fromEntries(phases.map((phase) => [phaseCommand(phase), wordsOfPhase(phase)])) as Record<
    PhaseCommand,
    MenuWords
  >),
};
export const menuCommands = Object.keys(menuWords) as MenuCommand[];

/** The keys that run it on this platform, or undefined. */
export const menuKeys = (id: MenuCommand, isMac: boolean): string | undefined => {
  const { keys, macKeys } = menuWords[id];
  return isMac && macKeys !== undefined ? macKeys : keys;
};
