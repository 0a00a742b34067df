// What of the screen is in its address: which series are shown, and which window of time.

/** Lines that can still be told apart on one picture. */
export const maxShown = 8;

export interface MetricsAddress {
  /** Ids of the series shown, in the order they were chosen. */
  seriesIds: number[];
  /** Epoch ms; null shows all there is. */
  window: { fromMs: number; toMs: number } | null;
  view: 'quantiles' | 'samples';
}

const wholeNumber = /^\d+$/u;

/** `parameter` is the id in `/metrics/7`, as links name one series. */
export function readAddress(parameter: string | undefined, query: URLSearchParams): MetricsAddress {
  const listed = query.get('series')?.split(',') ?? (parameter === undefined ? [] : [parameter]);
  const seriesIds = [...new Set(listed.filter((id) => wholeNumber.test(id)).map(Number))].slice(0, maxShown);
  const [fromMs, toMs] = [Number(query.get('from') ?? NaN), Number(query.get('to') ?? NaN)];
  return {
    seriesIds,
    window: fromMs < toMs ? { fromMs, toMs } : null,
    view: query.get('view') === 'samples' ? 'samples' : 'quantiles',
  };
}

/** `/metrics?series=1,4&from=…&to=…`; what is as usual is left out. */
export function writeAddress({ seriesIds, window, view }: MetricsAddress): string {
  const parts: string[] = [];
  if (seriesIds.length > 0) parts.push(`series=${seriesIds.join(',')}`);
  if (window) parts.push(`from=${window.fromMs}`, `to=${window.toMs}`);
  if (view !== 'quantiles') parts.push(`view=${view}`);
  return `/metrics${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
}
