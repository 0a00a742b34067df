import { ChevronDown, ChevronRight, OctagonX } from 'lucide-react';
import { memo } from 'react';
import { formatDurationNs } from '../../../../shared/domain/format.ts';
import type { TimeWindow, WaterfallModel } from './model.ts';
import { serviceMark } from './serviceMark.ts';

interface WaterfallRowProps {
  id: string;
  model: WaterfallModel;
  index: number;
  top: number;
  rowIndex: number;
  window: TimeWindow;
  ticks: readonly number[];
  /** Null for a span without children. */
  expanded: boolean | null;
  active: boolean;
  selected: boolean;
}

const indentPx = 12;
/** Deeper spans keep this indentation, so that names stay readable. */
const deepestIndent = 16;
const percent = (share: number): string => `${share * 100}%`;

export const WaterfallRow = memo(function WaterfallRow(props: WaterfallRowProps) {
  const { id, model, index, top, rowIndex, window, ticks, expanded, active, selected } = props;
  const span = model.spans[index];
  if (!span) return null;
  const length = Math.max(1, window.toNs - window.fromNs);
  const share = (ns: number): number => (ns - window.fromNs) / length;
  const left = Math.max(0, share(span.offsetNs));
  const right = Math.min(1, share(span.offsetNs + span.durationNs));
  const isInSight = right >= 0 && left <= 1;
  const critical = model.critical.get(span.spanId) ?? [];
  const mark = serviceMark(model.services.indexOf(span.service));
  const duration = formatDurationNs(span.durationNs);
  const words = `${span.service} ${span.operation}, ${duration}${span.status === 'error' ? ', error' : ''}${critical.length > 0 ? ', on the critical path' : ''}`;
  return (
    // Clicks and keys are handled by the grid, which holds the focus.
    <div
      role="row"
      id={id}
      aria-rowindex={rowIndex}
      aria-level={span.depth + 1}
      aria-label={words}
      aria-selected={selected}
      {...(expanded !== null && { 'aria-expanded': expanded })}
      className={`waterfall-row${active ? ' active' : ''}${selected ? ' selected' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      data-index={index}
    >
      <div
        role="gridcell"
        className="waterfall-name"
        style={{ paddingLeft: 4 + Math.min(span.depth, deepestIndent) * indentPx }}
        title={`${span.service} ${span.operation}`}
      >
        <span className="waterfall-twisty" {...(expanded !== null && { 'data-twisty': '' })}>
          {expanded !== null && (expanded ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />)}
        </span>
        <span className={`waterfall-swatch ${mark.className}`} style={mark.style} />
        {span.status === 'error' && <OctagonX className="waterfall-error" aria-label="error" />}
        <span className="truncate">
          {span.operation} <span className="muted">{span.service}</span>
        </span>
      </div>
      <div role="gridcell" className="waterfall-time">
        {ticks.map((tick) => (
          <span key={tick} className="waterfall-gridline" style={{ left: percent(share(tick)) }} />
        ))}
        {isInSight && (
          <>
            <span
              className={`waterfall-bar ${mark.className}`}
              style={{ ...mark.style, left: percent(left), width: percent(Math.max(0, right - left)) }}
            />
            {critical
              .filter(({ fromNs, toNs }) => toNs > window.fromNs && fromNs < window.toNs)
              .map(({ fromNs, toNs }) => {
                const from = Math.max(0, share(fromNs));
                return (
                  <span
                    key={fromNs}
                    className="waterfall-critical"
                    style={{ left: percent(from), width: percent(Math.min(1, share(toNs)) - from) }}
                  />
                );
              })}
            <span className="waterfall-label" style={{ left: percent(right) }}>
              {duration}
            </span>
          </>
        )}
      </div>
    </div>
  );
});
