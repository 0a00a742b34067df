// Editors of fixed and free lists: several choices, a checklist, free items.
import { Plus, X } from 'lucide-react';
import { useRef } from 'react';
import type { Option } from '../../../../shared/playbook/option.ts';
import { Button, Checkbox, FieldGroup, IconButton, TextField } from '../../../ui/index.ts';
import { focusSoon, itemsIn, type EditorProps } from './editor.ts';

interface ChecksProps {
  options: readonly Option[];
  chosen: readonly string[];
  disabled: boolean;
  onChange(chosen: string[]): void;
}

function Checks({ options, chosen, disabled, onChange }: ChecksProps) {
  return (
    <div className="check-columns">
      {options.map(({ id, label, help }) => (
        <Checkbox
          key={id}
          isDisabled={disabled}
          isSelected={chosen.includes(id)}
          onChange={(on) => {
            const wanted = new Set(on ? [...chosen, id] : chosen.filter((other) => other !== id));
            onChange(options.map((option) => option.id).filter((other) => wanted.has(other)));
          }}
        >
          {label}
          {help && <span className="field-description"> {help}</span>}
        </Checkbox>
      ))}
    </div>
  );
}

export function MultiChoiceEditor({ field, value, onChange, disabled, error }: EditorProps<'multi-choice'>) {
  return (
    <FieldGroup label={field.label} optional={field.required !== true} help={field.help} error={error}>
      <Checks
        options={field.options}
        chosen={itemsIn<string>(value)}
        disabled={disabled}
        onChange={onChange}
      />
    </FieldGroup>
  );
}

export function ChecklistEditor({ field, value, onChange, disabled, error }: EditorProps<'checklist'>) {
  const chosen = itemsIn<string>(value);
  return (
    <FieldGroup
      label={`${field.label}: ${chosen.length} of ${field.items.length}`}
      optional={field.required !== true}
      help={field.help}
      error={error}
    >
      <Checks options={field.items} chosen={chosen} disabled={disabled} onChange={onChange} />
    </FieldGroup>
  );
}

export function ListEditor(props: EditorProps<'list'>) {
  const { field, value, onChange, onRemove, disabled, error } = props;
  const stored = itemsIn<string>(value);
  const items = stored.length === 0 ? [''] : stored;
  const list = useRef<HTMLDivElement>(null);
  const replace = (index: number, text: string): void =>
    onChange(items.map((item, other) => (other === index ? text : item)));
  const add = (index: number): void => {
    onChange(items.toSpliced(index, 0, ''));
    focusSoon(list, (element) => element.querySelectorAll('input')[index]);
  };
  return (
    <FieldGroup label={field.label} optional={field.required !== true} help={field.help} error={error}>
      <div className="stack-tight" ref={list}>
        {items.map((item, index) => (
          // Items have no identity of their own; their place is what they are known by.
          // oxlint-disable-next-line react/no-array-index-key
          <div className="list-item" key={index}>
            <TextField
              label={`${field.itemLabel} ${index + 1}`}
              labelHidden
              isDisabled={disabled}
              value={item}
              onChange={(text) => replace(index, text)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') add(index + 1);
              }}
            />
            {items.length > 1 && (
              <IconButton
                icon={X}
                label={`Remove ${field.itemLabel} ${index + 1}`}
                isDisabled={disabled}
                onPress={() => onRemove(index, `${field.itemLabel} ${index + 1}`)}
              />
            )}
          </div>
        ))}
      </div>
      <div className="row">
        <Button
          variant="quiet"
          size="small"
          icon={Plus}
          isDisabled={disabled}
          onPress={() => add(items.length)}
        >
          Add {field.itemLabel}
        </Button>
      </div>
    </FieldGroup>
  );
}
