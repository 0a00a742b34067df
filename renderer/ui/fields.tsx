// Fields with a label above, a description and an error below. All are controlled or not, as in React Aria.
import { Check, ChevronDown, Minus } from 'lucide-react';
import { useId, type ReactNode, type Ref } from 'react';
import {
  Button as AriaButton,
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
  ComboBox as AriaComboBox,
  type ComboBoxProps as AriaComboBoxProps,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  Popover,
  Radio,
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
  Select as AriaSelect,
  type SelectProps as AriaSelectProps,
  SelectValue,
  Text,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  type Key,
} from 'react-aria-components';

interface FieldWords {
  label: string;
  /** Hides the label from sight, for a field whose place says what it is. */
  labelHidden?: boolean;
  description?: ReactNode;
  /** What is wrong with the value, in a sentence; also marks the field. */
  error?: string | undefined;
  /** Says so beside the label, for a form where most fields are required. */
  optional?: boolean;
}

type Own<T> = Omit<T, 'children' | 'className' | 'style' | 'isInvalid'> & FieldWords;

function FieldLabel({ label, labelHidden, optional }: FieldWords) {
  return (
    <Label className={labelHidden ? 'visually-hidden' : 'field-label'}>
      {label}
      {optional && <span className="optional"> (optional)</span>}
    </Label>
  );
}

function FieldFoot({ description, error }: Pick<FieldWords, 'description' | 'error'>) {
  return (
    <>
      {description && (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </>
  );
}

export interface TextFieldProps extends Own<AriaTextFieldProps> {
  placeholder?: string;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps) {
  const { label, labelHidden, description, error, optional, placeholder, inputRef, ...rest } = props;
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className="field">
      <FieldLabel label={label} labelHidden={labelHidden === true} optional={optional === true} />
      <Input
        className="input"
        {...(placeholder !== undefined && { placeholder })}
        {...(inputRef && { ref: inputRef })}
      />
      <FieldFoot description={description} error={error} />
    </AriaTextField>
  );
}

export interface TextAreaProps extends Own<AriaTextFieldProps> {
  placeholder?: string;
  rows?: number;
}

export function TextArea(props: TextAreaProps) {
  const { label, labelHidden, description, error, optional, placeholder, rows = 3, ...rest } = props;
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className="field">
      <FieldLabel label={label} labelHidden={labelHidden === true} optional={optional === true} />
      <AriaTextArea className="text-area" rows={rows} {...(placeholder !== undefined && { placeholder })} />
      <FieldFoot description={description} error={error} />
    </AriaTextField>
  );
}

export interface NumberFieldProps extends Own<AriaNumberFieldProps> {
  /** Written after the number. */
  unit?: string;
}

export function NumberField(props: NumberFieldProps) {
  const { label, labelHidden, description, error, optional, unit, ...rest } = props;
  return (
    <AriaNumberField {...rest} isInvalid={error !== undefined} className="field">
      <FieldLabel label={label} labelHidden={labelHidden === true} optional={optional === true} />
      <span className="input-group">
        <Input className="input numeric" />
        {unit && <span className="suffix">{unit}</span>}
      </span>
      <FieldFoot description={description} error={error} />
    </AriaNumberField>
  );
}

export interface Option {
  id: string;
  label: string;
  /** A second, quieter line. */
  detail?: string;
}

function OptionItem({ id, label, detail }: Option) {
  return (
    <ListBoxItem id={id} textValue={label} className="option">
      <span className="option-text">
        {label}
        {detail && <small>{detail}</small>}
      </span>
      <Check className="tick" aria-hidden />
    </ListBoxItem>
  );
}

export interface SelectProps extends Omit<
  Own<AriaSelectProps<Option>>,
  'value' | 'onChange' | 'defaultValue' | 'selectedKey' | 'onSelectionChange'
> {
  options: readonly Option[];
  value: string | null;
  onChange(id: string): void;
}

