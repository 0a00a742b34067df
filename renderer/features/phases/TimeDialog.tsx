import { Clock } from 'lucide-react';
import { useState } from 'react';
import { formatDurationMs } from '../../../shared/domain/format.ts';
import type { Phase } from '../../../shared/playbook/phase.ts';
import { attempt, call } from '../../state/index.ts';
import { Button, Dialog, NumberField } from '../../ui/index.ts';

interface TimeDialogProps {
  phase: Phase;
  minutesSpent: number;
  disabled: boolean;
}

export const minutesText = (minutes: number): string =>
  minutes === 0 ? '0 min' : formatDurationMs(minutes * 60_000);

/** Empty where the work is the client's and has no share of the audit's hours. */
export const budgetText = ({ hours: [least, most] }: Phase): string =>
  most === 0 ? '' : `of ${least} to ${most} h`;

/** The time spent on a phase, and a way to add what was worked away from the window. */
export function TimeDialog({ phase, minutesSpent, disabled }: TimeDialogProps) {
  const [open, setOpen] = useState(false);
  const [minutes, setMinutes] = useState(Number.NaN);
  const add = async (): Promise<void> => {
    const done = await attempt(() => call('method.logTime', { phase: phase.id, minutes, manual: true }));
    if (!done) return;
    setOpen(false);
    setMinutes(Number.NaN);
  };
  return (
    <>
      <Button icon={Clock} onPress={() => setOpen(true)}>
        {minutesText(minutesSpent)} {budgetText(phase)}
      </Button>
      <Dialog
        title={`Time on phase ${phase.id}`}
        open={open}
        onClose={() => setOpen(false)}
        actions={
          <Button variant="primary" isDisabled={disabled || !(minutes > 0)} onPress={() => void add()}>
            Add time
          </Button>
        }
      >
        <div className="stack">
          <p>
            {minutesText(minutesSpent)} so far. Minutes are counted while you work on this phase here; add
            what was worked elsewhere, such as an interview.
          </p>
          <NumberField
            label="Minutes to add"
            unit="min"
            minValue={1}
            maxValue={1440}
            value={minutes}
            onChange={setMinutes}
            isDisabled={disabled}
          />
        </div>
      </Dialog>
    </>
  );
}
