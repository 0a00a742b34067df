import { useState } from 'react';
import { useTimeZone } from '../../../state/index.ts';
import { TextField } from '../../../ui/index.ts';
import { fromWallClock, toWallClock } from '../zoned.ts';

interface TimeFieldProps {
  label: string;
  /** ISO 8601 in UTC. */
  value: string | null;
  onChange(value: string | null): void;
  isDisabled?: boolean;
  optional?: boolean;
  description?: string;
  error?: string;
}

/** A time to the minute, written in the audit's zone. */
export function TimeField({ label, value, onChange, ...rest }: TimeFieldProps) {
  const timeZone = useTimeZone();
  const shown = toWallClock(value, timeZone);
  // A half-written date is no time yet; it is kept here so that the caret stays where it is.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextField
      {...rest}
      label={`${label} (${timeZone})`}
      type="datetime-local"
      value={typed ?? shown}
      onChange={(text) => {
        const iso = fromWallClock(text, timeZone);
        setTyped(iso === null && text !== '' ? text : null);
        if (iso !== null || text === '') onChange(iso);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