export function Select(props: SelectProps) {
  const { label, labelHidden, description, error, optional, options, value, onChange, ...rest } = props;
  return (
    <AriaSelect
      {...rest}
      value={value}
      onChange={(key: Key | null) => {
        if (key !== null) onChange(String(key));
      }}
      isInvalid={error !== undefined}
      className="field"
    >
      <FieldLabel label={label} labelHidden={labelHidden === true} optional={optional === true} />
      <AriaButton className="select-button">
        <SelectValue>
          {({ isPlaceholder, selectedText, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <ChevronDown aria-hidden />
      </AriaButton>
      <FieldFoot description={description} error={error} />
      <Popover className="popover" offset={4}>
        <ListBox className="option-list" items={options}>
          {OptionItem}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export interface ComboBoxProps extends Omit<
  Own<AriaComboBoxProps<Option>>,
  | 'value'
  | 'onChange'
  | 'defaultValue'
  | 'selectedKey'
  | 'onSelectionChange'
  | 'items'
  | 'defaultItems'
  | 'selectionMode'
> {
  options: readonly Option[];
  value: string | null;
  onChange(id: string | null): void;
  placeholder?: string;
}

export function ComboBox(props: ComboBoxProps) {
  const { label, labelHidden, description, error, optional, options, value, onChange, placeholder, ...rest } =
    props;
  return (
    <AriaComboBox
      {...rest}
      selectedKey={value}
      onSelectionChange={(key: Key | null) => onChange(key === null ? null : String(key))}
      defaultItems={options}
      isInvalid={error !== undefined}
      className="field"
    >
      <FieldLabel label={label} labelHidden={labelHidden === true} optional={optional === true} />
      <span className="input-group with-button">
        <Input className="input" {...(placeholder !== undefined && { placeholder })} />
        <AriaButton className="inner-button">
          <ChevronDown aria-hidden />
        </AriaButton>
      </span>
      <FieldFoot description={description} error={error} />
      <Popover className="popover" offset={4}>
        <ListBox className="option-list">{OptionItem}</ListBox>
      </Popover>
    </AriaComboBox>
  );
}

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'children' | 'className' | 'style'> {
  children: ReactNode;
}

export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className="check">
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="check-box">
            {isIndeterminate ? <Minus aria-hidden /> : isSelected ? <Check aria-hidden /> : null}
          </span>
          <span>{children}</span>
        </>
      )}
    </AriaCheckbox>
  );
}

export interface RadioGroupProps extends Omit<Own<AriaRadioGroupProps>, 'value' | 'onChange'> {
  options: readonly Option[];
  value: string | null;
  onChange(id: string): void;
}

export function RadioGroup(props: RadioGroupProps) {
  const { label, labelHidden, description, error, optional, options, orientation, ...rest } = props;
  return (
    <AriaRadioGroup
      {...rest}
      {...(orientation && { orientation })}
      isInvalid={error !== undefined}
      className="field"
    >
      <FieldLabel label={label} labelHidden={labelHidden === true} optional={optional === true} />
      <div className={`radio-options ${orientation ?? 'vertical'}`}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className="check">
            <span className="radio-dot" />
            <span>
              {option.label}
              {option.detail && <span className="field-description"> {option.detail}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldFoot description={description} error={error} />
    </AriaRadioGroup>
  );
}

interface GroupProps {
  label: string;
  optional: boolean;
  help?: string | undefined;
  error?: string | undefined;
  children: ReactNode;
}

/** A labelled group of controls with the same look as a single field. */
export function FieldGroup({ label, optional, help, error, children }: GroupProps) {
  const id = useId();
  return (
    <div className="field" role="group" aria-labelledby={id}>
      <span className="field-label" id={id}>
        {label}
        {optional && <span className="optional"> (optional)</span>}
      </span>
      {help && <p className="field-description">{help}</p>}
      {children}
      {error && <p className="field-error">{error}</p>}
    </div>
  );
}
