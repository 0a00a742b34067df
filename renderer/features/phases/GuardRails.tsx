// Guard rails where they bite: those of a phase that do not hold, and the gate before the first change.
import { useState } from 'react';
import { guardRails } from '../../../shared/playbook/guard-rails.ts';
import { attempt, call, hrefOf, useMethodCheck, useQuery, useSettled } from '../../state/index.ts';
import { Button, Notice, TextField } from '../../ui/index.ts';

/** Notices of the guard rails of a phase that warn or are violated. */
export function PhaseGuardRails({ phase }: { phase: number }) {
  const { data } = useMethodCheck();
  const speaking = (data?.guardRails ?? []).flatMap(({ code, state, message }) => {
    const rail = guardRails.find((candidate) => candidate.code === code);
    const speaks = state === 'warning' || state === 'violated';
    return rail && speaks && rail.phases.includes(phase) ? [{ rail, state, message }] : [];
  });
  if (speaking.length === 0) return null;
  return (
    <div className="stack-tight">
      {speaking.map(({ rail, state, message }) => (
        <Notice key={rail.code} tone={state === 'violated' ? 'bad' : 'warn'}>
          <strong>{rail.title}.</strong> {message}
        </Notice>
      ))}
    </div>
  );
}

/** Whether a change may be recorded: a baseline is frozen, or the rail was overridden. Null while not known. */
export function useChangesPermitted(): boolean | null {
  const check = useSettled(useMethodCheck());
  const known = useSettled(useQuery('baseline.list', {}, ['method']));
  if (!check || !known) return null;
  return known.baselines.length > 0 || check.overrides.some(({ code }) => code === 'baseline-before-change');
}

/** Stands before the change record while no baseline is frozen. */
export function BaselineGate({ disabled }: { disabled: boolean }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const override = (): void =>
    void attempt(() => call('method.override', { code: 'baseline-before-change', reason }));
  return (
    <Notice tone="bad">
      <div className="stack">
        <p>
          <strong>No baseline is frozen.</strong> A change recorded now could never be shown to have helped.
        </p>
        <div className="row row-wrap">
          <a className="button primary" href={hrefOf('/phase/2/freeze')}>
            Freeze a baseline
          </a>
          {!asking && (
            <Button isDisabled={disabled} onPress={() => setAsking(true)}>
              Record a change all the same
            </Button>
          )}
        </div>
        {asking && (
          <div className="override-form">
            <TextField
              label="Reason, which the journal and the report will state"
              value={reason}
              onChange={setReason}
              autoFocus
            />
            <Button isDisabled={disabled || reason.trim() === ''} onPress={override}>
              Override the guard rail
            </Button>
          </div>
        )}
      </div>
    </Notice>
  );
}
