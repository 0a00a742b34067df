import { describe, expect, it } from 'vitest';
import type { PaletteItem } from '../features/feature.ts';
import { searchItems } from './paletteItems.ts';

const item = (title: string, kind = 'Series', detail = ''): PaletteItem => ({
  id: title,
  kind,
  title,
  detail,
  run: () => undefined,
});
const items = [item('db.locks'), item('Sources', 'Go to'), item('checkout p95', 'Series', 'ms'), item('p95')];
const titles = (text: string): string[] => searchItems(items, text, 10).map(({ title }) => title);

describe('searchItems', () => {
  it('puts titles that begin with the text before those that hold it', () => {
    expect(titles('p95')).toEqual(['p95', 'checkout p95']);
  });
  it('finds by all words, over title, kind and detail', () => {
    expect(titles('series ms')).toEqual(['checkout p95']);
    expect(titles('locks p95')).toEqual([]);
  });
  it('keeps the order given, up to the limit, when nothing is typed', () => {
    expect(searchItems(items, '  ', 2).map(({ title }) => title)).toEqual(['db.locks', 'Sources']);
  });
});
