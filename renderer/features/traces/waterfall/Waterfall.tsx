// The waterfall: a tree of spans on the left, their bars in time on the right. Only the rows in sight are in the
// document, so 50,000 spans scroll as 50 do. The focus stays on the grid.
import { useVirtualizer } from '@tanstack/react-virtual';
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { formatCount, formatDurationNs, formatQuantity } from '../../../../shared/domain/format.ts';
import { Checkbox, IconButton } from '../../../ui/index.ts';
import { Minimap } from './Minimap.tsx';
import {
  ancestorsOf,
  rulerTicks,
  visibleSpans,
  within,
  zoomed,
  type TimeWindow,
  type WaterfallModel,
} from './model.ts';
import { serviceMark } from './serviceMark.ts';
import { WaterfallRow } from './WaterfallRow.tsx';

const rowHeight = 24;
const wantedTicks = 5;
const zoomStep = 2;
/** Room around a span that is zoomed to, as a share of its length. */
const zoomMargin = 0.1;

interface WaterfallProps {
  model: WaterfallModel;
  /** Index of the span shown beside the waterfall, or -1. */
  selected: number;
  onSelect(index: number): void;
}

export function Waterfall({ model, selected, onSelect }: WaterfallProps) {
  const whole = useMemo<TimeWindow>(() => ({ fromNs: 0, toNs: model.durationNs }), [model]);
  const [window, setWindow] = useState(whole);
  const [collapsed, setCollapsed] = useState<ReadonlySet<number>>(new Set());
  const [criticalOnly, setCriticalOnly] = useState(false);
  const [active, setActive] = useState(Math.max(0, selected));
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();

  const visible = useMemo(
    () => visibleSpans(model, collapsed, criticalOnly),
    [model, collapsed, criticalOnly],
  );
  const placeOf = useCallback((index: number): number => visible.indexOf(index), [visible]);
  const activePlace = Math.max(0, placeOf(active));
  // oxlint-disable-next-line react/incompatible-library -- its functions are called here only, never handed on
  const virtualizer = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: rowHeight,
    overscan: 10,
  });

  // A span that is chosen elsewhere, such as in the table of the critical path, is opened to and scrolled to.
  const [shown, setShown] = useState(selected);
  if (selected !== shown) {
    setShown(selected);
    if (selected >= 0) {
      const hidden = ancestorsOf(model, selected).filter((index) => collapsed.has(index));
      if (hidden.length > 0) setCollapsed(new Set([...collapsed].filter((index) => !hidden.includes(index))));
      setActive(selected);
    }
  }
  useEffect(() => {
    if (selected < 0) return;
    const place = placeOf(selected);
    if (place >= 0) virtualizer.scrollToIndex(place);
  }, [selected, placeOf, virtualizer]);

  const toggle = useCallback((index: number): void => {
    setCollapsed((before) => {
      const after = new Set(before);
      if (!after.delete(index)) after.add(index);
      return after;
    });
  }, []);
  const moveTo = (place: number): void => {
    const next = Math.max(0, Math.min(visible.length - 1, place));
    setActive(visible[next] as number);
    virtualizer.scrollToIndex(next);
  };
  const hasChildren = (index: number): boolean => (model.subtreeEnd[index] as number) > index + 1;
  const openOrEnter = (): void => {
    const index = visible[activePlace] as number;
    if (collapsed.has(index)) toggle(index);
    else if (hasChildren(index)) moveTo(activePlace + 1);
  };
  const closeOrLeave = (): void => {
    const index = visible[activePlace] as number;
    if (hasChildren(index) && !collapsed.has(index)) toggle(index);
    else if ((model.parent[index] as number) >= 0) moveTo(placeOf(model.parent[index] as number));
  };
  const zoomBy = (factor: number): void =>
    setWindow((before) => {
      const span = model.spans[visible[activePlace] as number];
      const middle = (before.fromNs + before.toNs) / 2;
      const spanMiddle = span ? span.offsetNs + span.durationNs / 2 : middle;
      const around = spanMiddle >= before.fromNs && spanMiddle <= before.toNs ? spanMiddle : middle;
      return zoomed(model, before, factor, around);
    });
  const zoomToSpan = (): void => {
    const span = model.spans[visible[activePlace] as number];
    if (!span) return;
    const margin = span.durationNs * zoomMargin;
    setWindow(within(model, span.offsetNs - margin, Math.max(10, span.durationNs + 2 * margin)));
  };
  const pan = (share: number): void =>
    setWindow((before) =>
      within(model, before.fromNs + share * (before.toNs - before.fromNs), before.toNs - before.fromNs),
    );

  const page = (): number => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
  const keys: Record<string, () => void> = {
    ArrowDown: () => moveTo(activePlace + 1),
    ArrowUp: () => moveTo(activePlace - 1),
    PageDown: () => moveTo(activePlace + page()),
    PageUp: () => moveTo(activePlace - page()),
    Home: () => moveTo(0),
    End: () => moveTo(visible.length - 1),
    ArrowRight: openOrEnter,
    ArrowLeft: closeOrLeave,
    Enter: () => onSelect(visible[activePlace] as number),
    '+': () => zoomBy(1 / zoomStep),
    '=': () => zoomBy(1 / zoomStep),
    '-': () => zoomBy(zoomStep),
    '0': () => setWindow(whole),
    z: zoomToSpan,
    '<': () => pan(-0.5),
    '>': () => pan(0.5),
  };
  const isZoomed = window.fromNs > 0 || window.toNs < model.durationNs;
  if (isZoomed) keys['Escape'] = () => setWindow(whole);
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = event.altKey || event.ctrlKey || event.metaKey ? undefined : keys[event.key];
    if (!act || event.target !== event.currentTarget) return;
    event.preventDefault();
    act();
  };
  const onClick = (event: MouseEvent): void => {
    const target = event.target as Element;
    const row = target.closest<HTMLElement>('[data-index]');
    if (!row) return;
    const index = Number(row.dataset['index']);
    setActive(index);
    if (target.closest('[data-twisty]')) toggle(index);
    else onSelect(index);
  };

  const ticks = useMemo(() => rulerTicks(window, wantedTicks), [window]);
  const items = virtualizer.getVirtualItems();
  const rowId = (index: number): string => `${id}-${index}`;
  const activeIndex = visible[activePlace];
  const activeShown = items.some((item) => item.index === activePlace);
  const length = Math.max(1, window.toNs - window.fromNs);

  return (
    <div className="waterfall">
      <div className="waterfall-tools">
        <Checkbox isSelected={criticalOnly} onChange={setCriticalOnly}>
          Critical path only
        </Checkbox>
        <span className="dense muted" role="status">
          {visible.length === model.spans.length
            ? formatQuantity(visible.length, 'span')
            : `${formatCount(visible.length)} of ${formatQuantity(model.spans.length, 'span')}`}
          {isZoomed && `, ${formatDurationNs(window.fromNs)} to ${formatDurationNs(window.toNs)}`}
        </span>
        <span className="spacer" />
        <IconButton icon={ZoomIn} label="Zoom in" shortcut="+" onPress={() => zoomBy(1 / zoomStep)} />
        <IconButton
          icon={ZoomOut}
          label="Zoom out"
          shortcut="-"
          isDisabled={!isZoomed}
          onPress={() => zoomBy(zoomStep)}
        />
        <IconButton
          icon={Maximize2}
          label="Show the whole trace"
          shortcut="0"
          isDisabled={!isZoomed}
          onPress={() => setWindow(whole)}
        />
      </div>
      <Minimap model={model} window={window} onWindow={setWindow} />
      <div
        ref={scroller}
        className="waterfall-grid"
        role="treegrid"
        aria-label="Spans in the order of their start, indented below their parents"
        aria-rowcount={visible.length + 1}
        aria-colcount={2}
        tabIndex={0}
        {...(activeShown && activeIndex !== undefined && { 'aria-activedescendant': rowId(activeIndex) })}
        onKeyDown={onKeyDown}
      >
        <div className="waterfall-head" role="row" aria-rowindex={1}>
          <div role="columnheader" className="waterfall-name-head">
            Span
          </div>
          <div role="columnheader" className="waterfall-ruler" aria-label="Time from the start of the trace">
            {ticks.map((tick) => (
              <span
                key={tick}
                className="waterfall-tick"
                style={{ left: `${((tick - window.fromNs) / length) * 100}%` }}
              >
                {tick === 0 ? '0' : formatDurationNs(tick)}
              </span>
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          className="waterfall-body"
          style={{ height: virtualizer.getTotalSize() }}
          onClick={onClick}
        >
          {items.map((item) => {
            const index = visible[item.index] as number;
            return (
              <WaterfallRow
                key={index}
                id={rowId(index)}
                model={model}
                index={index}
                top={item.start}
                rowIndex={item.index + 2}
                window={window}
                ticks={ticks}
                expanded={hasChildren(index) ? !collapsed.has(index) : null}
                active={index === activeIndex}
                selected={index === selected}
              />
            );
          })}
        </div>
      </div>
      <Legend services={model.services} />
    </div>
  );
}

function Legend({ services }: { services: readonly string[] }) {
  return (
    <ul className="waterfall-legend" aria-label="Colours">
      <li>
        <span className="waterfall-legend-critical" aria-hidden />
        critical path
      </li>
      {services.map((service, place) => (
        <li key={service}>
          <span
            className={`waterfall-swatch ${serviceMark(place).className}`}
            style={serviceMark(place).style}
            aria-hidden
          />
          {service}
        </li>
      ))}
    </ul>
  );
}
