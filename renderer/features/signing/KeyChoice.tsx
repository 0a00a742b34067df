import { FilePlus, KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { attempt, call, startJob } from '../../state/index.ts';
import { Button, Copyable, Dialog, Section, StateMark, TextField } from '../../ui/index.ts';

export type Key = Output<'key.inspect'>;

interface KeyChoiceProps {
  chosen: Key | null;
  onChoose(key: Key): void;
}

/** The key to sign with: one that is there, or a new one. */
export function KeyChoice({ chosen, onChoose }: KeyChoiceProps) {
  const [creating, setCreating] = useState(false);
  const choose = async (): Promise<void> => {
    const { paths } = await call('shell.pick', { purpose: 'open-key' });
    if (paths?.[0] !== undefined) onChoose(await call('key.inspect', { path: paths[0] }));
  };
  return (
    <Section title="Key">
      {chosen ? (
        <dl className="signing-facts">
          <dt>File</dt>
          <dd>{chosen.path}</dd>
          <dt>Fingerprint</dt>
          <dd>
            <Copyable text={chosen.fingerprint} label="Copy the fingerprint" />
          </dd>
          <dt>Comment</dt>
          <dd>{chosen.comment || 'None'}</dd>
          <dt>Protection</dt>
          <dd>
            {chosen.encrypted ? (
              <StateMark tone="good">Passphrase</StateMark>
            ) : (
              <StateMark tone="warn">No passphrase: whoever has the file can sign as you</StateMark>
            )}
          </dd>
        </dl>
      ) : (
        <p className="muted">
          An Ed25519 key as OpenSSH makes them. Keep using one key, and give its fingerprint to the client by
          another channel than the bundle.
        </p>
      )}
      <div className="row">
        <Button icon={KeyRound} onPress={() => void attempt(choose)}>
          {chosen ? 'Choose another key' : 'Choose a key'}
        </Button>
        <Button icon={FilePlus} onPress={() => setCreating(true)}>
          Create a key
        </Button>
      </div>
      <CreateKeyDialog
        open={creating}
        onClose={() => setCreating(false)}
        onCreated={(key) => {
          setCreating(false);
          onChoose(key);
        }}
      />
    </Section>
  );
}

interface CreateKeyDialogProps {
  open: boolean;
  onClose(): void;
  onCreated(key: Key): void;
}

function CreateKeyDialog({ open, onClose, onCreated }: CreateKeyDialogProps) {
  const [comment, setComment] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const differs = repeated !== '' && passphrase !== repeated;
  const create = async (): Promise<void> => {
    const { paths } = await call('shell.pick', { purpose: 'save-key', suggestedName: 'assay_ed25519' });
    const out = paths?.[0];
    if (out === undefined) return;
    const key = await startJob('key.generate', {
      out,
      comment,
      ...(passphrase !== '' && { passphrase }),
    }).result;
    setPassphrase('');
    setRepeated('');
    onCreated(key);
  };
  return (
    <Dialog
      title="Create a signing key"
      open={open}
      onClose={onClose}
      actions={
        <Button variant="primary" isDisabled={passphrase !== repeated} onPress={() => void attempt(create)}>
          Choose where to save it
        </Button>
      }
    >
      <div className="stack">
        <TextField
          label="Comment"
          description="Your e-mail address, as a rule. It becomes your name in the bundle."
          value={comment}
          onChange={setComment}
          optional
          autoFocus
        />
        <TextField
          label="Passphrase"
          type="password"
          description="Asked for at every signing. Without one, whoever has the file can sign as you."
          value={passphrase}
          onChange={setPassphrase}
          optional
        />
        <TextField
          label="Passphrase again"
          type="password"
          value={repeated}
          onChange={setRepeated}
          isDisabled={passphrase === ''}
          error={differs ? 'The two are not the same.' : undefined}
        />
      </div>
    </Dialog>
  );
}
