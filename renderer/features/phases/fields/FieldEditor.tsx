// A field with everything around its editor: autosave, the word “Saved”, and what the engine refused.
import type { PlacedField } from '../../../../shared/playbook/playbook.ts';
import type { EditStatus, Values } from '../../../state/index.ts';
import { removeItem } from '../removeItem.ts';
import { useField } from '../useField.ts';
import { editors } from './registry.tsx';

const statusWords: Record<EditStatus, string> = {
  unchanged: '',
  editing: 'Not saved yet',
  saving: 'Saving',
  saved: 'Saved',
};

interface FieldEditorProps {
  placed: PlacedField;
  /** All that is stored, as the engine last reported it. */
  values: Values;
  disabled: boolean;
}

export function FieldEditor({ placed, values, disabled }: FieldEditorProps) {
  const { key, field, step } = placed;
  const edit = useField(key, values);
  const Editor = editors[field.type];
  return (
    <div
      // A field that bears the name of its step does not say it twice.
      className={step?.title === field.label ? 'field-editor named-by-step' : 'field-editor'}
      data-field={key}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) void edit.commit();
      }}
    >
      <Editor
        field={field}
        value={edit.value}
        onChange={edit.change}
        onRemove={(index, name) => void removeItem(key, edit, index, name)}
        disabled={disabled}
        error={edit.error ? [edit.error.message, edit.error.hint].filter(Boolean).join(' ') : undefined}
      />
      <span className={`field-status ${edit.status}`} role="status">
        {edit.error ? 'Not saved' : statusWords[edit.status]}
      </span>
    </div>
  );
}
