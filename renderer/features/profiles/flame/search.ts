// What a search finds in a call tree, and how much of it that is.
import { endOf, frameOf, labelOf, type FrameColumns, type Graph } from './graph.ts';

export type Matcher = (frame: number) => boolean;

/** A test for function names and files; an error text when the pattern is not a regular expression. */
export function createMatcher(
  frames: FrameColumns,
  text: string,
  isRegex: boolean,
): { matches: Matcher } | { problem: string } {
  if (isRegex) {
    try {
      const pattern = new RegExp(text, 'iu');
      return {
        matches: (frame) =>
          pattern.test(labelOf(frames, frame)) || pattern.test(frames.files[frame] as string),
      };
    } catch (error) {
      return { problem: (error as Error).message.replace(/^Invalid regular expression: /u, '') };
    }
  }
  const wanted = text.toLowerCase();
  return {
    matches: (frame) =>
      labelOf(frames, frame).toLowerCase().includes(wanted) ||
      (frames.files[frame] as string).toLowerCase().includes(wanted),
  };
}

export interface Hits {
  /** 1 for each frame that matches. */
  frames: Uint8Array;
  functionCount: number;
  /** Matching nodes, the widest first, those inside another hit after it. */
  nodes: number[];
  /** Weight under the outermost hits: nothing is counted twice. */
  weight: number;
}

export function findHits(graph: Graph, matches: Matcher): Hits {
  const frames = Uint8Array.from(graph.frames.names, (_name, frame) => (matches(frame) ? 1 : 0));
  const nodes: number[] = [];
  let weight = 0;
  let coveredUntil = 0;
  for (let node = 0; node < graph.tree.parent.length; node += 1) {
    const frame = frameOf(graph, node);
    if (frame < 0 || frames[frame] === 0) continue;
    nodes.push(node);
    if (node < coveredUntil) continue;
    weight += graph.tree.totals[node] as number;
    coveredUntil = graph.subtreeEnd[node] as number;
  }
  const width = (node: number): number => endOf(graph, node) - (graph.start[node] as number);
  nodes.sort((a, b) => width(b) - width(a) || a - b);
  return { frames, functionCount: frames.reduce((sum, hit) => sum + hit, 0), nodes, weight };
}
