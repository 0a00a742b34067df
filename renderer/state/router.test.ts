import { describe, expect, it } from 'vitest';
import { matchPath } from './router.ts';

describe('matchPath', () => {
  it('returns the parameters of a matching path', () => {
    expect(matchPath('/phase/:id/:step?', '/phase/2/baseline')).toEqual({ id: '2', step: 'baseline' });
  });
  it('lets an optional last part be absent', () => {
    expect(matchPath('/traces/:id?', '/traces')).toEqual({});
  });
  it('refuses a path with more parts, other words or a missing parameter', () => {
    expect(matchPath('/traces', '/traces/1')).toBeNull();
    expect(matchPath('/traces', '/metrics')).toBeNull();
    expect(matchPath('/phase/:id', '/phase')).toBeNull();
  });
  it('decodes parameters and refuses what cannot be decoded', () => {
    expect(matchPath('/profiles/:id', '/profiles/3%3A0')).toEqual({ id: '3:0' });
    expect(matchPath('/profiles/:id', '/profiles/%')).toBeNull();
  });
});
