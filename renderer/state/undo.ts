// The way back: steps through the audit's history, and "done, with undo" for what is removed with one click.
import { call } from './bridge.ts';
import { attempt, notify } from './toasts.ts';
import { flushEdits } from './useAutosave.ts';

/** Takes back the last edit, typed ones included, and returns its name; null when there is none. */
export async function stepBack(): Promise<string | null> {
  await flushEdits();
  return (await call('edit.undo', {})).undone;
}

/** Does the last undone edit again and returns its name; null when there is none. */
export async function stepForward(): Promise<string | null> {
  await flushEdits();
  return (await call('edit.redo', {})).redone;
}

/** How to take back the edit just made; where others came after it, it says so and takes back none of them. */
export async function undoOfLastEdit(): Promise<() => Promise<void>> {
  const { undo: name } = await call('edit.state', {});
  return async () => {
    await flushEdits();
    const { undo: last } = await call('edit.state', {});
    if (last === name) await call('edit.undo', {});
    else notify('More was changed since. Undo in the Edit menu takes back one change after the other.');
  };
}

/** Says that something was done, with the way back. */
export function notifyUndoable(text: string, undo: () => Promise<unknown>): void {
  notify(text, { label: 'Undo', run: () => void attempt(undo) });
}
