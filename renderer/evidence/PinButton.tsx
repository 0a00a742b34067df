import { Pin } from 'lucide-react';
import { useState } from 'react';
import type { AnalysisAnswer } from '../../shared/contract/analyses.ts';
import { call } from '../state/bridge.ts';
import { navigate } from '../state/router.ts';
import { attempt, notify } from '../state/toasts.ts';
import { Button, IconButton } from '../ui/index.ts';

interface PinButtonProps {
  /** The answer that is shown; null while there is none. Exactly it is pinned, or nothing. */
  answer: Pick<AnalysisAnswer, 'id' | 'parameters' | 'resultDigest'> | null;
  /** Only the icon, for a row or a crowded head. */
  compact?: boolean;
}

/** Keeps a figure as evidence: the analysis, its parameters, the hashes of its inputs, and the result. */
export function PinButton({ answer, compact = false }: PinButtonProps) {
  const [busy, setBusy] = useState(false);
  const pin = async ({ id, parameters, resultDigest }: NonNullable<typeof answer>): Promise<void> => {
    setBusy(true);
    const evidence = await attempt(() =>
      call('evidence.pin', {
        analysis: id,
        parameters,
        resultDigest,
      }),
    );
    setBusy(false);
    if (evidence) {
      notify(`Pinned as evidence ${evidence.id}: ${evidence.title}`, {
        label: 'Show',
        run: () => navigate(`/findings?evidence=${evidence.id}`),
      });
    }
  };
  const label = 'Pin as evidence';
  const behaviour = {
    icon: Pin,
    isDisabled: busy || answer === null,
    onPress: () => void (answer && pin(answer)),
  };
  return compact ? (
    <IconButton size="small" label={label} {...behaviour} />
  ) : (
    <Button {...behaviour}>{label}</Button>
  );
}
