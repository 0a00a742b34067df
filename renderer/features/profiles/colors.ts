import type { Graph } from './flame/graph.ts';
import { frameOf, weightOf } from './flame/graph.ts';
import { createPalette, hueIndexOf, rampSteps } from './flame/palette.ts';
import { packageOf } from './flame/package-of.ts';
import type { PackageShare } from './flame/Legend.tsx';

export type ColorMode = 'package' | 'self';

export interface ColorChoice {
  mode: ColorMode;
  /** The one package that keeps its colour, or null for all. */
  chosenPackage: string | null;
  /** 1 for each frame that a search or the table points to; null when nothing is looked for. */
  hits: Uint8Array | null;
}

export interface PackageTable {
  /** Of each frame. */
  names: string[];
  hues: Int32Array;
  shares: PackageShare[];
}

/** Packages of the graph's frames, and their self weight in it. */
export function tablePackages(graph: Graph, isDark: boolean): PackageTable {
  const { frames, tree, total } = graph;
  const names = frames.names.map((name, frame) =>
    packageOf(name, frames.files[frame] as string, frames.kinds[frame] ?? ''),
  );
  const hues = Int32Array.from(names, (name, frame) => hueIndexOf(name, frames.names[frame] as string));
  const palette = createPalette(isDark);
  const self = new Map<string, { self: number; hue: number }>();
  for (let node = 0; node < tree.parent.length; node += 1) {
    const frame = frameOf(graph, node);
    if (frame < 0) continue;
    const name = names[frame] as string;
    const entry = self.get(name) ?? { self: 0, hue: hues[frame] as number };
    entry.self += tree.self[node] as number;
    self.set(name, entry);
  }
  const shares = [...self]
    .map(([name, { self, hue }]) => ({ name, share: self / total, color: palette.packages[hue]?.[0] ?? '' }))
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
  return { names, hues, shares };
}

/** The colour of each node. */
export function createColors(
  graph: Graph,
  packages: PackageTable,
  { mode, chosenPackage, hits }: ColorChoice,
  isDark: boolean,
): (node: number) => string {
  const palette = createPalette(isDark);
  const { depth, self } = graph.tree;
  const mostSelf = self.reduce((most, value) => Math.max(most, value), 0);
  return (node) => {
    const shade = (depth[node] as number) % 2;
    const frame = frameOf(graph, node);
    const quiet = palette.quiet[shade] as string;
    if (frame < 0) return quiet;
    if (hits) return (hits[frame] === 1 ? palette.hit : palette.quiet)[shade] as string;
    if (chosenPackage !== null && packages.names[frame] !== chosenPackage) return quiet;
    if (mode === 'package') return palette.packages[packages.hues[frame] as number]?.[shade] as string;
    // The root of the share, so that small shares can be told apart too.
    const share =
      mostSelf === 0 || weightOf(graph, node) === 0 ? 0 : Math.sqrt((self[node] as number) / mostSelf);
    return palette.ramp[Math.round(share * (rampSteps - 1))] as string;
  };
}
