import { describe, expect, it } from 'vitest';
import { commandFor, commands } from './commands.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', true>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('commands', () => {
  it('have ids and keys of their own', () => {
    const ids = commands.map(({ id }) => id);
    const keys = commands.flatMap(({ keys }) => keys ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('commandFor', () => {
  it('tells Ctrl+Z from Ctrl+Shift+Z, whatever case the key arrives in', () => {
    expect(commandFor(press('z', { ctrlKey: true }), false)?.id).toBe('edit.undo');
    expect(commandFor(press('Z', { ctrlKey: true, shiftKey: true }), false)?.id).toBe('edit.redo');
  });
  it('takes Cmd on macOS and Ctrl elsewhere', () => {
    expect(commandFor(press('k', { metaKey: true }), true)?.id).toBe('view.palette');
    expect(commandFor(press('k', { metaKey: true }), false)).toBeUndefined();
  });
  it('takes ? however the layout produces it', () => {
    expect(commandFor(press('?', { shiftKey: true }), false)?.id).toBe('help.shortcuts');
    expect(commandFor(press('?'), false)?.id).toBe('help.shortcuts');
  });
  it('reaches every phase by number', () => {
    expect(commandFor(press('1', { ctrlKey: true }), false)?.id).toBe('view.phase.0');
    expect(commandFor(press('8', { ctrlKey: true }), false)?.id).toBe('view.phase.7');
  });
  it('finds nothing for a key alone', () => {
    expect(commandFor(press('k'), false)).toBeUndefined();
  });
});
