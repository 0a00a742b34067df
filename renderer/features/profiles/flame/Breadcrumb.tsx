import { formatShare } from '../../../../shared/domain/format.ts';
import { nameOf, pathTo, weightOf, type Graph } from './graph.ts';
import type { FlameNavigation } from './navigation.ts';

/** Steps of a long path that are shown: the root and the nearest callers. */
const shownSteps = 6;

/** What the graph is zoomed to, and the way back. */
export function Breadcrumb({ graph, navigation }: { graph: Graph; navigation: FlameNavigation }) {
  const path = pathTo(graph, navigation.focus);
  const left = path.length > shownSteps ? path.slice(1, path.length - shownSteps + 1) : [];
  const steps = path.filter((node) => !left.includes(node));
  return (
    <nav className="flame-path" aria-label="Zoomed to">
      <ol>
        {steps.map((node, index) => (
          <li key={node}>
            {index === 1 && left.length > 0 && <span className="muted">… {left.length} more …</span>}
            {node === navigation.focus ? (
              <span aria-current="location" title={nameOf(graph, node)}>
                {nameOf(graph, node)}{' '}
                <span className="muted">{formatShare(weightOf(graph, node) / graph.total)}</span>
              </span>
            ) : (
              <button type="button" title={nameOf(graph, node)} onClick={() => navigation.zoomTo(node)}>
                {nameOf(graph, node)}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
