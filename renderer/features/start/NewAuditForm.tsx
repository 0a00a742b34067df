import { useState, type SubmitEvent } from 'react';
import { createAudit } from '../../state/audit.ts';
import { call } from '../../state/bridge.ts';
import { attempt } from '../../state/toasts.ts';
import { Button, TextField } from '../../ui/index.ts';

/** Asks for what names an audit, then for the place of its file. */
export function NewAuditForm({ onCancel }: { onCancel(): void }) {
  const [name, setName] = useState('');
  const [client, setClient] = useState('');
  const [auditor, setAuditor] = useState('');
  const isComplete = name.trim() !== '';

  const create = async (): Promise<void> => {
    const { paths } = await call('shell.pick', { purpose: 'create-audit', suggestedName: name.trim() });
    const path = paths?.[0];
    if (path) await createAudit({ path, name: name.trim(), client, auditor });
  };
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isComplete) void attempt(create);
  };
  return (
    <form className="card stack" aria-label="New audit" onSubmit={onSubmit}>
      <h2>New audit</h2>
      <TextField
        label="Name"
        description="As the report’s title names it, such as “Checkout latency, spring 2026”."
        value={name}
        onChange={setName}
        maxLength={200}
        autoFocus
      />
      <TextField label="Client" optional value={client} onChange={setClient} maxLength={200} />
      <TextField label="Auditor" optional value={auditor} onChange={setAuditor} maxLength={200} />
      <div className="row">
        <Button variant="primary" type="submit" isDisabled={!isComplete}>
          Choose its place and create
        </Button>
        <Button variant="quiet" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
