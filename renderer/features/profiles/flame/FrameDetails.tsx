import { formatExact, formatShare, formatValue } from '../../../../shared/domain/format.ts';
import type { FunctionRow } from '../../../../shared/contract/profiles.ts';
import { frameOf, nameOf, parentOf, placeOf, weightOf, type Graph } from './graph.ts';

interface FrameDetailsProps {
  graph: Graph;
  node: number;
  /** The same function over all its calls. */
  row: FunctionRow | undefined;
}

/** The frame that was chosen, held still: here in the graph, and everywhere in the profile. */
export function FrameDetails({ graph, node, row }: FrameDetailsProps) {
  if (node < 0 || node >= graph.tree.parent.length) {
    return (
      <p className="flame-details muted dense">
        Click a frame, or press an arrow key in the graph, to hold its figures here.
      </p>
    );
  }
  const total = weightOf(graph, node);
  const self = graph.tree.self[node] as number;
  const parent = parentOf(graph, node);
  const frame = frameOf(graph, node);
  const place = frame < 0 ? '' : placeOf(graph.frames, frame);
  const figure = (value: number): string =>
    `${formatValue(value, graph.unit)} · ${formatShare(value / graph.total)}`;
  return (
    <section className="flame-details" aria-label="Selected frame">
      <div className="flame-details-name">
        <strong title={nameOf(graph, node)}>{nameOf(graph, node)}</strong>
        {place && <span className="mono muted">{place}</span>}
      </div>
      <dl>
        <div>
          <dt>Self here</dt>
          <dd title={`${formatExact(self)} ${graph.unit}`}>{figure(self)}</dd>
        </div>
        <div>
          <dt>Total here</dt>
          <dd title={`${formatExact(total)} ${graph.unit}`}>{figure(total)}</dd>
        </div>
        {parent >= 0 && (
          <div>
            <dt>Of its parent</dt>
            <dd>{formatShare(total / weightOf(graph, parent))}</dd>
          </div>
        )}
        {row && (
          <>
            <div>
              <dt>Self everywhere</dt>
              <dd title={`${formatExact(row.self)} ${graph.unit}`}>{figure(row.self)}</dd>
            </div>
            <div>
              <dt>Total everywhere</dt>
              <dd title={`${formatExact(row.total)} ${graph.unit}`}>{figure(row.total)}</dd>
            </div>
          </>
        )}
        {row?.tiers.map(({ kind, self: tierSelf }) => (
          <div key={kind}>
            <dt>Self, {kind}</dt>
            <dd>{figure(tierSelf)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
