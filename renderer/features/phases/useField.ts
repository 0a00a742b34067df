// One field of the method being edited.
import type { FieldValue } from '../../../shared/contract/method.ts';
import { isEmpty } from '../../../shared/playbook/field-types.ts';
import { call, useAutosave, type AutosavedEdit, type Values } from '../../state/index.ts';

export interface FieldEdit extends Omit<AutosavedEdit<FieldValue>, 'draft'> {
  value: FieldValue;
}

/** `values` are all that the engine last reported; the component's `key` is the field's. */
export function useField(key: string, values: Values): FieldEdit {
  const stored = values[key] ?? null;
  const { draft, ...edit } = useAutosave<FieldValue>({
    answer: values,
    // A record just added says nothing yet and is not stored: it stays on the screen.
    agrees: (value) => isEmpty(value) && isEmpty(stored),
    merge: (_earlier, later) => later,
    save: (value) => call('method.setField', { field: key, value }),
  });
  return { ...edit, value: draft ? draft.value : stored };
}
