// Paints a flame graph: only the rows and nodes in sight, and of nodes narrower than a pixel one for each pixel, so a
// frame costs by the size of the window, not of the tree.
import { endOf, firstEndingAfter, nameOf, startOf, type Graph, type View } from './graph.ts';
import { fitText, type TextMeasure } from './text.ts';

export const rowHeight = 20;

export interface Scene {
  graph: Graph;
  view: View;
  /** In CSS pixels. */
  width: number;
  height: number;
  scrollTop: number;
  pixelRatio: number;
  colorOf(node: number): string;
  textColor: string;
  /** Between boxes: the surface behind them. */
  gapColor: string;
  accentColor: string;
  font: string;
  selected: number;
  hovered: number;
}

/** The narrowest box that is given a name, and the space around it. */
const leastTextWidth = 22;
const textInset = 4;

/** Returns how many boxes were drawn. */
export function drawFlame(context: CanvasRenderingContext2D, scene: Scene, measure: TextMeasure): number {
  const { graph, view, width, height, scrollTop, pixelRatio } = scene;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.fillStyle = scene.gapColor;
  context.fillRect(0, 0, width, height);
  context.font = scene.font;
  context.textBaseline = 'middle';
  context.direction = 'ltr';
  const scale = width / (view.end - view.start);
  const devicePixel = 1 / pixelRatio;
  const snap = (x: number): number => Math.round(x * pixelRatio) / pixelRatio;
  const firstRow = Math.max(0, Math.floor(scrollTop / rowHeight));
  const lastRow = Math.min(graph.rows.length - 1, Math.floor((scrollTop + height) / rowHeight));
  const labels: { node: number; left: number; right: number; middle: number }[] = [];
  let drawn = 0;
  let fill = '';
  for (let rowIndex = firstRow; rowIndex <= lastRow; rowIndex += 1) {
    const row = graph.rows[rowIndex] as Int32Array;
    const top = rowIndex * rowHeight - scrollTop;
    let position = firstEndingAfter(graph, row, view.start);
    while (position < row.length) {
      const node = row[position] as number;
      const from = startOf(graph, node);
      if (from >= view.end) break;
      const left = snap(Math.max(0, (from - view.start) * scale));
      const exactRight = (endOf(graph, node) - view.start) * scale;
      const right = Math.max(left + devicePixel, snap(Math.min(width, exactRight)));
      const color = scene.colorOf(node);
      if (color !== fill) context.fillStyle = fill = color;
      // A gap of one device pixel tells neighbours apart; boxes too narrow for one run together.
      const gap = right - left > 3 * devicePixel ? devicePixel : 0;
      context.fillRect(left, top, right - left - gap, rowHeight - devicePixel);
      drawn += 1;
      if (right - left >= leastTextWidth) labels.push({ node, left, right, middle: top + rowHeight / 2 });
      // Whatever ends inside the pixel just painted cannot be seen.
      const next = position + 1;
      position =
        right - left > devicePixel
          ? next
          : firstEndingAfter(graph, row, view.start + (right + 1e-6) / scale, next);
    }
  }
  context.fillStyle = scene.textColor;
  for (const { node, left, right, middle } of labels) {
    const text = fitText(nameOf(graph, node), right - left - 2 * textInset, measure);
    if (text !== '') context.fillText(text, left + textInset, middle + 0.5);
  }
  outline(context, scene, scene.hovered, scene.textColor, 1);
  outline(context, scene, scene.selected, scene.accentColor, 2);
  return drawn;
}

function outline(
  context: CanvasRenderingContext2D,
  scene: Scene,
  node: number,
  color: string,
  thickness: number,
): void {
  const { graph, view, width, scrollTop } = scene;
  if (node < 0 || node >= graph.tree.parent.length) return;
  const scale = width / (view.end - view.start);
  const left = Math.max(0, (startOf(graph, node) - view.start) * scale);
  const right = Math.min(width, (endOf(graph, node) - view.start) * scale);
  if (right < 0 || left > width) return;
  const inset = thickness / 2;
  const top = (graph.tree.depth[node] as number) * rowHeight - scrollTop;
  context.strokeStyle = color;
  context.lineWidth = thickness;
  context.strokeRect(
    left + inset,
    top + inset,
    Math.max(1, right - left - thickness),
    rowHeight - thickness - 1,
  );
}
