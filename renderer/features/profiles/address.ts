// What of the screen is in its address, so that going back, links and reopening bring the same view.
export interface ProfileAddress {
  /** The profile's first weight when null. */
  weight: string | null;
  view: 'flame' | 'tree' | 'around';
  inverted: boolean;
  idle: 'include' | 'exclude';
  functionId: number | null;
}

export function readAddress(query: URLSearchParams): ProfileAddress {
  const view = query.get('view');
  const functionId = query.get('function');
  return {
    weight: query.get('weight'),
    view: view === 'tree' || view === 'around' ? view : 'flame',
    inverted: query.get('inverted') === '1',
    idle: query.get('idle') === 'include' ? 'include' : 'exclude',
    functionId: functionId !== null && /^\d+$/u.test(functionId) ? Number(functionId) : null,
  };
}

/** `/profiles/1:0?view=tree`; what is as usual is left out. */
export function writeAddress(profileId: string, address: ProfileAddress): string {
  const query = new URLSearchParams();
  if (address.weight !== null) query.set('weight', address.weight);
  if (address.view !== 'flame') query.set('view', address.view);
  if (address.inverted) query.set('inverted', '1');
  if (address.idle === 'include') query.set('idle', 'include');
  if (address.functionId !== null) query.set('function', String(address.functionId));
  const text = query.toString();
  return `/profiles/${encodeURIComponent(profileId)}${text === '' ? '' : `?${text}`}`;
}
