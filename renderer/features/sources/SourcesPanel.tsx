import { formatQuantity } from '../../../shared/domain/format.ts';
import { hrefOf, useSources } from '../../state/index.ts';

/** What has been imported so far, by kind. */
export function SourcesPanel() {
  const { data } = useSources();
  if (!data) return null;
  const counts = Map.groupBy(data.sources, ({ kind }) => kind);
  const parts = [...counts].map(([kind, sources]) => `${kind} (${sources.length})`);
  return (
    <p className="panel-line">
      {data.sources.length === 0
        ? 'Nothing is imported yet. '
        : `${formatQuantity(data.sources.length, 'file')} imported so far: ${parts.join(', ')}. `}
      <a href={hrefOf('/sources')}>Sources</a>
    </p>
  );
}
