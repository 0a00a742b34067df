import { createLine, isBlankLine, isComment, readLine, textOf } from './line.ts';

/** Lines looked at: the rule "text, space, number" alone also fits logs, so nearly all of these must fit. */
const linesLookedAt = 200;

interface HeadCounts {
  lines: number;
  folded: number;
  /** Lines that end in two counts. */
  differential: number;
  /** Folded lines with a `;` between two frames. */
  nested: number;
  /** Folded lines whose first frame reads like a date, a number or a quoted cell. */
  tabular: number;
}

function countHead(head: Uint8Array): HeadCounts {
  const counts: HeadCounts = { lines: 0, folded: 0, differential: 0, nested: 0, tabular: 0 };
  const line = createLine();
  for (let start = 0; start < head.length && counts.lines < linesLookedAt;) {
    const newline = head.indexOf(10, start);
    // The head may cut the last line; it counts only when there is no other.
    if (newline < 0 && counts.lines > 0) break;
    const end = newline < 0 ? head.length : newline;
    if (!isBlankLine(head, start, end) && !isComment(head, start, end)) {
      counts.lines += 1;
      readLine(head, start, end, 2, line);
      if (line.problem === '' && line.stackEnd > line.stackStart) counts.differential += 1;
      readLine(head, start, end, 1, line);
      if (line.problem === '') {
        counts.folded += 1;
        const stack = textOf(head, line.stackStart, Math.min(line.stackEnd, line.stackStart + 4096));
        if (/\S;(?! )./u.test(stack)) counts.nested += 1;
        if (/^(?:[-+]?[\d.,:/TZ-]+(?:;|$)|"|\{|<|\d{4}-\d\d-\d\d|\d{1,3}(?:\.\d{1,3}){3} )/u.test(stack))
          counts.tabular += 1;
      }
    }
    start = end + 1;
  }
  return counts;
}

/** How surely these bytes are folded stacks. A file without a single `;` is believed only by its name. */
export function detectFolded(head: Uint8Array, fileName: string): number {
  if (head.includes(0)) return 0;
  const { lines, folded, nested, tabular } = countHead(head);
  if (lines === 0 || folded <= lines * 0.9 || tabular > folded * 0.1) return 0;
  const isNamedSo = /\.(?:folded|collapsed)(?:\.|$)/iu.test(fileName);
  if (nested * 2 >= folded) return isNamedSo ? 0.97 : 0.9;
  if (isNamedSo) return 0.7;
  return nested > 0 ? 0.3 : 0;
}

/** More than 95 % of the first lines end in two counts: `difffolded.pl` or async-profiler `--diff`. */
export function isDifferential(head: Uint8Array): boolean {
  const { lines, differential } = countHead(head);
  return lines > 0 && differential > lines * 0.95;
}
