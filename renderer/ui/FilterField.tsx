import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { isTyping, registerFind } from '../state/find.ts';
import { Shortcut } from './Shortcut.tsx';

interface FilterFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  /** `/` and Find put the cursor here; switch off for all but one field of a screen. */
  slashKey?: boolean;
}

/** Narrows a list as one types. Escape empties it. */
export function FilterField({ label, value, onChange, slashKey = true }: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!slashKey) return undefined;
    const focus = (): void => {
      input.current?.select();
      input.current?.focus();
    };
    const onSlash = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      focus();
    };
    window.addEventListener('keydown', onSlash);
    const forget = registerFind(focus);
    return () => {
      window.removeEventListener('keydown', onSlash);
      forget();
    };
  }, [slashKey]);
  return (
    <SearchField aria-label={label} value={value} onChange={onChange} className="filter-field">
      <Search aria-hidden />
      <Input ref={input} className="input" placeholder={label} />
      {value === '' && slashKey && <Shortcut keys="/" />}
    </SearchField>
  );
}
