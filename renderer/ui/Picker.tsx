// Several of many, as what is chosen and a field to add more.
import { X } from 'lucide-react';
import { IconButton } from './Button.tsx';
import { ComboBox, FieldGroup, type Option } from './fields.tsx';

export interface PickerWords {
  label: string;
  optional?: boolean;
  description?: string;
  isDisabled?: boolean;
}

interface PickedProps {
  items: readonly { id: string; label: string; href?: string | undefined }[];
  disabled: boolean;
  onRemove(id: string): void;
}

function Picked({ items, disabled, onRemove }: PickedProps) {
  if (items.length === 0) return null;
  return (
    <ul className="picked">
      {items.map(({ id, label, href }) => (
        <li key={id}>
          {href ? (
            <a href={href} className="truncate">
              {label}
            </a>
          ) : (
            <span className="truncate">{label}</span>
          )}
          <IconButton
            icon={X}
            size="small"
            label={`Take off ${label}`}
            isDisabled={disabled}
            onPress={() => onRemove(id)}
          />
        </li>
      ))}
    </ul>
  );
}

interface PickerProps extends PickerWords {
  options: readonly Option[];
  chosen: readonly string[];
  hrefOfItem?(id: string): string;
  emptyText: string;
  onChange(chosen: string[]): void;
}

/** Several of many: what is chosen as a list, the rest behind a field that filters as one types. */
export function Picker({
  label,
  optional,
  description,
  isDisabled,
  options,
  chosen,
  hrefOfItem,
  emptyText,
  onChange,
}: PickerProps) {
  const rest = options.filter(({ id }) => !chosen.includes(id));
  const labels = new Map(options.map((option) => [option.id, option.label]));
  return (
    <FieldGroup label={label} optional={optional === true} help={description}>
      <div className="picker">
        <Picked
          items={chosen.map((id) => ({
            id,
            label: labels.get(id) ?? `${id} (removed)`,
            href: labels.has(id) ? hrefOfItem?.(id) : undefined,
          }))}
          disabled={isDisabled === true}
          onRemove={(id) => onChange(chosen.filter((other) => other !== id))}
        />
        {options.length === 0 && chosen.length === 0 ? (
          <p className="field-description">{emptyText}</p>
        ) : (
          rest.length > 0 && (
            <ComboBox
              // A fresh box after each choice, so that its text is empty again.
              key={chosen.length}
              label={`Add to ${label}`}
              labelHidden
              placeholder="Add"
              isDisabled={isDisabled === true}
              options={rest}
              value={null}
              onChange={(id) => {
                if (id !== null) onChange([...chosen, id]);
              }}
            />
          )
        )}
      </div>
    </FieldGroup>
  );
}
