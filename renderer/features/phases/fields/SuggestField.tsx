import { ComboBox } from '../../../ui/index.ts';

interface SuggestFieldProps {
  label: string;
  suggestions: readonly string[];
  value: string;
  onChange(value: string): void;
  isDisabled?: boolean;
  optional?: boolean;
  description?: string;
  error?: string;
  placeholder?: string;
}

/** A text that may be chosen from suggestions or typed freely. */
export function SuggestField({ suggestions, value, onChange, ...rest }: SuggestFieldProps) {
  return (
    <ComboBox
      {...rest}
      allowsCustomValue
      menuTrigger="focus"
      options={suggestions.map((text) => ({ id: text, label: text }))}
      // A chosen suggestion counts as selected, or the list would open again over it.
      value={suggestions.includes(value) ? value : null}
      onChange={(chosen) => {
        if (chosen !== null) onChange(chosen);
      }}
      inputValue={value}
      onInputChange={onChange}
    />
  );
}
