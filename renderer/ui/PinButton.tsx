import { Pin } from 'lucide-react';
import { useState } from 'react';
import type { Input } from '../../shared/contract/index.ts';
import { call } from '../state/bridge.ts';
import { navigate } from '../state/router.ts';
import { attempt, notify } from '../state/toasts.ts';
import { Button, IconButton } from './Button.tsx';

interface PinButtonProps {
  /** The figure in a line, as the report will name it. */
  title: string;
  /** Id of the analysis that computes it. */
  analysis: string;
  parameters: Input<'evidence.pin'>['parameters'];
  /** Only the icon, for a row or a crowded head. */
  compact?: boolean;
}

/** Keeps a figure as evidence: the analysis, its parameters, the hashes of its inputs, and the result. */
export function PinButton({ title, analysis, parameters, compact = false }: PinButtonProps) {
  const [busy, setBusy] = useState(false);
  const pin = async (): Promise<void> => {
    setBusy(true);
    const evidence = await attempt(() => call('evidence.pin', { title, analysis, parameters }));
    setBusy(false);
    if (evidence) {
      notify(`Pinned as evidence ${evidence.id}: ${title}`, {
        label: 'Show',
        run: () => navigate(`/findings?evidence=${evidence.id}`),
      });
    }
  };
  const label = 'Pin as evidence';
  return compact ? (
    <IconButton icon={Pin} size="small" label={label} isDisabled={busy} onPress={() => void pin()} />
  ) : (
    <Button icon={Pin} isDisabled={busy} onPress={() => void pin()}>
      {label}
    </Button>
  );
}
