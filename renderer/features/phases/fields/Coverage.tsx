// A state and a note for each item of a fixed list. Long lists fold by class; the head of each class counts.
import { formatCount } from '../../../../shared/domain/format.ts';
import type { FieldValue } from '../../../../shared/contract/method.ts';
import type { CoverageGroup } from '../../../../shared/playbook/field-types.ts';
import type { Option } from '../../../../shared/playbook/option.ts';
import type { CoverageEntry } from '../../../../shared/playbook/values.ts';
import { Badge, Button, FieldGroup, Menu, Select, TextArea } from '../../../ui/index.ts';
import { partsIn, recordIn, textIn, type EditorProps } from './editor.ts';

/** Classes open by themselves up to this many; more fold. */
const openAtMost = 2;

const entryIn = (value: FieldValue | undefined): CoverageEntry => {
  const { state = null, note = null } = partsIn<CoverageEntry>(value ?? null);
  return { state: textIn(state) || null, note: textIn(note) };
};

interface ItemProps {
  item: CoverageGroup['items'][number];
  entry: CoverageEntry;
  states: readonly Option[];
  noteLabel: string;
  disabled: boolean;
  onChange(entry: CoverageEntry): void;
}

function CoverageItem({ item, entry, states, noteLabel, disabled, onChange }: ItemProps) {
  return (
    <div className="coverage-item">
      <div className="coverage-words">
        <span>
          {item.label}
          {item.core && <span className="core-mark"> core</span>}
        </span>
        {item.help && <p className="field-description">{item.help}</p>}
      </div>
      <Select
        label={`${item.label}: state`}
        labelHidden
        isDisabled={disabled}
        placeholder="No answer"
        options={states.map(({ id, label }) => ({ id, label }))}
        value={entry.state}
        onChange={(state) => onChange({ ...entry, state })}
      />
      <TextArea
        label={`${item.label}: ${noteLabel.toLowerCase()}`}
        labelHidden
        rows={1}
        placeholder={noteLabel}
        isDisabled={disabled}
        value={entry.note}
        onChange={(note) => onChange({ ...entry, note })}
      />
    </div>
  );
}

export function CoverageEditor({ field, value, onChange, disabled, error }: EditorProps<'coverage'>) {
  const entries = recordIn(value);
  const set = (changed: Record<string, CoverageEntry>): void =>
    onChange({ ...entries, ...changed } as FieldValue);
  const answered = (group: CoverageGroup): number =>
    group.items.filter(({ id }) => entryIn(entries[id]).state !== null).length;
  const setRest = (group: CoverageGroup, state: string): void => {
    const rest = group.items
      .map(({ id }) => [id, entryIn(entries[id])] as const)
      .filter(([, entry]) => entry.state === null);
    set(Object.fromEntries(rest.map(([id, entry]) => [id, { ...entry, state }])));
  };
  const rows = (group: CoverageGroup) =>
    group.items.map((item) => (
      <CoverageItem
        key={item.id}
        item={item}
        entry={entryIn(entries[item.id])}
        states={field.states}
        noteLabel={field.noteLabel}
        disabled={disabled}
        onChange={(entry) => set({ [item.id]: entry })}
      />
    ));
  const folds = field.groups.length > openAtMost;
  return (
    <FieldGroup label={field.label} optional={field.required !== true} help={field.help} error={error}>
      {field.groups.map((group, index) =>
        folds ? (
          <details key={group.id} className="coverage-group" open={index === 0}>
            <summary>
              <span>{group.label}</span>
              <Badge tone={answered(group) === group.items.length ? 'good' : 'plain'}>
                {formatCount(answered(group))} of {formatCount(group.items.length)}
              </Badge>
            </summary>
            {!disabled && answered(group) < group.items.length && (
              <div className="row">
                <Menu
                  label={`Answer the rest of ${group.label}`}
                  trigger={
                    <Button variant="quiet" size="small">
                      Answer the rest
                    </Button>
                  }
                  groups={[
                    {
                      actions: field.states.map(({ id, label }) => ({
                        id,
                        label,
                        run: () => setRest(group, id),
                      })),
                    },
                  ]}
                />
              </div>
            )}
            {rows(group)}
          </details>
        ) : (
          <div key={group.id} className="coverage-group">
            {rows(group)}
          </div>
        ),
      )}
    </FieldGroup>
  );
}
