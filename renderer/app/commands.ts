// All commands of the window: the frame's own, and those of the features. The application menu names them by id, their
// keys work anywhere, and the palette and the sheet of shortcuts list them.
import type { MenuCommand } from '../../shared/contract/menu.ts';
import type { Feature } from '../features/feature.ts';
import { closeAudit, useAudit } from '../state/audit.ts';
import { commandGroups, menuCommand, type Command } from '../state/commands.ts';
import { findInView, isTyping } from '../state/find.ts';
import { setPreference, usePreferences, type Theme } from '../state/preferences.ts';
import { attempt, notify } from '../state/toasts.ts';
import { stepBack, stepForward } from '../state/undo.ts';
import { features } from './features.ts';
import { showOverlay, toggleInspector } from './frameState.ts';

/** In a text field the field's own history; elsewhere the audit's. */
async function stepHistory(step: 'undo' | 'redo'): Promise<void> {
  if (isTyping(document.activeElement)) {
    document.execCommand(step);
    return;
  }
  if (useAudit.getState().info === null) return;
  const text = step === 'undo' ? await stepBack() : await stepForward();
  notify(text ?? (step === 'undo' ? 'There is nothing to undo.' : 'There is nothing to do again.'));
}

const toggleRail = (): void => setPreference('railOpen', !usePreferences.getState().railOpen);

const theme = <Id extends Theme>(id: Id, title: string): Command<`theme.${Id}`> => ({
  id: `theme.${id}`,
  title,
  group: 'View',
  run: () => setPreference('theme', id),
});

const frameCommands = [
  {
    id: 'audit.particulars',
    title: 'Edit the audit’s particulars',
    group: 'Audit',
    needsAudit: true,
    run: () => showOverlay('particulars'),
  },
  menuCommand('audit.close', { group: 'Audit', needsAudit: true, run: () => void attempt(closeAudit) }),
  menuCommand('edit.undo', { group: 'Edit', run: () => void attempt(() => stepHistory('undo')) }),
  menuCommand('edit.redo', { group: 'Edit', run: () => void attempt(() => stepHistory('redo')) }),
  menuCommand('view.find', {
    group: 'Edit',
    run: () => {
      findInView();
    },
  }),
  menuCommand('view.back', { group: 'Go to', run: () => window.history.back() }),
  menuCommand('view.forward', { group: 'Go to', run: () => window.history.forward() }),
  menuCommand('view.palette', { group: 'View', run: () => showOverlay('palette') }),
  menuCommand('view.rail', { group: 'View', needsAudit: true, run: toggleRail }),
  menuCommand('view.inspector', { group: 'View', needsAudit: true, run: toggleInspector }),
  theme('system', 'Theme: as the system'),
  theme('light', 'Theme: light'),
  theme('dark', 'Theme: dark'),
  theme('contrast', 'Theme: high contrast'),
  menuCommand('help.shortcuts', { group: 'View', run: () => showOverlay('shortcuts') }),
] as const satisfies readonly Command[];

type IdsIn<F> = F extends { commands: readonly { id: infer Id }[] } ? Id : never;
/** The ids of all commands that are declared one by one. */
export type CommandId = (typeof frameCommands)[number]['id'] | IdsIn<(typeof features)[number]>;

const featureCommands = features.flatMap(({ commands = [] }: Feature) => commands);

/** By group; within one the features' in the order of the rail, then the frame's. */
export const commands: readonly Command[] = commandGroups.flatMap((group) =>
  [...featureCommands, ...frameCommands].filter((command) => command.group === group),
);

export const commandsById: ReadonlyMap<string, Command> = new Map(
  commands.map((command) => [command.id, command]),
);

export const commandOf = (id: CommandId): Command => commandsById.get(id) as Command;

export const isAvailable = (command: Command): boolean =>
  !command.needsAudit || useAudit.getState().info !== null;

/**
 * Does what an item of the application menu asks for; nothing where that needs an audit and none is open. Compiles only
 * while each item has a command.
 */
export function runFromMenu(id: MenuCommand): void {
  const command = commandOf(id);
  if (isAvailable(command)) command.run();
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The command whose keys are pressed. `isMac` decides whether Mod is Cmd or Ctrl. */
export function commandFor(event: Pressed, isMac: boolean): Command | undefined {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return commands.find(({ keys }) => {
    if (!keys) return false;
    const parts = keys === '?' ? ['?'] : keys.split('+');
    const wanted = parts.at(-1) as string;
    return (
      wanted === key &&
      parts.includes('Mod') === mod &&
      parts.includes('Alt') === event.altKey &&
      (wanted === '?' || parts.includes('Shift') === event.shiftKey)
    );
  });
}
