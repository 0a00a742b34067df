import type { CSSProperties } from 'react';

const hues = 8;

/** How a service is coloured by its place in the trace: eight hues, then the same hues hatched. */
export function serviceMark(place: number): { className: string; style: CSSProperties; token: string } {
  const token = `--series-${(place % hues) + 1}`;
  return {
    className: place >= hues ? 'hatched' : '',
    style: { backgroundColor: `var(${token})` },
    token,
  };
}
