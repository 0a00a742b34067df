// Editors of fields with one value: texts, choices, numbers, periods.
import type { PeriodValue, QuantityValue } from '../../../../shared/playbook/values.ts';
import { NumberField, RadioGroup, Select, TextArea, TextField } from '../../../ui/index.ts';
import { SuggestField } from './SuggestField.tsx';
import { TimeField } from './TimeField.tsx';
import { numberIn, partsIn, textIn, type EditorProps } from './editor.ts';

/** More choices than this stand in a list that opens. */
const radiosAtMost = 6;

interface Worded {
  field: { label: string; help?: string; required?: boolean };
  error?: string | undefined;
  disabled: boolean;
}

const wordsOf = ({ field, error, disabled }: Worded) => ({
  label: field.label,
  optional: field.required !== true,
  isDisabled: disabled,
  ...(field.help !== undefined && { description: field.help }),
  ...(error !== undefined && { error }),
});

export function TextEditor(props: EditorProps<'text'>) {
  const { field, value, onChange } = props;
  const { placeholder, suggestions } = field;
  return suggestions ? (
    <SuggestField {...wordsOf(props)} suggestions={suggestions} value={textIn(value)} onChange={onChange} />
  ) : (
    <TextField
      {...wordsOf(props)}
      {...(placeholder !== undefined && { placeholder })}
      value={textIn(value)}
      onChange={onChange}
    />
  );
}

export function LongTextEditor(props: EditorProps<'long-text'>) {
  const { field, value, onChange } = props;
  return (
    <TextArea
      {...wordsOf(props)}
      {...(field.placeholder !== undefined && { placeholder: field.placeholder })}
      value={textIn(value)}
      onChange={onChange}
    />
  );
}

export function ChoiceEditor(props: EditorProps<'choice'>) {
  const { field, value, onChange } = props;
  const options = field.options.map(({ id, label, help }) => ({ id, label, ...(help && { detail: help }) }));
  const chosen = typeof value === 'string' ? value : null;
  return options.length <= radiosAtMost ? (
    <RadioGroup
      {...wordsOf(props)}
      orientation="horizontal"
      options={options}
      value={chosen}
      onChange={onChange}
    />
  ) : (
    <Select {...wordsOf(props)} options={options} value={chosen} onChange={onChange} />
  );
}

export function QuantityEditor(props: EditorProps<'quantity'>) {
  const { field, value, onChange } = props;
  const quantity = partsIn<QuantityValue>(value);
  const unit = textIn(quantity.unit ?? null) || (field.units[0] ?? '');
  const set = (number: number, newUnit: string): void =>
    onChange(Number.isNaN(number) ? null : { value: number, unit: newUnit });
  const number = numberIn(quantity.value ?? null);
  return (
    <div className="quantity-editor">
      <NumberField
        {...wordsOf(props)}
        {...(field.min !== undefined && { minValue: field.min })}
        {...(field.units.length === 1 && { unit })}
        value={number}
        onChange={(next) => set(next, unit)}
      />
      {field.units.length > 1 && (
        <Select
          label={`Unit of ${field.label}`}
          labelHidden
          isDisabled={props.disabled}
          options={field.units.map((id) => ({ id, label: id }))}
          value={unit}
          onChange={(next) => set(number, next)}
        />
      )}
    </div>
  );
}

export function PercentageEditor(props: EditorProps<'percentage'>) {
  const { field, value, onChange } = props;
  return (
    <NumberField
      {...wordsOf(props)}
      unit="%"
      minValue={field.min ?? 0}
      maxValue={field.max ?? 100}
      value={numberIn(value)}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
    />
  );
}

export function PeriodEditor(props: EditorProps<'period'>) {
  const { field, value, onChange, disabled, error } = props;
  const { from = null, to = null } = partsIn<PeriodValue>(value);
  return (
    <fieldset className="plain-fieldset">
      <legend className="field-label">
        {field.label}
        {field.required !== true && <span className="optional"> (optional)</span>}
      </legend>
      <div className="period-editor">
        <TimeField
          label="From"
          isDisabled={disabled}
          value={textIn(from) || null}
          onChange={(next) => onChange({ from: next, to })}
        />
        <TimeField
          label="To"
          isDisabled={disabled}
          value={textIn(to) || null}
          onChange={(next) => onChange({ from, to: next })}
        />
      </div>
      {field.help && <p className="field-description">{field.help}</p>}
      {error && <p className="field-error">{error}</p>}
    </fieldset>
  );
}
