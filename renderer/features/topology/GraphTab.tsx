// The drawn graph with the details of what is selected.
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { formatCount, formatQuantity } from '../../../shared/domain/format.ts';
import { ErrorState, FilterField, Notice, Skeleton } from '../../ui/index.ts';
import { Details } from './Details.tsx';
import { drawnPart, type CallGraph } from './graph.ts';
import { GraphView } from './GraphView.tsx';
import { useLayout } from './layout.ts';

interface GraphTabProps {
  /** Stable between renders. */
  graph: CallGraph;
  selected: string | null;
  onSelect(name: string | null): void;
}

export function GraphTab({ graph, selected, onSelect }: GraphTabProps) {
  const [search, setSearch] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const known = selected !== null && graph.nodes.some(({ name }) => name === selected) ? selected : null;
  // What is drawn stays while one walks in it; only what is not drawn moves it.
  const [centre, setCentre] = useState(known);
  const part = useMemo(() => drawnPart(graph, centre), [graph, centre]);
  if (known !== null && known !== centre && !part.nodes.some(({ name }) => name === known)) {
    setCentre(known);
  }
  const { drawing, failed } = useLayout(part);
  const looked = useDeferredValue(search.trim().toLowerCase());
  const found = useMemo(
    () =>
      new Set(
        looked === ''
          ? []
          : graph.nodes.map(({ name }) => name).filter((name) => name.toLowerCase().includes(looked)),
      ),
    [graph, looked],
  );
  const find = (text: string): void => {
    setSearch(text);
    const wanted = text.trim().toLowerCase();
    if (wanted === '') return;
    const first = graph.nodes.find(({ name }) => name.toLowerCase().includes(wanted));
    if (first) onSelect(first.name);
  };
  return (
    <div className="topology-tab">
      <div className="topology-tools">
        <FilterField label="Find a service" value={search} onChange={find} />
        <span className="dense muted" role="status">
          {looked === ''
            ? ''
            : found.size === 0
              ? 'No service matches.'
              : formatQuantity(found.size, 'match', 'matches')}
        </span>
      </div>
      {part.hidden > 0 && (
        <Notice>
          Drawn are the {formatCount(part.nodes.length)} services nearest to{' '}
          {centre ?? 'the one with most calls'}; {formatCount(part.hidden)} more stand in the tables. Select
          or find a service to see what is around it.
        </Notice>
      )}
      <div className="topology-panels">
        {failed ? (
          <ErrorState
            error={{
              code: 'topology.layout-failed',
              message: 'The graph could not be laid out.',
              hint: 'The tables beside it show all of it.',
            }}
          />
        ) : drawing === null ? (
          <Skeleton height={320} />
        ) : (
          <GraphView
            drawing={drawing}
            selected={known}
            found={found}
            onSelect={onSelect}
            onDetails={() => heading.current?.focus()}
          />
        )}
        {known !== null && <Details graph={graph} selected={known} heading={heading} onSelect={onSelect} />}
      </div>
    </div>
  );
}
