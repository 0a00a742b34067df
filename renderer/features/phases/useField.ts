// One field being edited: what is typed is kept here until it is stored, a second after the last key or when the
// focus leaves. What the engine holds wins again as soon as it has caught up, so undo shows at once.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorData } from '../../../shared/domain/errors.ts';
import { call, errorDataOf } from '../../state/index.ts';
import type { FieldValue } from '../../../shared/contract/method.ts';

const idleMs = 1000;

export interface FieldEdit {
  value: FieldValue;
  status: 'unchanged' | 'editing' | 'saving' | 'saved';
  error: ErrorData | null;
  change(value: FieldValue): void;
  /** Stores what is pending at once. */
  commit(): void;
}

interface Draft {
  value: FieldValue;
  /** Once stored: what the engine had reported until then. Any newer report takes the draft's place. */
  storedOver: string | null;
}

const same = (a: FieldValue, b: FieldValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/** `stored` is what the engine last reported for the key, null for nothing. */
export function useField(key: string, stored: FieldValue): FieldEdit {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [status, setStatus] = useState<FieldEdit['status']>('unchanged');
  const [error, setError] = useState<ErrorData | null>(null);
  const pending = useRef<{ value: FieldValue; timer: number } | null>(null);
  const storedText = JSON.stringify(stored);
  const reported = useRef(storedText);
  useEffect(() => {
    reported.current = storedText;
  }, [storedText]);

  const store = useCallback(async (): Promise<void> => {
    const waiting = pending.current;
    if (!waiting) return;
    window.clearTimeout(waiting.timer);
    pending.current = null;
    setStatus('saving');
    try {
      await call('method.setField', { field: key, value: waiting.value });
      setError(null);
      if (pending.current !== null) return;
      setStatus('saved');
      setDraft((current) =>
        current && same(current.value, waiting.value)
          ? { ...current, storedOver: reported.current }
          : current,
      );
    } catch (failure) {
      setError(errorDataOf(failure));
      setStatus('editing');
    }
  }, [key]);

  useEffect(() => () => void store(), [store]);

  // What the engine reports since takes the draft's place for good: a later undo may bring the older value back.
  const overtaken = draft !== null && draft.storedOver !== null && draft.storedOver !== storedText;
  if (overtaken) setDraft(null);
  return {
    value: draft && !overtaken ? draft.value : stored,
    status,
    error,
    change(value) {
      if (pending.current) window.clearTimeout(pending.current.timer);
      pending.current = { value, timer: window.setTimeout(() => void store(), idleMs) };
      setDraft({ value, storedOver: null });
      setStatus('editing');
    },
    commit: () => void store(),
  };
}
