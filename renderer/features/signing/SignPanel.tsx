import { PenLine } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { formatBytes, formatQuantity } from '../../../shared/domain/format.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { attempt, call, hrefOf, useAudit } from '../../state/index.ts';
import { Button, Copyable, ErrorState, Notice, Section, StateMark, TextField } from '../../ui/index.ts';
import { JobProgressBar } from './JobProgressBar.tsx';
import { ChangedReport } from './ChangedReport.tsx';
import { KeyChoice, type Key } from './KeyChoice.tsx';
import { useReportToSign } from './useReportToSign.ts';
import { useJobRun } from './useJobRun.ts';

interface SignPanelProps {
  /** Shows the verification of the bundle just made. */
  onVerify(path: string): void;
}

/** A file name every system takes. */
const suggestedName = (audit: string): string =>
  `${audit.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '') || 'audit'}.zip`;

export function SignPanel({ onVerify }: SignPanelProps) {
  const info = useAudit((state) => state.info);
  const report = useReportToSign(info?.auditId);
  const [key, setKey] = useState<Key | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [identity, setIdentity] = useState('');
  const signing = useJobRun('bundle.create');
  const { run } = signing;
  const missing = report.preview?.missing.length ?? 0;

  const sign = async (): Promise<void> => {
    if (!key) return;
    const { paths, mayReplace } = await call('shell.pick', {
      purpose: 'save-bundle',
      suggestedName: suggestedName(info?.name ?? ''),
    });
    const out = paths?.[0];
    if (out === undefined) return;
    await signing.start({
      out,
      key: key.path,
      ...(report.digest !== null && { reportDigest: report.digest }),
      replace: mayReplace,
      ...(key.encrypted && { passphrase }),
      ...(identity !== '' && { identity }),
    });
    setPassphrase('');
    // An edit that no event told of is found by the signing itself.
    report.reload();
  };

  if (info?.readOnly === true) {
    return (
      <Notice tone="warn">
        The audit is open for reading only, so it cannot record a signing. Close it where it is open for
        writing, or copy it.
      </Notice>
    );
  }
  return (
    <div className="stack signing-panel">
      {missing > 0 && (
        <Notice tone="warn">
          {formatQuantity(missing, 'thing is', 'things are')} missing from the{' '}
          <a href={hrefOf('/report')}>report</a>. It can be signed all the same; the report says what it
          lacks.
        </Notice>
      )}
      {report.hasChanged && report.preview && report.digest !== null && (
        <ChangedReport preview={report.preview} since={report.digest} onAccept={report.accept} />
      )}
      <KeyChoice
        chosen={key}
        onChoose={(chosen) => {
          setKey(chosen);
          signing.reset();
        }}
      />
      <Section title="Signature">
        <div className="signing-fields">
          {key?.encrypted && (
            <TextField label="Passphrase" type="password" value={passphrase} onChange={setPassphrase} />
          )}
          <TextField
            label="Name in the signature"
            description="Such as an e-mail address; the comment of the key when left empty."
            value={identity}
            onChange={setIdentity}
            optional
          />
        </div>
        <div className="row">
          <Button
            variant="primary"
            icon={PenLine}
            isDisabled={
              !key ||
              run.state === 'running' ||
              report.digest === null ||
              report.hasChanged ||
              (key.encrypted && passphrase === '')
            }
            onPress={() => void attempt(sign)}
          >
            Sign and save the bundle
          </Button>
          {!key && <span className="muted">Choose or create a key first.</span>}
          {key && report.hasChanged && (
            <span className="muted">Look at what has changed in the report first.</span>
          )}
        </div>
        {run.state === 'running' && <JobProgressBar jobId={run.jobId} progress={signing.progress} />}
        {run.state === 'failed' && <ErrorState error={run.error} />}
        {run.state === 'done' && <SignedBundle bundle={run.output} onVerify={onVerify} />}
      </Section>
    </div>
  );
}

interface SignedBundleProps extends SignPanelProps {
  bundle: Output<'bundle.create'>;
}

function SignedBundle({ bundle, onVerify }: SignedBundleProps) {
  const { path, bytes, sha256, fileCount, keyFingerprint, identity, commands } = bundle;
  const card = useRef<HTMLElement>(null);
  useEffect(() => card.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section className="card stack" aria-label="The signed bundle" ref={card}>
      <StateMark tone="good">Signed by {identity}</StateMark>
      <dl className="signing-facts">
        <dt>Bundle</dt>
        <dd>
          {path}{' '}
          <span className="muted">
            {formatBytes(bytes)}, {formatQuantity(fileCount, 'file')}
          </span>
        </dd>
        <dt>SHA-256</dt>
        <dd>
          <Copyable text={sha256} label="Copy the SHA-256 of the bundle" />
        </dd>
        <dt>Key fingerprint</dt>
        <dd>
          <Copyable text={keyFingerprint} label="Copy the fingerprint to send by another channel" />
        </dd>
      </dl>
      <div className="row">
        <Button onPress={() => onVerify(path)}>Verify it now</Button>
        <Button onPress={() => void attempt(() => call('shell.reveal', { path }))}>Show in folder</Button>
      </div>
      <div className="stack-tight">
        <p className="muted">To verify it without Assay, unpack it and run inside:</p>
        {commands.map((command) => (
          <Copyable key={command} text={command} label="Copy the command" />
        ))}
      </div>
    </section>
  );
}
