import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useEffect } from 'react';
import { useToasts, type Toast } from '../state/toasts.ts';
import { Button, IconButton } from '../ui/index.ts';

/** Long enough to read and reach. */
const shownForMs = 8000;
const staysUntilRead = ({ tone, stays }: Toast): boolean => tone === 'bad' || stays === true;

const icons = { plain: Info, good: CircleCheck, bad: CircleAlert } as const;

function ToastCard({ toast }: { toast: Toast }) {
  const dismiss = useToasts((store) => store.dismiss);
  useEffect(() => {
    if (staysUntilRead(toast)) return undefined;
    const timer = setTimeout(() => dismiss(toast.id), shownForMs);
    return () => clearTimeout(timer);
  }, [toast, dismiss]);
  const Icon = icons[toast.tone];
  return (
    <li className={`toast ${toast.tone}`} role={toast.tone === 'bad' ? 'alert' : 'status'}>
      <Icon aria-hidden />
      <div className="toast-text">
        {toast.text}
        {toast.hint && <p className="muted">{toast.hint}</p>}
      </div>
      {toast.action && (
        <Button
          size="small"
          onPress={() => {
            toast.action?.run();
            dismiss(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton size="small" icon={X} label="Dismiss" onPress={() => dismiss(toast.id)} />
    </li>
  );
}

export function Toasts() {
  const toasts = useToasts((store) => store.toasts);
  return (
    <ol className="toasts" aria-label="Messages">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </ol>
  );
}
