// What a command is, for the features and the frame that declare them and for the palette, the keys, the sheet of
// shortcuts and the application menu that run them.
import { createContext, use } from 'react';
import { menuKeys, menuWords, type MenuCommand } from '../../shared/contract/menu.ts';
import { isMac } from './platform.ts';
import { navigate } from './router.ts';

/** In the order in which palette and sheet show them. */
export const commandGroups = ['Audit', 'Evidence', 'Edit', 'Go to', 'View'] as const;

export interface Command<Id extends string = string> {
  id: Id;
  title: string;
  group: (typeof commandGroups)[number];
  /** Such as `Mod+Shift+Z`; Mod is Ctrl, or Cmd on macOS. */
  keys?: string;
  /** Only while an audit is open. */
  needsAudit?: boolean;
  run(): void;
}

/** A command that stands in the application menu too: its title and keys are those of the contract. */
export function menuCommand<Id extends MenuCommand>(
  id: Id,
  command: Omit<Command, 'id' | 'title' | 'keys'>,
): Command<Id> {
  const keys = menuKeys(id, isMac);
  return { id, title: menuWords[id].title, ...(keys !== undefined && { keys }), ...command };
}

/** What a command does that shows a place of the open audit. */
export const goTo = (address: string): Omit<Command, 'id' | 'title' | 'keys'> => ({
  group: 'Go to',
  needsAudit: true,
  run: () => navigate(address),
});

export const CommandsContext = createContext<ReadonlyMap<string, Command>>(new Map());

/** A command of whoever declares it, for a button that runs it. Only those of the menu are sure to be declared. */
export function useCommand(id: MenuCommand): Command {
  const command = use(CommandsContext).get(id);
  if (!command) throw new Error(`No command “${id}” is provided here.`);
  return command;
}
