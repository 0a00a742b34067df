// What the topology screen shows, as its address says it, so that back, forward and links keep it.

export type TopologyView = 'graph' | 'calls' | 'services';

export interface TopologyAddress {
  view: TopologyView;
  /** The service that is selected. */
  selected: string | null;
}

export function readAddress(query: URLSearchParams): TopologyAddress {
  const view = query.get('view');
  return {
    view: view === 'calls' || view === 'services' ? view : 'graph',
    selected: query.get('service'),
  };
}

export function writeAddress({ view, selected }: TopologyAddress): string {
  const query = new URLSearchParams();
  if (view !== 'graph') query.set('view', view);
  if (selected !== null) query.set('service', selected);
  const text = query.toString();
  return text === '' ? '/topology' : `/topology?${text}`;
}
