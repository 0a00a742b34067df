// Picking things the audit holds: claims, pinned evidence, series, traces, profiles, sources.
import { X } from 'lucide-react';
import { useMemo } from 'react';
import { formatDurationNs } from '../../../../shared/domain/format.ts';
import type { ClaimKind, ReferenceTarget } from '../../../../shared/playbook/field-types.ts';
import { hrefOf, useQuery } from '../../../state/index.ts';
import { ComboBox, IconButton, Select, type Option } from '../../../ui/index.ts';
import { FieldGroup } from './lists.tsx';
import { itemsIn, type EditorProps } from './editor.ts';

interface Words {
  label: string;
  optional?: boolean;
  description?: string;
  isDisabled?: boolean;
}

const none = 'none';

interface ClaimSelectProps extends Words {
  kinds: readonly ClaimKind[];
  value: number | null;
  onChange(id: number | null): void;
}

export function ClaimSelect({ kinds, value, onChange, ...words }: ClaimSelectProps) {
  const { data } = useQuery('claim.list', {}, ['findings']);
  const options = (data?.claims ?? [])
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ id, title, kind, status }) => ({ id: String(id), label: title, detail: `${kind}, ${status}` }));
  return (
    <Select
      {...words}
      placeholder={options.length === 0 ? 'None written yet' : 'Choose'}
      options={[{ id: none, label: 'None' }, ...options]}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === none ? null : Number(id))}
    />
  );
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

interface PickerProps extends Words {
  options: readonly Option[];
  chosen: readonly string[];
  hrefOfItem?(id: string): string;
  emptyText: string;
  onChange(chosen: string[]): void;
}

/** Several of many: what is chosen as a list, the rest behind a field that filters as one types. */
function Picker({
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

interface EvidencePickerProps extends Words {
  value: readonly number[];
  onChange(ids: number[]): void;
}

export function EvidencePicker({ value, onChange, ...words }: EvidencePickerProps) {
  const { data } = useQuery('evidence.list', {}, ['evidence']);
  const options = (data?.evidence ?? []).map(({ id, title, analysis }) => ({
    id: String(id),
    label: `E${id} ${title}`,
    detail: analysis,
  }));
  return (
    <Picker
      {...words}
      options={options}
      chosen={value.map(String)}
      hrefOfItem={(id) => hrefOf(`/findings?evidence=${id}`)}
      emptyText="Nothing is pinned yet: use “Pin as evidence” beside a figure."
      onChange={(ids) => onChange(ids.map(Number))}
    />
  );
}

/** Longest traces offered to choose from; the traces screen finds any other. */
const tracesOffered = 200;

function useReferable(to: ReferenceTarget): Option[] {
  const series = useQuery('series.list', to === 'series' ? {} : null, ['metrics']);
  const sources = useQuery('source.list', to === 'source' ? {} : null, ['sources']);
  const profiles = useQuery('profile.list', to === 'profile' ? {} : null, ['profile']);
  const traces = useQuery(
    'trace.list',
    to === 'trace' ? { sort: 'duration', offset: 0, limit: tracesOffered } : null,
    ['traces'],
  );
  return useMemo(
    () => [
      ...(series.data?.series ?? []).map(({ id, name, labels, unit }) => ({
        id: String(id),
        label: name,
        detail: [...Object.entries(labels).map(([key, value]) => `${key}=${value}`), unit]
          .filter(Boolean)
          .join(', '),
      })),
      ...(sources.data?.sources ?? []).map(({ id, file, format }) => ({
        id: String(id),
        label: file,
        detail: format,
      })),
      ...(profiles.data?.profiles ?? []).map(({ id, name, weight }) => ({ id, label: name, detail: weight })),
      ...(traces.data?.traces ?? []).map(({ traceId, rootService, rootOperation, durationNs }) => ({
        id: traceId,
        label: `${rootService} ${rootOperation}, ${formatDurationNs(durationNs)}`,
        detail: traceId,
      })),
    ],
    [series.data, sources.data, profiles.data, traces.data],
  );
}

const places: Record<ReferenceTarget, { path: string; empty: string; numeric: boolean }> = {
  series: { path: '/metrics', empty: 'No series yet: import metrics under Sources.', numeric: true },
  source: { path: '/sources', empty: 'Nothing is imported yet.', numeric: true },
  profile: { path: '/profiles', empty: 'No profile yet: import one under Sources.', numeric: false },
  trace: { path: '/traces', empty: 'No trace yet: import traces under Sources.', numeric: false },
};

export function ReferenceEditor({ field, value, onChange, disabled }: EditorProps<'reference'>) {
  const options = useReferable(field.to);
  const { path, empty, numeric } = places[field.to];
  return (
    <Picker
      label={field.label}
      optional={field.required !== true}
      {...(field.help !== undefined && { description: field.help })}
      isDisabled={disabled}
      options={options}
      chosen={itemsIn<string | number>(value).map(String)}
      hrefOfItem={(id) => hrefOf(`${path}/${encodeURIComponent(id)}`)}
      emptyText={empty}
      onChange={(ids) => onChange(numeric ? ids.map(Number) : ids)}
    />
  );
}

export function ClaimsEditor({ field, value, onChange, disabled }: EditorProps<'claims'>) {
  const chosen = itemsIn<number>(value);
  const { data } = useQuery('claim.list', {}, ['findings']);
  const words = {
    label: field.label,
    optional: field.required !== true,
    isDisabled: disabled,
    ...(field.help !== undefined && { description: field.help }),
  };
  if (field.max === 1) {
    return (
      <ClaimSelect
        {...words}
        kinds={field.kinds}
        value={chosen[0] ?? null}
        onChange={(id) => onChange(id === null ? [] : [id])}
      />
    );
  }
  const options = (data?.claims ?? [])
    .filter(({ kind }) => field.kinds.includes(kind))
    .map(({ id, title, kind }) => ({ id: String(id), label: title, detail: kind }));
  return (
    <Picker
      {...words}
      options={options}
      chosen={chosen.map(String)}
      hrefOfItem={(id) => hrefOf(`/findings/${id}`)}
      emptyText="None is written yet: write it under Findings."
      onChange={(ids) => onChange(ids.map(Number))}
    />
  );
}
