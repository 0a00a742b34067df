// What the list of traces shows, as its address says it, so that back, forward and links keep it.

export type TraceView = 'traces' | 'operations' | 'waits';

export interface TraceAddress {
  view: TraceView;
  service: string | null;
  operation: string | null;
  search: string;
  errorsOnly: boolean;
}

export function readAddress(query: URLSearchParams): TraceAddress {
  const view = query.get('view');
  return {
    view: view === 'operations' || view === 'waits' ? view : 'traces',
    service: query.get('service'),
    operation: query.get('operation'),
    search: query.get('search') ?? '',
    errorsOnly: query.get('errors') === '1',
  };
}

export function writeAddress({ view, service, operation, search, errorsOnly }: TraceAddress): string {
  const query = new URLSearchParams();
  if (view !== 'traces') query.set('view', view);
  if (service !== null) query.set('service', service);
  if (operation !== null) query.set('operation', operation);
  if (search !== '') query.set('search', search);
  if (errorsOnly) query.set('errors', '1');
  const text = query.toString();
  return text === '' ? '/traces' : `/traces?${text}`;
}

export const traceAddress = (traceId: string, spanId?: string): string =>
  `/traces/${traceId}${spanId === undefined ? '' : `?span=${spanId}`}`;
