import { hrefOf, useQuery } from '../state/index.ts';
import { Picker, type PickerWords } from '../ui/index.ts';

interface EvidencePickerProps extends PickerWords {
  value: readonly number[];
  onChange(ids: number[]): void;
}

/** Pinned evidence to rest something on, by id. */
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
