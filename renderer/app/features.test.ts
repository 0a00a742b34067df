import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Feature } from '../features/feature.ts';
import { features } from './features.ts';
import { listAbove, screenAt } from './screens.ts';

const folder = join(import.meta.dirname, '../features');
const rail = features.flatMap(({ rail = [] }: Feature) => rail);

describe('the features', () => {
  it('are as many as there are folders', () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(features).toHaveLength(folders.length);
  });
  it('answer each at addresses of their own', () => {
    const patterns = features.flatMap(({ screens }: Feature) => screens.map(({ pattern }) => pattern));
    expect(new Set(patterns).size).toBe(patterns.length);
  });
  it('have a screen at every address of the rail', () => {
    expect(rail.length).toBeGreaterThan(0);
    for (const { address } of rail) expect(screenAt(address).pattern, address).not.toBe('');
  });
});

describe('the screen at an address', () => {
  it('gets what the address names', () => {
    expect(screenAt('/phase/3/flows')).toMatchObject({ parameters: { phase: '3', step: 'flows' } });
  });
  it('says that there is no such place where there is none', () => {
    expect(screenAt('/nowhere').pattern).toBe('');
  });
});

describe('the way back from one thing', () => {
  it.each([
    ['/sources/7', '/sources'],
    ['/traces/4bf9', '/traces'],
    ['/findings/2', '/findings'],
  ])('leads from %s to %s', (address, list) => {
    expect(listAbove(address)).toBe(list);
  });
  it.each(['/sources', '/metrics/7', '/phase/2', '/nowhere/7'])('leads nowhere from %s', (address) => {
    expect(listAbove(address)).toBeUndefined();
  });
});
