import { describe, expect, it } from 'vitest';
import { tiedCandidates, type Candidate } from './imports.ts';

const candidate = (format: string, score: number): Candidate => ({
  format,
  kind: 'metrics',
  kinds: ['metrics'],
  score,
});

describe('tiedCandidates', () => {
  it('asks nothing when one format is surest', () => {
    expect(tiedCandidates([candidate('metric-csv', 0.9), candidate('collapsed-stacks', 0.4)])).toEqual([]);
  });
  it('asks nothing when no format fits, so that the import says why', () => {
    expect(tiedCandidates([])).toEqual([]);
  });
  it('offers only the formats that share the best score', () => {
    const tied = tiedCandidates([candidate('a', 0.6), candidate('b', 0.6), candidate('c', 0.2)]);
    expect(tied.map(({ format }) => format)).toEqual(['a', 'b']);
  });
});
