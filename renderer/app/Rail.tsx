import {
  BookOpen,
  ChartLine,
  FileText,
  Files,
  Flame,
  Lightbulb,
  LayoutDashboard,
  ShieldCheck,
  Waypoints,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Focusable } from 'react-aria-components';
import { formatCount } from '../../shared/domain/format.ts';
import type { EvidenceKind } from '../../shared/contract/kinds.ts';
import type { PhaseStatus } from '../../shared/playbook/method-state.ts';
import { phases } from '../../shared/playbook/playbook.ts';
import { useMethodCheck } from '../state/check.ts';
import { useQuery } from '../state/query.ts';
import { hrefOf, usePlace } from '../state/router.ts';
import { phaseMarks, Tooltip } from '../ui/index.ts';

interface RailItemProps {
  address: string;
  label: string;
  mark: ReactNode;
  /** At the end of the line. */
  end?: ReactNode;
  open: boolean;
}

function RailItem({ address, label, mark, end, open }: RailItemProps) {
  const { path } = usePlace();
  const isHere = path === address || path.startsWith(`${address}/`);
  const link = (
    <a
      href={hrefOf(address)}
      className="rail-item"
      {...(isHere && { 'aria-current': 'page' as const })}
      {...(!open && { 'aria-label': label })}
    >
      <span className="rail-mark">{mark}</span>
      {open && <span className="truncate">{label}</span>}
      {open && end !== undefined && <span className="rail-end">{end}</span>}
    </a>
  );
  return (
    <li>
      {open ? (
        link
      ) : (
        <Tooltip text={label}>
          <Focusable>{link}</Focusable>
        </Tooltip>
      )}
    </li>
  );
}

function PhaseEnd({ status }: { status: PhaseStatus | undefined }) {
  if (!status) return null;
  const { icon: Icon, tone, word } = phaseMarks[status.state];
  const share =
    status.state === 'in-progress' && status.required > 0
      ? `${Math.floor((100 * status.done) / status.required)} %`
      : null;
  return (
    <span className={`state-mark ${tone}`} title={word}>
      {share}
      <Icon role="img" aria-label={word} />
    </span>
  );
}

interface Item {
  address: string;
  label: string;
  icon: LucideIcon;
}

const evidenceItems: readonly Item[] = [
  { address: '/sources', label: 'Sources', icon: Files },
  { address: '/metrics', label: 'Metrics', icon: ChartLine },
  { address: '/traces', label: 'Traces', icon: Waypoints },
  { address: '/profiles', label: 'Profiles', icon: Flame },
];
const outputItems: readonly Item[] = [
  { address: '/findings', label: 'Findings', icon: Lightbulb },
  { address: '/report', label: 'Report', icon: FileText },
  { address: '/signing', label: 'Sign & verify', icon: ShieldCheck },
  { address: '/journal', label: 'Journal', icon: BookOpen },
];

function useCounts(): Record<string, number | undefined> {
  const sources = useQuery('source.list', {}, ['sources']).data?.sources;
  const claims = useQuery('claim.list', {}, ['findings']).data?.claims;
  const ofKind = (kind: EvidenceKind): number | undefined =>
    sources?.filter((source) => source.kinds.includes(kind)).length;
  return {
    '/sources': sources?.length,
    '/metrics': ofKind('metrics'),
    '/traces': ofKind('traces'),
    '/profiles': ofKind('profile'),
    '/findings': claims?.length,
  };
}

function Group({ title, open, children }: { title: string; open: boolean; children: ReactNode }) {
  return (
    <section aria-label={title}>
      {open ? <h2 className="rail-title">{title}</h2> : <hr className="rail-rule" />}
      <ul>{children}</ul>
    </section>
  );
}

/** The way through the audit: the method, the evidence, what comes out. */
export function Rail({ open }: { open: boolean }) {
  const check = useMethodCheck().data;
  const counts = useCounts();
  const itemOf = ({ address, label, icon: Icon }: Item): ReactNode => {
    const count = counts[address];
    return (
      <RailItem
        key={address}
        address={address}
        label={label}
        open={open}
        mark={<Icon aria-hidden />}
        end={count ? formatCount(count) : undefined}
      />
    );
  };
  return (
    <nav className={open ? 'rail' : 'rail closed'} aria-label="Places">
      <ul>
        <RailItem address="/overview" label="Overview" open={open} mark={<LayoutDashboard aria-hidden />} />
      </ul>
      <Group title="Method" open={open}>
        {phases.map(({ id, name }) => (
          <RailItem
            key={id}
            address={`/phase/${id}`}
            label={name}
            open={open}
            mark={<span className="rail-number">{id}</span>}
            end={<PhaseEnd status={check?.phases.find((phase) => phase.id === id)} />}
          />
        ))}
      </Group>
      <Group title="Evidence" open={open}>
        {evidenceItems.map(itemOf)}
      </Group>
      <Group title="Output" open={open}>
        {outputItems.map(itemOf)}
      </Group>
    </nav>
  );
}
