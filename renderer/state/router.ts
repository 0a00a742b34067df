// Every place has an address in the hash (`#/traces/4bf9?sort=duration`), so back, forward and links from the report work.
import { useSyncExternalStore } from 'react';

export interface Place {
  /** `/traces/4bf9` */
  path: string;
  query: URLSearchParams;
}

const parse = (hash: string): Place => {
  const address = hash.replace(/^#/, '') || '/';
  const mark = address.indexOf('?');
  return mark < 0
    ? { path: address, query: new URLSearchParams() }
    : { path: address.slice(0, mark), query: new URLSearchParams(address.slice(mark + 1)) };
};

let hash = '';
let place: Place = { path: '/', query: new URLSearchParams() };

/** The current place; the same object until the address changes. */
export function currentPlace(): Place {
  if (window.location.hash !== hash) {
    hash = window.location.hash;
    place = parse(hash);
  }
  return place;
}

/** Listens to changes of the address; returns the function that stops listening. */
export function onPlaceChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export const usePlace = (): Place => useSyncExternalStore(onPlaceChange, currentPlace);

/** Goes to an address such as `/metrics?series=1,2`; `replace` leaves no step in the history. */
export function navigate(address: string, options: { replace?: boolean } = {}): void {
  if (options.replace) window.location.replace(`#${address}`);
  else window.location.hash = address;
}

/** The value of an `href` that leads to an address. */
export const hrefOf = (address: string): string => `#${address}`;

/** Matches `/traces/:id?` against a path; returns the parameters, or null. A `?` marks the last part as optional. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (given.length > wanted.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index];
    if (!part.startsWith(':')) {
      if (part !== value) return null;
    } else if (value !== undefined) {
      try {
        parameters[part.slice(1).replace(/\?$/, '')] = decodeURIComponent(value);
      } catch {
        // A stray percent sign: no place has such an address.
        return null;
      }
    } else if (!part.endsWith('?')) return null;
  }
  return parameters;
}
