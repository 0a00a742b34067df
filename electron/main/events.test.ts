import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../shared/contract/jobs.ts';
import { createEventFeed } from './events.ts';

const opened: EngineEvent = { type: 'open-file', path: '/a.assay' };
const changed: EngineEvent = { type: 'changed', topics: ['audit'] };

describe('events to the page', () => {
  it('are kept until it listens when they would be lost, and come once', () => {
    const delivered: EngineEvent[] = [];
    const feed = createEventFeed((event) => void delivered.push(event));
    feed.emit(opened);
    feed.emit(changed);
    expect(delivered).toEqual([]);
    feed.pageListens();
    feed.pageListens();
    expect(delivered).toEqual([opened]);
  });

  it('wait again while the page is loaded anew', () => {
    const delivered: EngineEvent[] = [];
    const feed = createEventFeed((event) => void delivered.push(event));
    feed.pageListens();
    feed.emit(changed);
    feed.pageLeft();
    feed.emit(opened);
    expect(delivered).toEqual([changed]);
    feed.pageListens();
    expect(delivered).toEqual([changed, opened]);
  });
});
