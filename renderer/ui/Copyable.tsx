import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './Button.tsx';
import { call } from '../state/bridge.ts';
import { attempt } from '../state/toasts.ts';

interface CopyableProps {
  text: string;
  label?: string;
}

/** A command, hash or path that can be taken along with one click. */
export function Copyable({ text, label = 'Copy' }: CopyableProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    await call('shell.copyText', { text });
    setCopied(true);
  };
  return (
    <div className="copyable">
      <code>{text}</code>
      <IconButton
        size="small"
        icon={copied ? Check : Copy}
        label={copied ? 'Copied' : label}
        onPress={() => void attempt(copy)}
      />
    </div>
  );
}
