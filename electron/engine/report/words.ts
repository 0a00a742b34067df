// What every form says in the same words.
import type { Figure, TimelineFigure } from '../../../shared/domain/figure.ts';
import { formatCount, formatDurationNs, formatTime } from '../../../shared/domain/format.ts';
import type { Report, Standing, TableBlock } from './blocks.ts';
import { columns, number, table } from './parts.ts';

/** Who made the report, from which audit, and the state it shows. */
export const imprint = ({ tool, audit, asOf }: Report): string =>
  `Made by ${tool.name} ${tool.version} from audit ${audit.id}, as of ${formatTime(asOf, audit.timeZone)} ${audit.timeZone}.`;

/** Where the figures of the report come from, on its first page. */
export const figuresSentence = ({ figures }: Report): string =>
  `Of the figures in this report, ${formatCount(figures.computed)} are computed from the evidence, ${formatCount(figures.stated)} are stated by a person and ${formatCount(figures.judged)} are judged by one.`;

/** What stands behind a figure, before the evidence it cites; empty where its place says it. */
export const standingWord = (standing: Standing): string =>
  standing.kind === 'computed'
    ? standing.evidence.length === 0
      ? ''
      : 'computed'
    : `${standing.kind} by ${standing.by}`;

/** Whether a text that Assay may have printed ends with the imprint, between what stands before and after it. */
export function endsWithImprint(text: string, before: string, after: string): boolean {
  const at = text.lastIndexOf(before);
  const to = at === -1 ? -1 : text.indexOf(after, at + before.length);
  if (to === -1 || text.length - at > 1000) return false;
  return /^\s*Made by Assay \S+ from audit [0-9a-f-]{36}, as of\s/.test(text.slice(at + before.length, to));
}

/** A timeline for those who do not see it. */
export function timelineSentence({ totalNs, segments, table }: TimelineFigure): string {
  const [first] = table.rows;
  const most = first ? `; most of it in ${first[0] ?? ''}, ${first[3] ?? ''}` : '';
  return `${formatDurationNs(totalNs)} in ${segments.length} segments${most}.`;
}

/** A figure as a table; of a timeline its parts. Null for one without columns. */
export function figureTable(figure: Figure): TableBlock | null {
  const { headers, numeric, rows } = figure.kind === 'table' ? figure : figure.table;
  if (headers.length === 0) return null;
  return table(
    columns(...headers.map((header, index) => (numeric[index] ? number(header) : header))),
    rows.map((cells) => ({ cells })),
  );
}

/** What is said under a figure that does not show all its rows. */
export function omittedSentence(figure: Figure): string {
  const { omitted } = figure.kind === 'table' ? figure : figure.table;
  return omitted > 0 ? `${formatCount(omitted)} more in the evidence.` : '';
}

/** The label of a choice; empty for none. */
export const labelIn = (options: readonly { id: string; label: string }[], id: string | null): string =>
  options.find((option) => option.id === id)?.label ?? '';
