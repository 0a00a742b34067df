import { FileCheck, FolderOpen, GitCompareArrows, KeyRound } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { attempt, call } from '../../state/index.ts';
import { Button, Checkbox, EmptyState, ErrorState } from '../../ui/index.ts';
import { JobProgressBar } from './JobProgressBar.tsx';
import { useJobRun } from './useJobRun.ts';
import { VerificationResult } from './VerificationResult.tsx';

interface VerifyPanelProps {
  /** The bundle to verify, from the address; verified as soon as it is there. */
  bundle: string | null;
  onPick(path: string): void;
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

export function VerifyPanel({ bundle, onPick }: VerifyPanelProps) {
  const [signer, setSigner] = useState<string | null>(null);
  const [recompute, setRecompute] = useState(true);
  const verification = useJobRun('bundle.verify');
  const { run } = verification;

  const verify = (path: string, key: string | null, newer?: string): void =>
    void verification.start({
      path,
      recompute,
      ...(key !== null && { signer: key }),
      ...(newer !== undefined && { newer }),
    });
  const verifyFresh = useEffectEvent((path: string) => verify(path, signer));
  useEffect(() => {
    if (bundle !== null) verifyFresh(bundle);
  }, [bundle]);

  const pickBundle = async (): Promise<void> => {
    const { paths } = await call('shell.pick', { purpose: 'open-bundle' });
    const path = paths?.[0];
    if (path === undefined) return;
    if (path === bundle) verify(path, signer);
    else onPick(path);
  };
  const pickSigner = async (): Promise<void> => {
    const { paths } = await call('shell.pick', { purpose: 'open-public-key' });
    const path = paths?.[0];
    if (path === undefined) return;
    setSigner(path);
    if (bundle !== null) verify(bundle, path);
  };

  const pickNewer = async (path: string): Promise<void> => {
    const { paths } = await call('shell.pick', { purpose: 'open-bundle' });
    const newer = paths?.[0];
    if (newer !== undefined) verify(path, signer, newer);
  };

  const controls = (
    <div className="stack">
      <div className="row row-wrap">
        <Button
          icon={FolderOpen}
          variant={bundle === null ? 'primary' : 'plain'}
          onPress={() => void attempt(pickBundle)}
        >
          {bundle === null ? 'Choose a bundle' : 'Choose another bundle'}
        </Button>
        <Button icon={KeyRound} onPress={() => void attempt(pickSigner)}>
          {signer === null ? 'Give the auditor’s public key' : `Key: ${fileName(signer)}`}
        </Button>
        {bundle !== null && (
          <Button
            icon={FileCheck}
            isDisabled={run.state === 'running'}
            onPress={() => verify(bundle, signer)}
          >
            Verify again
          </Button>
        )}
        {bundle !== null && (
          <Button
            icon={GitCompareArrows}
            isDisabled={run.state === 'running'}
            onPress={() => void attempt(() => pickNewer(bundle))}
          >
            Is another bundle newer?
          </Button>
        )}
      </div>
      <Checkbox isSelected={recompute} onChange={setRecompute}>
        Compute every pinned figure again from the raw evidence
      </Checkbox>
    </div>
  );

  if (bundle === null) {
    return (
      <EmptyState
        title="No bundle chosen"
        action={controls}
        commands={[
          {
            title: 'The same in a terminal',
            command: 'assay verify BUNDLE.zip --signer AUDITOR.pub --recompute',
          },
        ]}
      >
        <p>
          Drop a bundle on the window, or choose one. Its signature, every file, its journal and its figures
          are checked; nothing in it is run, and nothing is unpacked but to compute the figures.
        </p>
      </EmptyState>
    );
  }
  return (
    <div className="stack signing-panel">
      <p className="muted">{bundle}</p>
      {run.state === 'running' && <JobProgressBar jobId={run.jobId} progress={verification.progress} />}
      {run.state === 'failed' && <ErrorState error={run.error} />}
      {run.state === 'done' && <VerificationResult result={run.output} />}
      {controls}
    </div>
  );
}
