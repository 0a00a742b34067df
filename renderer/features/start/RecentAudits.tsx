import { X } from 'lucide-react';
import { formatTime } from '../../../shared/domain/format.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { openAudit } from '../../state/audit.ts';
import { call } from '../../state/bridge.ts';
import { useQuery } from '../../state/query.ts';
import { attempt } from '../../state/toasts.ts';
import { IconButton, Skeleton } from '../../ui/index.ts';

type Recent = Output<'shell.recent'>['audits'][number];

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface RecentRowProps {
  audit: Recent;
  onForget(path: string): void;
}

function RecentRow({ audit, onForget }: RecentRowProps) {
  const { path, name, openedAt, exists } = audit;
  return (
    <li className="recent-row">
      <button
        type="button"
        className="recent-open"
        disabled={!exists}
        onClick={() => void attempt(() => openAudit(path))}
      >
        <span className="recent-line">
          <span className="recent-name truncate">{name}</span>
          <span className="muted dense">{formatTime(openedAt, ownZone, 'minute')}</span>
        </span>
        <span className="recent-path truncate dense muted" title={path}>
          {exists ? path : `Not found: ${path}`}
        </span>
      </button>
      <IconButton size="small" icon={X} label={`Forget ${name}`} onPress={() => onForget(path)} />
    </li>
  );
}

/** Audits opened before, latest first. */
export function RecentAudits() {
  const { data, reload } = useQuery('shell.recent', {}, ['audit']);
  const forget = async (path: string): Promise<void> => {
    await call('shell.forgetRecent', { path });
    reload();
  };
  return (
    <section className="section" aria-label="Recent audits">
      <h2>Recent</h2>
      {!data && <Skeleton lines={4} />}
      {data?.audits.length === 0 && (
        <p className="muted">Audits opened here are listed for the next time. Nothing has been opened yet.</p>
      )}
      {data && data.audits.length > 0 && (
        <ul className="recent">
          {data.audits.map((audit) => (
            <RecentRow key={audit.path} audit={audit} onForget={(path) => void attempt(() => forget(path))} />
          ))}
        </ul>
      )}
    </section>
  );
}
