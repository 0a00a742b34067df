// One claim being edited: changes gather for a second, or until the focus leaves, and are stored together.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Claim } from '../../../shared/contract/findings.ts';
import type { ErrorData } from '../../../shared/domain/errors.ts';
import { call, errorDataOf } from '../../state/index.ts';

const idleMs = 1000;
export type ClaimChanges = Partial<Omit<Claim, 'id' | 'createdAt' | 'updatedAt'>>;

export interface ClaimEdit {
  /** The claim as stored, with what is typed on top. */
  claim: Claim;
  status: 'unchanged' | 'editing' | 'saving' | 'saved';
  error: ErrorData | null;
  change(changes: ClaimChanges): void;
  commit(): void;
}

interface Draft {
  changes: ClaimChanges;
  /** Once stored: the version it was made on. Any newer version takes the draft's place. */
  storedOver: string | null;
}

export function useClaim(stored: Claim): ClaimEdit {
  const { id, updatedAt } = stored;
  const [draft, setDraft] = useState<Draft>({ changes: {}, storedOver: null });
  const [status, setStatus] = useState<ClaimEdit['status']>('unchanged');
  const [error, setError] = useState<ErrorData | null>(null);
  const pending = useRef<{ changes: ClaimChanges; timer: number } | null>(null);
  const reported = useRef(updatedAt);
  useEffect(() => {
    reported.current = updatedAt;
  }, [updatedAt]);

  const store = useCallback(async (): Promise<void> => {
    const waiting = pending.current;
    if (!waiting) return;
    window.clearTimeout(waiting.timer);
    pending.current = null;
    setStatus('saving');
    try {
      await call('claim.update', { id, changes: waiting.changes });
      setError(null);
      if (pending.current !== null) return;
      setStatus('saved');
      setDraft((current) => ({ ...current, storedOver: reported.current }));
    } catch (failure) {
      setError(errorDataOf(failure));
      setStatus('editing');
    }
  }, [id]);

  useEffect(() => () => void store(), [store]);

  // What the engine reports since takes the draft's place for good: a later undo may bring the older claim back.
  const overtaken = draft.storedOver !== null && draft.storedOver !== updatedAt;
  if (overtaken) setDraft({ changes: {}, storedOver: null });
  const live = overtaken ? {} : draft.changes;
  return {
    claim: { ...stored, ...live },
    status,
    error,
    change(changes) {
      const waiting = { ...pending.current?.changes, ...changes };
      if (pending.current) window.clearTimeout(pending.current.timer);
      pending.current = { changes: waiting, timer: window.setTimeout(() => void store(), idleMs) };
      setDraft({ changes: { ...live, ...changes }, storedOver: null });
      setStatus('editing');
    },
    commit: () => void store(),
  };
}
