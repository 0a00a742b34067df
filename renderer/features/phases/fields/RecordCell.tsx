// One cell of a record, by the type of its column.
import type { FieldValue } from '../../../../shared/contract/method.ts';
import type { Column } from '../../../../shared/playbook/field-types.ts';
import { EvidencePicker } from '../../../evidence/index.ts';
import { NumberField, Select, TextArea } from '../../../ui/index.ts';
import { SuggestField } from './SuggestField.tsx';
import { TimeField } from './TimeField.tsx';
import { ClaimSelect } from './pickers.tsx';
import { itemsIn, numberIn, textIn } from './editor.ts';

interface CellProps {
  column: Column;
  value: FieldValue;
  disabled: boolean;
  onChange(value: FieldValue): void;
}

export function RecordCell({ column, value, disabled, onChange }: CellProps) {
  const words = {
    label: column.label,
    optional: column.required !== true,
    isDisabled: disabled,
    ...(column.help !== undefined && { description: column.help }),
  };
  switch (column.type) {
    case 'text':
      return column.suggestions ? (
        <SuggestField {...words} suggestions={column.suggestions} value={textIn(value)} onChange={onChange} />
      ) : (
        <TextArea {...words} rows={1} value={textIn(value)} onChange={onChange} />
      );
    case 'long-text':
      return <TextArea {...words} rows={2} value={textIn(value)} onChange={onChange} />;
    case 'number':
      return (
        <NumberField
          {...words}
          {...(column.min !== undefined && { minValue: column.min })}
          {...(column.max !== undefined && { maxValue: column.max })}
          formatOptions={{ maximumFractionDigits: 12, useGrouping: false }}
          value={numberIn(value)}
          onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
        />
      );
    case 'choice':
      return (
        <Select
          {...words}
          placeholder="Choose"
          options={column.options.map(({ id, label, help }) => ({
            id,
            label,
            ...(help && { detail: help }),
          }))}
          value={textIn(value) || null}
          onChange={onChange}
        />
      );
    case 'time':
      return <TimeField {...words} value={textIn(value) || null} onChange={onChange} />;
    case 'claim':
      return (
        <ClaimSelect
          {...words}
          kinds={column.kinds}
          value={typeof value === 'number' ? value : null}
          onChange={onChange}
        />
      );
    case 'evidence':
      return <EvidencePicker {...words} value={itemsIn<number>(value)} onChange={onChange} />;
  }
}
