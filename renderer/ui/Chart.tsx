// echarts in the tokens' clothes: no animation, resized with its box, drawn anew when the theme changes. Tooltips are
// drawn on the canvas (richText): the content security policy refuses the inline styles of HTML ones.
import { BarChart, BoxplotChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  AxisPointerComponent,
  DatasetComponent,
  DataZoomComponent,
  GraphicComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import { useEffect, useEffectEvent, useRef } from 'react';
import { seriesColors, tokenColor, useThemeVersion } from './theme.ts';

use([
  BarChart,
  BoxplotChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  AxisPointerComponent,
  DatasetComponent,
  DataZoomComponent,
  GraphicComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
  SVGRenderer,
]);

export type ChartOption = EChartsCoreOption;
export type { EChartsType };

const textFont = 'Inter Variable, system-ui, sans-serif';
const denseSize = 12;

function themeOfTokens(): object {
  const text = tokenColor('--text');
  const muted = tokenColor('--muted');
  const line = tokenColor('--line');
  const edge = tokenColor('--edge');
  const surface = tokenColor('--surface');
  const axis = {
    axisLine: { show: true, lineStyle: { color: edge, width: 1 } },
    axisTick: { show: true, lineStyle: { color: edge }, length: 4 },
    axisLabel: { color: muted, fontSize: denseSize, fontFamily: textFont, hideOverlap: true },
    nameTextStyle: { color: muted, fontSize: denseSize, fontFamily: textFont },
    splitLine: { lineStyle: { color: line, opacity: 0.7 } },
    splitArea: { show: false },
    minorSplitLine: { show: false },
  };
  const noGrid = { ...axis, splitLine: { show: false } };
  return {
    color: seriesColors(),
    backgroundColor: 'transparent',
    textStyle: { fontFamily: textFont, fontSize: denseSize, color: text },
    animation: false,
    categoryAxis: noGrid,
    timeAxis: noGrid,
    valueAxis: { ...axis, axisLine: { show: false }, axisTick: { show: false } },
    logAxis: { ...axis, axisLine: { show: false }, axisTick: { show: false } },
    legend: {
      textStyle: { color: text, fontSize: denseSize },
      inactiveColor: edge,
      itemWidth: 16,
      itemHeight: 8,
    },
    line: { symbol: 'none', lineStyle: { width: 1.5 }, smooth: false },
    tooltip: {
      renderMode: 'richText',
      confine: true,
      backgroundColor: surface,
      borderColor: edge,
      borderWidth: 1,
      padding: [6, 8],
      textStyle: { color: text, fontSize: denseSize, fontFamily: textFont, lineHeight: 16 },
      axisPointer: {
        lineStyle: { color: edge, type: 'solid' },
        crossStyle: { color: edge },
        label: { color: surface, backgroundColor: text, fontSize: denseSize },
      },
    },
    dataZoom: {
      borderColor: line,
      fillerColor: 'transparent',
      textStyle: { color: muted },
      handleStyle: { color: surface, borderColor: edge },
    },
    markLine: { symbol: 'none', lineStyle: { color: muted, type: 'dashed' }, label: { color: muted } },
  };
}

interface ChartProps {
  /** What the picture shows. */
  label: string;
  /** What one reads off it, in a sentence; stands below the picture for all. */
  summary: string;
  /** Keep it stable between renders (useMemo). Colours come from the theme or `tokenColor`. */
  option: ChartOption;
  /** In px. */
  height?: number;
  renderer?: 'canvas' | 'svg';
  /** The chart, to listen to its events; called again after a theme change. Returns a clean-up. */
  onReady?(chart: EChartsType): void | (() => void);
}

type CanvasProps = Omit<ChartProps, 'summary'> & Required<Pick<ChartProps, 'renderer' | 'height'>>;

function ChartCanvas({ label, option, height, renderer, onReady }: CanvasProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const ready = useEffectEvent((instance: EChartsType) => onReady?.(instance));

  useEffect(() => {
    const element = box.current as HTMLDivElement;
    const instance = init(element, themeOfTokens(), { renderer });
    chart.current = instance;
    const cleanUp = ready(instance);
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      cleanUp?.();
      chart.current = null;
      instance.dispose();
    };
  }, [renderer]);

  useEffect(() => {
    chart.current?.setOption(
      { ...option, animation: false, aria: { enabled: true, label: { description: label } } },
      { notMerge: true },
    );
  }, [option, label]);

  return <div ref={box} className="chart" style={{ height }} role="img" aria-label={label} />;
}

/** A chart with its summary. A table of the same figures belongs beside it. */
export function Chart({ summary, height = 240, renderer = 'canvas', ...rest }: ChartProps) {
  const themeVersion = useThemeVersion();
  return (
    <figure className="chart-figure">
      <ChartCanvas key={`${renderer} ${themeVersion}`} height={height} renderer={renderer} {...rest} />
      <figcaption>{summary}</figcaption>
    </figure>
  );
}
