import { X } from 'lucide-react';
import { formatTime } from '../../shared/domain/format.ts';
import type { Evidence } from '../../shared/contract/findings.ts';
import { useTimeZone } from '../state/audit.ts';
import { setInspectorHost, useInspector, type InspectorPanel } from '../state/inspector.ts';
import { useQuery } from '../state/query.ts';
import { hrefOf } from '../state/router.ts';
import { commandOf } from './commands.ts';
import { ErrorState, IconButton, Tabs, type TabItem } from '../ui/index.ts';

function EvidenceCard({ item, timeZone }: { item: Evidence; timeZone: string }) {
  return (
    <li className="evidence-card">
      <a href={hrefOf(`/findings?evidence=${item.id}`)}>
        E{item.id} {item.title}
      </a>
      <p className="dense muted">
        {item.analysis}, {formatTime(item.createdAt, timeZone, 'minute')}
      </p>
      <p className="dense muted truncate" title={item.inputs.map(({ file }) => file).join(', ')}>
        {item.inputs.map(({ file }) => file).join(', ')}
      </p>
    </li>
  );
}

/** All pinned evidence, newest first, where the screen has no list of its own. */
function AllEvidence() {
  const timeZone = useTimeZone();
  const { data, error } = useQuery('evidence.list', {}, ['evidence', 'sources']);
  if (error) return <ErrorState error={error} />;
  if (!data) return null;
  if (data.evidence.length === 0) {
    return (
      <p className="muted">
        Nothing is pinned yet. “Pin as evidence” beside a figure keeps its analysis, its parameters and the
        hashes of its inputs, so that it can be computed again.
      </p>
    );
  }
  return (
    <ul className="stack">
      {data.evidence.toReversed().map((item) => (
        <EvidenceCard key={item.id} item={item} timeZone={timeZone} />
      ))}
    </ul>
  );
}

// One function for each panel: a new one at each render would take the host away and put it back, for ever.
const hostRefs: Readonly<Record<InspectorPanel, (element: HTMLElement | null) => void>> = {
  guidance: (element) => setInspectorHost('guidance', element),
  evidence: (element) => setInspectorHost('evidence', element),
  notes: (element) => setInspectorHost('notes', element),
};

function Host({ panel }: { panel: InspectorPanel }) {
  return <div ref={hostRefs[panel]} className="stack" />;
}

const inspector = commandOf('view.inspector');

export function InspectorPane() {
  const filled = useInspector((store) => store.filled);
  const tab = useInspector((store) => store.tab);
  const pinned = useQuery('evidence.list', {}, ['evidence', 'sources']).data?.evidence.length;
  const tabs: TabItem[] = [
    ...(filled.guidance > 0
      ? [{ id: 'guidance', label: 'Guidance', content: <Host panel="guidance" /> }]
      : []),
    {
      id: 'evidence',
      label: 'Evidence',
      ...(pinned && { count: pinned }),
      content: filled.evidence > 0 ? <Host panel="evidence" /> : <AllEvidence />,
    },
    ...(filled.notes > 0 ? [{ id: 'notes', label: 'Notes', content: <Host panel="notes" /> }] : []),
  ];
  const selected = tabs.some(({ id }) => id === tab) ? tab : (tabs[0]?.id ?? 'evidence');
  return (
    <aside className="inspector" aria-label="Inspector">
      <div className="inspector-close">
        <IconButton
          size="small"
          icon={X}
          label="Close the inspector"
          shortcut={inspector.keys}
          onPress={inspector.run}
        />
      </div>
      <Tabs
        label="Inspector"
        tabs={tabs}
        selected={selected}
        onSelect={(id) => useInspector.setState({ tab: id as InspectorPanel })}
        fill
      />
    </aside>
  );
}
