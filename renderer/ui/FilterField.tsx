import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { Shortcut } from './Shortcut.tsx';

interface FilterFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  /** `/` puts the cursor here; switch off for all but one field of a screen. */
  slashKey?: boolean;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="combobox"]'));

/** Narrows a list as one types. Escape empties it. */
export function FilterField({ label, value, onChange, slashKey = true }: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!slashKey) return undefined;
    const focus = (event: KeyboardEvent): void => {
      const find = event.key === 'f' && (event.ctrlKey || event.metaKey);
      const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!find && (!slash || isTyping(event.target))) return;
      event.preventDefault();
      input.current?.select();
      input.current?.focus();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, [slashKey]);
  return (
    <SearchField aria-label={label} value={value} onChange={onChange} className="filter-field">
      <Search aria-hidden />
      <Input ref={input} className="input" placeholder={label} />
      {value === '' && slashKey && <Shortcut keys="/" />}
    </SearchField>
  );
}
