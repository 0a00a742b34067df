// Carries events to the page. What happens before the page listens is kept for it: a double click on an audit must
// not be lost while the page is still loading.
import type { EngineEvent } from '../../shared/contract/jobs.ts';

export interface EventFeed {
  emit(event: EngineEvent): void;
  /** The page listens from now on and receives what was kept. */
  pageListens(): void;
  /** The page is gone or is loaded anew. */
  pageLeft(): void;
  isHeard(): boolean;
}

/** Kept while no page listens; `changed` and job progress are not, since a new page reads everything afresh. */
const isKept = ({ type }: EngineEvent): boolean => type === 'open-file' || type === 'engine';

export function createEventFeed(deliver: (event: EngineEvent) => void): EventFeed {
  let listening = false;
  let kept: EngineEvent[] = [];
  return {
    emit(event) {
      if (listening) deliver(event);
      else if (isKept(event)) kept.push(event);
    },
    pageListens() {
      listening = true;
      const events = kept;
      kept = [];
      for (const event of events) deliver(event);
    },
    pageLeft() {
      listening = false;
    },
    isHeard: () => listening,
  };
}
