import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { features } from '../../../../renderer/app/features.ts';
import type { Feature } from '../../../../renderer/features/feature.ts';
import { matchPath } from '../../../../renderer/state/router.ts';
import { feature } from './feature.tsx';
import { RejectedTable } from './RejectedTable.tsx';

const others: readonly Feature[] = features.filter((other: Feature) => other !== feature);

describe('the skeleton of a feature', () => {
  it('has a screen at each of its addresses, and takes none from another feature', () => {
    const taken = others.flatMap(({ screens }) => screens.map(({ pattern }) => pattern));
    for (const { address } of feature.rail) {
      expect(feature.screens.some(({ pattern }) => matchPath(pattern, address) !== null)).toBe(true);
      expect(taken.some((pattern) => matchPath(pattern, address) !== null)).toBe(false);
    }
  });

  it('has commands of names that no other feature has', () => {
    const taken = others.flatMap(({ commands = [] }) => commands.map(({ id }) => id));
    for (const { id } of feature.commands) expect(taken).not.toContain(id);
  });

  it('renders under the question it answers', () => {
    const [{ component: Component }] = feature.screens;
    expect(renderToStaticMarkup(<Component />)).toContain('What could the imports not use?');
  });

  it('shows what is rejected, and says so where nothing is', () => {
    const source = { id: 1, file: 'p95.csv', rejectedCount: 1200 };
    expect(renderToStaticMarkup(<RejectedTable sources={[source]} />)).toContain('p95.csv: 1,200');
    expect(renderToStaticMarkup(<RejectedTable sources={[]} />)).toContain('Every line of every file');
  });
});
