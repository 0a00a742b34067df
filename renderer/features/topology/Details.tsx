// What is known of the selected service: who calls it, and what it calls.
import type { RefObject } from 'react';
import { formatCount, formatDurationMs } from '../../../shared/domain/format.ts';
import { Button, Copyable, LongName } from '../../ui/index.ts';
import type { CallEdge, CallGraph } from './graph.ts';

interface DetailsProps {
  graph: CallGraph;
  selected: string;
  /** Takes the focus when details are asked for. */
  heading: RefObject<HTMLHeadingElement | null>;
  onSelect(name: string): void;
}

export function Details({ graph, selected, heading, onSelect }: DetailsProps) {
  const { edges, cycles } = graph;
  const ring = cycles.find((names) => names.includes(selected));
  return (
    <section className="topology-details stack" aria-label="Details of the selected service">
      <h2 ref={heading} tabIndex={-1}>
        Selected service
      </h2>
      <Copyable text={selected} label="Copy the name" />
      {ring && (
        <p className="dense">
          {ring.length === 1
            ? 'It calls itself.'
            : `In a cycle with ${ring.filter((name) => name !== selected).join(', ')}.`}
        </p>
      )}
      <Ends
        title="Called by"
        edges={edges.filter(({ to }) => to === selected)}
        end="from"
        onSelect={onSelect}
      />
      <Ends
        title="Calls"
        edges={edges.filter(({ from }) => from === selected)}
        end="to"
        onSelect={onSelect}
      />
    </section>
  );
}

interface EndsProps {
  title: string;
  edges: readonly CallEdge[];
  end: 'from' | 'to';
  onSelect(name: string): void;
}

function Ends({ title, edges, end, onSelect }: EndsProps) {
  return (
    <div className="stack-tight">
      <h3>{title}</h3>
      {edges.length === 0 ? (
        <p className="dense muted">Nothing that is known.</p>
      ) : (
        <ul className="topology-ends">
          {edges.map((edge) => (
            <li key={edge[end]}>
              <Button variant="quiet" size="small" onPress={() => onSelect(edge[end])}>
                <LongName text={edge[end]} />
              </Button>
              <span className="dense muted">{factsOf(edge)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const factsOf = ({ kind, calls, errors, p95Ms, origins }: CallEdge): string =>
  [
    kind,
    calls === null ? null : `${formatCount(calls)} calls`,
    errors === null || errors === 0 ? null : `${formatCount(errors)} errors`,
    p95Ms === null ? null : `p95 ${formatDurationMs(p95Ms)}`,
    `from ${origins.join(' and ')}`,
  ]
    .filter((fact) => fact !== null)
    .join(', ');
