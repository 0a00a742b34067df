import { Settings2 } from 'lucide-react';
import { useState } from 'react';
import { importAs, type ImportItem, type Reading } from '../../state/imports.ts';
import { useQuery } from '../../state/query.ts';
import { Button, ComboBox, Dialog, ErrorState, Select, TextArea, type Option } from '../../ui/index.ts';
import { parseOptions } from './readingOptions.ts';

const recognise: Option = { id: '', label: 'Recognise it by its bytes' };
const ownZoneOfFile: Option = { id: '', label: 'As the file says' };
const zones: readonly Option[] = [
  ownZoneOfFile,
  ...[...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({ id: zone, label: zone })),
];

function ReadingDialog({ item, onClose }: { item: ImportItem; onClose(): void }) {
  const formats = useQuery('source.formats', {}, []).data?.formats ?? [];
  const [format, setFormat] = useState(item.reading.as ?? '');
  const [zone, setZone] = useState(item.reading.timeZone ?? '');
  const [optionText, setOptionText] = useState(
    Object.entries(item.reading.options ?? {})
      .map(([key, value]) => `${key}=${value}`)
      .join('\n'),
  );
  const options = parseOptions(optionText);
  const read = (): void => {
    if (options === null) return;
    const reading: Reading = {
      ...(format !== '' && { as: format }),
      ...(zone !== '' && { timeZone: zone }),
      ...(Object.keys(options).length > 0 && { options }),
    };
    onClose();
    importAs(item.id, reading);
  };
  return (
    <Dialog
      title={`How to read ${item.fileName}`}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={options === null} onPress={read}>
            Import it so
          </Button>
        </>
      }
    >
      {item.progress.state === 'failed' && <ErrorState error={item.progress.error} />}
      <Select
        label="Format"
        options={[
          recognise,
          ...formats.map(({ id, kinds, title }) => ({ id, label: title, detail: kinds.join(', ') })),
        ]}
        value={format}
        onChange={setFormat}
      />
      <ComboBox
        label="Time zone"
        description="For local times that name no zone."
        options={zones}
        value={zone}
        onChange={(id) => setZone(id ?? '')}
      />
      <TextArea
        label="Options"
        description="One a line, as an error’s hint names them: separator=; or time-column=ts. They are kept with the source."
        value={optionText}
        onChange={setOptionText}
        error={options === null ? 'Each line is a name, an equals sign and a value.' : undefined}
      />
    </Dialog>
  );
}

/** Lets the user say what the bytes do not. */
export function ReadingButton({ item }: { item: ImportItem }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon={Settings2} onPress={() => setOpen(true)}>
        Say how to read it
      </Button>
      {open && <ReadingDialog item={item} onClose={() => setOpen(false)} />}
    </>
  );
}
