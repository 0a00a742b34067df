// Removing one item of a list: a record, a line. It is stored at once, and the way back puts the item where it was,
// whatever was changed since and whichever screen is shown by then.
import type { FieldValue } from '../../../shared/contract/method.ts';
import { isEmpty } from '../../../shared/playbook/field-types.ts';
import { call, flushEdits, notifyUndoable } from '../../state/index.ts';
import type { FieldEdit } from './useField.ts';

const itemsOf = (value: FieldValue): FieldValue[] => (Array.isArray(value) ? value : []);

/** `edit` is that of the field with this key, as the screen shows it; `name` is what the screen calls the item. */
export async function removeItem(key: string, edit: FieldEdit, index: number, name: string): Promise<void> {
  const items = itemsOf(edit.value);
  const item = items[index] ?? null;
  // What was typed last is a step of its own in the history.
  await edit.commit();
  edit.change(items.toSpliced(index, 1));
  const isStored = await edit.commit();
  if (!isStored || isEmpty(item)) return;
  notifyUndoable(`Removed ${name}.`, () => putBack(key, index, item));
}

async function putBack(key: string, index: number, item: FieldValue): Promise<void> {
  await flushEdits();
  const { values } = await call('method.values', {});
  const items = itemsOf(values[key] ?? null);
  await call('method.setField', { field: key, value: items.toSpliced(index, 0, item) });
}
