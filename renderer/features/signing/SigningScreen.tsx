import { useState } from 'react';
import { navigate, useAudit, usePlace } from '../../state/index.ts';
import { Inspector, Screen, Tabs } from '../../ui/index.ts';
import './signing.css';
import { SignPanel } from './SignPanel.tsx';
import { VerifyPanel } from './VerifyPanel.tsx';

const guidance = (
  <>
    <h3>What a signature says</h3>
    <p>
      That whoever holds the key signed exactly these bytes. Whose key it is, the bundle cannot prove: give
      the client its fingerprint in person, by telephone or in the contract.
    </p>
    <h3>What is in a bundle</h3>
    <p>
      The report, the figures, the raw evidence as it was imported, and the journal of the audit, in one zip.
      It can be verified without Assay, with ssh-keygen and sha256sum; VERIFY.md inside says how.
    </p>
  </>
);

/** At `/signing` with an audit open, and at `/verify` without one; `?bundle=` names a bundle to verify. */
export function SigningScreen() {
  const { path, query } = usePlace();
  const isInside = useAudit(({ info }) => info !== null) && path !== '/verify';
  const bundle = query.get('bundle');
  // A choice holds until another bundle is named, by a drop or by the address.
  const [choice, setChoice] = useState<{ tab: string; bundle: string | null } | null>(null);
  const tab = choice?.bundle === bundle ? choice.tab : bundle === null ? 'sign' : 'verify';
  const show = (file: string): void => {
    setChoice(null);
    navigate(`${path}?bundle=${encodeURIComponent(file)}`);
  };
  const verify = <VerifyPanel key={bundle} bundle={bundle} onPick={show} />;
  return (
    <Screen
      question={
        isInside
          ? 'Can anyone check this audit without us, years from now?'
          : 'Is this bundle what the auditor signed?'
      }
      title={isInside ? 'Sign & verify' : 'Verify a bundle'}
    >
      <Inspector guidance={guidance} />
      {isInside ? (
        <Tabs
          label="Sign or verify"
          tabs={[
            { id: 'sign', label: 'Sign', content: <SignPanel onVerify={show} /> },
            { id: 'verify', label: 'Verify', content: verify },
          ]}
          selected={tab}
          onSelect={(id) => setChoice({ tab: id, bundle })}
        />
      ) : (
        verify
      )}
    </Screen>
  );
}
