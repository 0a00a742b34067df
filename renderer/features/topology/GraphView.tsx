// The drawing: one widget with its own keys; the tables beside it say the same.
import { Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, type KeyboardEvent } from 'react';
import { formatQuantity } from '../../../shared/domain/format.ts';
import { IconButton } from '../../ui/index.ts';
import { labelOf, stepFrom, type Box, type CallEdge, type Drawing, type Point, type Step } from './graph.ts';
import { useView } from './useView.ts';

interface GraphViewProps {
  drawing: Drawing;
  selected: string | null;
  /** Names that were looked for. */
  found: ReadonlySet<string>;
  onSelect(name: string | null): void;
  /** Enter: what is known of the selected one. */
  onDetails(): void;
}

const keySteps: Readonly<Record<string, Step>> = {
  ArrowRight: 'callee',
  ArrowLeft: 'caller',
  ArrowUp: 'above',
  ArrowDown: 'below',
};
const zoomStep = 1.25;

export function GraphView({ drawing, selected, found, onSelect, onDetails }: GraphViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { boxes, lines } = drawing;
  const box = boxes.find(({ name }) => name === selected);
  const { view, fit, zoom, reveal, onPointerDown } = useView(frame, drawing, box);
  const revealBox = useEffectEvent(reveal);
  useEffect(() => {
    if (box) revealBox(box);
  }, [box]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = keySteps[event.key];
    const actions: Record<string, () => void> = {
      Enter: () => selected !== null && onDetails(),
      Escape: () => onSelect(null),
      Home: () => onSelect(boxes[0]?.name ?? null),
      '+': () => zoom(zoomStep),
      '=': () => zoom(zoomStep),
      '-': () => zoom(1 / zoomStep),
      '0': fit,
    };
    const action = step
      ? () => {
          const next = stepFrom(drawing, selected, step);
          if (next !== null) onSelect(next);
        }
      : actions[event.key];
    if (!action || (event.key === 'Escape' && selected === null)) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };

  const near = new Set(
    lines.flatMap(({ edge }) => (edge.from === selected || edge.to === selected ? [edge.from, edge.to] : [])),
  );
  const isFaint = (name: string): boolean => box !== undefined && name !== selected && !near.has(name);
  return (
    <div className="topology-graph">
      <div
        ref={frame}
        className="topology-frame"
        role="application"
        aria-roledescription="call graph"
        aria-label={`Call graph of ${formatQuantity(boxes.length, 'service')}, callers to the left`}
        aria-describedby="topology-keys"
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
      >
        <svg aria-hidden width="100%" height="100%">
          <defs>
            <Arrow id="topology-sync" isFilled />
            <Arrow id="topology-async" isFilled={false} />
          </defs>
          <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
            {lines.map(({ edge, points }) => (
              <Line
                key={`${edge.from}\0${edge.to}`}
                edge={edge}
                points={points}
                selected={box ? selected : null}
              />
            ))}
            {boxes.map((one) => (
              <ServiceBox
                key={one.name}
                box={one}
                isSelected={one.name === selected}
                isFound={found.has(one.name)}
                isFaint={isFaint(one.name)}
                onSelect={onSelect}
              />
            ))}
          </g>
        </svg>
      </div>
      <div className="topology-foot">
        <p className="dense muted" id="topology-keys">
          Arrows point from caller to called; a hollow head is a call that nobody waits for. Of the selected
          service, calls it makes are solid and calls to it dashed. Arrow keys follow the calls, Enter opens
          details.
        </p>
        <IconButton icon={Plus} label="Zoom in" size="small" onPress={() => zoom(zoomStep)} />
        <IconButton icon={Minus} label="Zoom out" size="small" onPress={() => zoom(1 / zoomStep)} />
        <IconButton icon={Maximize} label="Fit the graph" size="small" onPress={fit} />
      </div>
      <p className="visually-hidden" role="status">
        {box ? describe(box.name, lines) : ''}
      </p>
    </div>
  );
}

function describe(name: string, lines: Drawing['lines']): string {
  const calls = lines.filter(({ edge }) => edge.from === name).length;
  const calledBy = lines.filter(({ edge }) => edge.to === name).length;
  return `${name}, calls ${calls}, called by ${calledBy}`;
}

function Arrow({ id, isFilled }: { id: string; isFilled: boolean }) {
  return (
    <marker
      id={id}
      viewBox="0 0 10 10"
      refX="9"
      refY="5"
      markerUnits="userSpaceOnUse"
      markerWidth="9"
      markerHeight="9"
      orient="auto"
    >
      <path d="M1 1 L9 5 L1 9 Z" className={isFilled ? 'topology-head' : 'topology-head hollow'} />
    </marker>
  );
}

const pathOf = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');

interface LineProps {
  edge: CallEdge;
  points: readonly Point[];
  selected: string | null;
}

function Line({ edge: { from, to, kind }, points, selected }: LineProps) {
  const part =
    selected === null ? 'plain' : from === selected ? 'made' : to === selected ? 'received' : 'faint';
  return (
    <path
      d={pathOf(points)}
      className={`topology-line ${part}`}
      markerEnd={`url(#${kind === 'async' ? 'topology-async' : 'topology-sync'})`}
    />
  );
}

interface ServiceBoxProps {
  box: Box;
  isSelected: boolean;
  isFound: boolean;
  isFaint: boolean;
  onSelect(name: string): void;
}

function ServiceBox({
  box: { name, x, y, width, height },
  isSelected,
  isFound,
  isFaint,
  onSelect,
}: ServiceBoxProps) {
  const classes = ['topology-box', isSelected && 'selected', isFound && 'found', isFaint && 'faint'];
  return (
    <g
      className={classes.filter(Boolean).join(' ')}
      transform={`translate(${x} ${y})`}
      onClick={() => onSelect(name)}
    >
      <title>{name}</title>
      <rect width={width} height={height} rx={4} />
      <text x={width / 2} y={height / 2} dominantBaseline="central" textAnchor="middle">
        {labelOf(name)}
      </text>
    </g>
  );
}
