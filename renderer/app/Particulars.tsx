import { useState } from 'react';
import type { AuditInfo } from '../../shared/contract/audit.ts';
import { call } from '../state/bridge.ts';
import { useAudit } from '../state/audit.ts';
import { attempt } from '../state/toasts.ts';
import { Button, ComboBox, Dialog, TextField, type Option } from '../ui/index.ts';
import { showOverlay, useFrame } from './frameState.ts';

const zones: readonly Option[] = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  .filter((zone, index, all) => all.indexOf(zone) === index)
  .map((zone) => ({ id: zone, label: zone }));

const close = (): void => showOverlay(null);

function ParticularsForm({ info }: { info: AuditInfo }) {
  const [name, setName] = useState(info.name);
  const [client, setClient] = useState(info.client);
  const [auditor, setAuditor] = useState(info.auditor);
  const [timeZone, setTimeZone] = useState(info.timeZone);
  const save = async (): Promise<void> => {
    if (await attempt(() => call('audit.update', { name, client, auditor, timeZone }))) close();
  };
  return (
    <Dialog
      title="The audit’s particulars"
      open
      onClose={close}
      actions={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={name.trim() === '' || info.readOnly}
            onPress={() => void save()}
          >
            Save particulars
          </Button>
        </>
      }
    >
      <TextField label="Name" value={name} onChange={setName} autoFocus />
      <TextField label="Client" value={client} onChange={setClient} />
      <TextField label="Auditor" value={auditor} onChange={setAuditor} />
      <ComboBox
        label="Time zone"
        description="Times of evidence are shown in this zone; what is stored is UTC."
        options={zones}
        value={timeZone}
        onChange={(zone) => zone && setTimeZone(zone)}
      />
      <p className="dense muted mono">{info.path}</p>
    </Dialog>
  );
}

export function Particulars() {
  const info = useAudit((store) => store.info);
  const open = useFrame(({ overlay }) => overlay === 'particulars');
  return open && info ? <ParticularsForm info={info} /> : null;
}
