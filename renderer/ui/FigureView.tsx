// A figure of an analysis as every screen draws it: its table, with shares as bars; a timeline as one bar above it.
import type { Figure, TableFigure, TimelineFigure } from '../../shared/domain/figure.ts';
import { formatCount, formatDurationNs } from '../../shared/domain/format.ts';

interface FigureViewProps {
  figure: Figure;
  /** What it is of, for those who do not see it. */
  label: string;
}

const hues = 8;
const timelineWidth = 1000;

export function FigureView({ figure, label }: FigureViewProps) {
  if (figure.kind === 'table') return <FigureTable table={figure} label={label} colors={null} />;
  // By falling time: the first seven have their own colour, the rest share the eighth.
  const colors = new Map(
    figure.table.rows.map(([name], index) => [name ?? '', `var(--series-${Math.min(index + 1, hues)})`]),
  );
  return (
    <div className="stack-tight">
      <Timeline figure={figure} colors={colors} />
      <FigureTable table={figure.table} label={label} colors={colors} />
    </div>
  );
}

type Colors = ReadonlyMap<string, string>;
const colorOf = (colors: Colors, name: string): string => colors.get(name) ?? `var(--series-${hues})`;

/** One path a colour, however many segments there are. */
function Timeline({ figure: { totalNs, segments }, colors }: { figure: TimelineFigure; colors: Colors }) {
  const scale = totalNs > 0 ? timelineWidth / totalNs : 0;
  const paths = new Map<string, string>();
  for (const { label, startNs, durationNs } of segments) {
    const color = colorOf(colors, label);
    const width = durationNs * scale;
    const box = `M${startNs * scale} 0h${width}v1h${-width}z`;
    paths.set(color, (paths.get(color) ?? '') + box);
  }
  return (
    <svg
      className="figure-timeline"
      viewBox={`0 0 ${timelineWidth} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${formatDurationNs(totalNs)} in ${formatCount(segments.length)} segments, in the order of time; the table tells how much each part takes`}
    >
      {[...paths].map(([color, path]) => (
        <path key={color} d={path} style={{ fill: color }} />
      ))}
    </svg>
  );
}

interface FigureTableProps {
  table: TableFigure;
  label: string;
  /** Of each row's first cell, where a drawing beside the table needs a key. */
  colors: Colors | null;
}

function FigureTable({
  table: { headers, numeric, rows, shares, omitted },
  label,
  colors,
}: FigureTableProps) {
  const largest = Math.max(...(shares ?? []), Number.EPSILON);
  const alignment = (index: number): string => (numeric[index] ? 'number' : '');
  return (
    <div className="figure-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table">
        <thead>
          <tr>
            {headers.map((header, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- columns are known by their place
              <th key={index} scope="col" className={alignment(index)}>
                {header}
              </th>
            ))}
            {shares && (
              <th scope="col">
                <span className="visually-hidden">Share, drawn</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            // oxlint-disable-next-line react/no-array-index-key -- a figure never changes its rows
            <tr key={place}>
              {row.map((cell, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- cells are known by their column
                <td key={index} className={alignment(index)}>
                  {colors && index === 0 && (
                    <span className="figure-key" style={{ background: colorOf(colors, cell) }} aria-hidden />
                  )}
                  {cell}
                </td>
              ))}
              {shares && (
                <td className="figure-share" aria-hidden>
                  <span style={{ width: `${((shares[place] ?? 0) / largest) * 100}%` }} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {omitted > 0 && <p className="muted dense">{formatCount(omitted)} more in the evidence.</p>}
    </div>
  );
}
