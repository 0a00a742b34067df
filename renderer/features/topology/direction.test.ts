import { describe, expect, it } from 'vitest';
import type { ImportItem } from '../../state/imports.ts';
import { isUnconfirmed, offeredBy, turnedWordsOf, wordsOf } from './direction.ts';

const failed = (code: string, hint: string): ImportItem => ({
  id: 1,
  path: '/client/graph.csv',
  fileName: 'graph.csv',
  reading: {},
  members: null,
  progress: { state: 'failed', error: { code, message: 'The file does not say it.', hint } },
});

describe('the direction of a file', () => {
  it('is offered as the error names it, what the names propose first', () => {
    const item = failed(
      'topology.direction-unconfirmed',
      'Confirm it with --option direction=column-calls-row, or read it the other way round with --option direction=row-calls-column.',
    );
    expect(isUnconfirmed(item)).toBe(true);
    expect(offeredBy(item).map(({ words }) => words)).toEqual([
      'a column calls its rows',
      'a row calls its columns',
    ]);
  });

  it('is not asked for after another failure', () => {
    expect(isUnconfirmed(failed('topology.empty', 'Export it again.'))).toBe(false);
  });

  it('is told in words, also turned', () => {
    const source = { sourceId: 1, layout: 'edges', direction: 'first-calls-second' } as const;
    expect(wordsOf(source)).toBe('the first name of a row calls the second');
    expect(turnedWordsOf(source)).toBe('the second name of a row calls the first');
  });
});
