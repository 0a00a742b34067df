// Lists of records: symptoms, criteria, hypotheses, changes, and every other table of typed columns. One card a record.
import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import type { FieldValue } from '../../../../shared/contract/method.ts';
import {
  columnsOf,
  isEmpty,
  itemLabelOf,
  type Column,
  type Field,
} from '../../../../shared/playbook/field-types.ts';
import { Button, FieldGroup, IconButton } from '../../../ui/index.ts';
import { RecordCell } from './RecordCell.tsx';
import { focusSoon, itemsIn, recordIn, type EditorProps } from './editor.ts';

type Row = Record<string, FieldValue>;
export type RecordFieldType = 'records' | 'symptoms' | 'criteria' | 'hypotheses' | 'changes';

interface CardProps {
  name: string;
  row: Row;
  columns: readonly Column[];
  disabled: boolean;
  /** Shows what each column means; once a list is enough. */
  explained: boolean;
  onChange(row: Row): void;
  onRemove(): void;
}

/** A text to choose from suggestions takes less room than a sentence. */
const kindOf = (column: Column): string =>
  column.type === 'text' && column.suggestions ? 'suggest' : column.type;

function withoutHelp(column: Column): Column {
  const { help: _help, ...rest } = column;
  return rest;
}

function RecordCard({ name, row, columns, disabled, explained, onChange, onRemove }: CardProps) {
  return (
    <div className="record-card" role="group" aria-label={name}>
      <div className="record-head">
        <span className="field-label">{name}</span>
        <IconButton
          icon={Trash2}
          size="small"
          label={`Remove ${name.toLowerCase()}`}
          isDisabled={disabled}
          onPress={onRemove}
        />
      </div>
      <div className="record-cells">
        {columns.map((column) => (
          <div key={column.id} className={`record-cell cell-${kindOf(column)}`}>
            <RecordCell
              column={explained ? column : withoutHelp(column)}
              value={row[column.id] ?? null}
              disabled={disabled}
              onChange={(value) => onChange({ ...row, [column.id]: value })}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

const firstControlOfLastCard = (list: HTMLElement): HTMLElement | null =>
  list.querySelector('.record-card:last-child :is(input, textarea, button.select-button)');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function RecordsEditor(props: EditorProps<RecordFieldType>) {
  const { field, value, onChange, onRemove, disabled, error } = props;
  const rows = itemsIn<never>(value as FieldValue).map((row) => recordIn(row as FieldValue));
  const columns = columnsOf(field as Field) ?? [];
  const itemLabel = itemLabelOf(field as Field);
  const list = useRef<HTMLDivElement>(null);
  return (
    <FieldGroup label={field.label} optional={field.required !== true} help={field.help} error={error}>
      <div className="stack" ref={list}>
        {rows.map((row, index) => (
          <RecordCard
            // Records have no identity of their own; their place is what they are known by.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            name={`${capital(itemLabel)} ${index + 1}`}
            row={row}
            columns={columns}
            disabled={disabled}
            explained={index === 0}
            onChange={(changed) => onChange(rows.with(index, withoutEmpty(changed)))}
            onRemove={() => onRemove(index, `${itemLabel} ${index + 1}`)}
          />
        ))}
      </div>
      <div className="row">
        <Button
          size="small"
          icon={Plus}
          isDisabled={disabled}
          onPress={() => {
            onChange([...rows, {}]);
            focusSoon(list, firstControlOfLastCard);
          }}
        >
          Add {itemLabel}
        </Button>
      </div>
    </FieldGroup>
  );
}

/** Cells that say nothing are left out of what is stored. */
const withoutEmpty = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([, cell]) => !isEmpty(cell)));
