// Every series by the file it came from. Up to eight are chosen with a click, Space or Enter.
import {
  Collection,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  ListLayout,
  Virtualizer,
} from 'react-aria-components';
import type { Series } from '../../../shared/contract/metrics.ts';
import { formatCount } from '../../../shared/domain/format.ts';
import { LongName } from '../../ui/index.ts';
import { notify } from '../../state/index.ts';
import { maxShown } from './address.ts';

export interface SeriesGroup {
  id: string;
  file: string;
  series: Series[];
}

interface SeriesListProps {
  groups: readonly SeriesGroup[];
  shown: readonly number[];
  /** Colour of each series shown. */
  colorOf(id: number): string | undefined;
  onChange(ids: number[]): void;
}

/** The labels of a series in a line. */
export const labelsText = (labels: Record<string, string>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

/** What a line of the chart is called: the name, and the labels that tell it from others. */
export const seriesLabel = ({ name, labels }: Series): string =>
  Object.keys(labels).length === 0 ? name : `${name} {${labelsText(labels)}}`;

export function SeriesList({ groups, shown, colorOf, onChange }: SeriesListProps) {
  const choose = (ids: Iterable<string | number>): void => {
    const chosen = new Set([...ids].map(Number));
    const kept = shown.filter((id) => chosen.has(id));
    const added = [...chosen].filter((id) => !shown.includes(id));
    if (kept.length + added.length > maxShown) {
      notify(`A chart holds ${maxShown} series. Take one away first.`);
      return;
    }
    onChange([...kept, ...added]);
  };
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: 40, headingHeight: 28 }}>
      <ListBox
        aria-label="Series"
        className="series-list"
        selectionMode="multiple"
        selectionBehavior="toggle"
        selectedKeys={shown.map(String)}
        // A click on nothing, or Escape, must not take everything away.
        disallowEmptySelection={false}
        escapeKeyBehavior="none"
        onSelectionChange={(keys) => {
          if (keys !== 'all') choose(keys);
        }}
        items={groups}
        // Items are kept between renders; their colours change with what is shown.
        dependencies={[shown, colorOf]}
        renderEmptyState={() => <p className="muted series-none">No series matches.</p>}
      >
        {(group) => (
          <ListBoxSection id={group.id} className="series-group">
            <Header className="series-file" title={group.file}>
              <span className="truncate">{group.file}</span>
              <span className="count">{formatCount(group.series.length)}</span>
            </Header>
            <Collection items={group.series} dependencies={[shown, colorOf]}>
              {(series) => <SeriesItem series={series} color={colorOf(series.id)} />}
            </Collection>
          </ListBoxSection>
        )}
      </ListBox>
    </Virtualizer>
  );
}

function SeriesItem({ series, color }: { series: Series; color: string | undefined }) {
  const detail = [labelsText(series.labels), kindText(series)].filter(Boolean).join(' · ');
  return (
    <ListBoxItem id={String(series.id)} textValue={seriesLabel(series)} className="series-item">
      {({ isSelected }) => (
        <>
          <span
            className={isSelected ? 'series-swatch on' : 'series-swatch'}
            style={color === undefined ? undefined : { background: color }}
            aria-hidden
          />
          <span className="series-words">
            <LongName text={series.name} />
            <small className="truncate muted">{detail || `${formatCount(series.count)} samples`}</small>
          </span>
          <span className="muted dense">{series.unit}</span>
        </>
      )}
    </ListBoxItem>
  );
}

const kindText = ({ kind, gaps }: Series): string =>
  [
    kind === 'percentile' ? 'percentile, never averaged' : kind === 'counter' ? 'counter' : '',
    gaps > 0 ? `${formatCount(gaps)} ${gaps === 1 ? 'gap' : 'gaps'}` : '',
  ]
    .filter(Boolean)
    .join(' · ');
