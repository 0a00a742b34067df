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

const example = '2026-03-02 09:00';

/** A time to the minute, written in the audit's zone as `2026-03-02 09:00`; the day alone is its start. */
export function TimeField({ label, value, onChange, error, ...rest }: TimeFieldProps) {
  const timeZone = useTimeZone();
  // What is typed is kept as it is until the focus leaves, so that the caret stays where it is.
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const unreadable = typed !== null && typed.trim() !== '' && fromWallClock(typed, timeZone) === null;
  const problem = unreadable && left ? `Expected a time such as ${example}.` : error;
  return (
    <TextField
      {...rest}
      label={`${label} (${timeZone})`}
      placeholder={example}
      value={typed ?? toWallClock(value, timeZone)}
      onChange={(text) => {
        setTyped(text);
        setLeft(false);
        const iso = fromWallClock(text, timeZone);
        if (iso !== null || text.trim() === '') onChange(iso);
      }}
      onBlur={() => {
        setLeft(true);
        if (!unreadable) setTyped(null);
      }}
      {...(problem !== undefined && { error: problem })}
    />
  );
}
