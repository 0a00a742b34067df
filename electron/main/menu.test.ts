import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuCommands, type MenuCommand } from '../../shared/contract/menu.ts';
import { menuTemplate } from './menu.ts';

const sent: MenuCommand[] = [];
const itemsOn = (platform: 'mac' | 'other'): MenuItemConstructorOptions[] =>
  menuTemplate((command) => sent.push(command), platform === 'mac', true).flatMap(
    ({ submenu }) => (submenu as MenuItemConstructorOptions[] | undefined) ?? [],
  );
const item = (platform: 'mac' | 'other', id: MenuCommand): MenuItemConstructorOptions | undefined =>
  itemsOn(platform).find((one) => one.id === id);

describe('the application menu', () => {
  it.each(['mac', 'other'] as const)('shows every command of the contract once (%s)', (platform) => {
    const ids = itemsOn(platform).flatMap(({ id }) => id ?? []);
    expect(ids.toSorted()).toEqual(menuCommands.toSorted());
  });
  it('sends the window the command of the item that is clicked', () => {
    item('other', 'view.phase.4')?.click?.(undefined as never, undefined, undefined as never);
    expect(sent).toEqual(['view.phase.4']);
  });
  it('writes words and keys as Electron reads them', () => {
    expect(item('other', 'edit.redo')).toMatchObject({ label: 'Redo', accelerator: 'CmdOrCtrl+Shift+Z' });
    expect(item('other', 'view.back')?.accelerator).toBe('Alt+Left');
    expect(item('mac', 'view.back')?.accelerator).toBe('CmdOrCtrl+[');
    expect(item('other', 'audit.open')?.label).toBe('Open audit…');
  });
  it('leaves a key alone to the window, so that it can be typed', () => {
    expect(item('other', 'help.shortcuts')).not.toHaveProperty('accelerator');
  });
});
