// Picking things the audit holds: claims, series, traces, profiles, sources.
import { useMemo } from 'react';
import { formatDurationNs } from '../../../../shared/domain/format.ts';
import type { ClaimKind, ReferenceTarget } from '../../../../shared/playbook/field-types.ts';
import { hrefOf, useQuery, useSources } from '../../../state/index.ts';
import { Picker, Select, type Option, type PickerWords } from '../../../ui/index.ts';
import { itemsIn, type EditorProps } from './editor.ts';

const none = 'none';

interface ClaimSelectProps extends PickerWords {
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

/** Longest traces offered to choose from; the traces screen finds any other. */
const tracesOffered = 200;

function useReferable(to: ReferenceTarget): Option[] {
  const series = useQuery('series.list', to === 'series' ? {} : null, ['metrics']);
  const sources = useSources().data;
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
      ...(to === 'source' ? (sources?.sources ?? []) : []).map(({ id, file, format }) => ({
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
    [to, series.data, sources, profiles.data, traces.data],
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
