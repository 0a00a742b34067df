import { beforeEach, describe, expect, it } from 'vitest';
import { createClosing, type Closing } from './closing.ts';

let asked: number;
let closed: number;
let hasPage: boolean;
let timers: (() => void)[];
let closing: Closing;

beforeEach(() => {
  asked = 0;
  closed = 0;
  hasPage = true;
  timers = [];
  closing = createClosing({
    askPage() {
      asked += 1;
      return hasPage;
    },
    after(_delayMs, work) {
      timers.push(work);
      return () => {
        timers = timers.filter((other) => other !== work);
      };
    },
    close: () => void (closed += 1),
  });
});

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('closing the window', () => {
  it('waits for the page to store what was typed', async () => {
    expect(closing.mayClose()).toBe(false);
    await turn();
    expect({ asked, closed }).toEqual({ asked: 1, closed: 0 });
    closing.pageIsReady();
    await turn();
    expect({ closed, mayClose: closing.mayClose(), timers }).toEqual({
      closed: 1,
      mayClose: true,
      timers: [],
    });
  });

  it('asks the page once, however often it is tried', async () => {
    closing.mayClose();
    closing.mayClose();
    closing.pageIsReady();
    await turn();
    expect({ asked, closed }).toEqual({ asked: 1, closed: 1 });
  });

  it('goes on without a page that does not answer, or is not there', async () => {
    closing.mayClose();
    timers[0]?.();
    await turn();
    expect(closed).toBe(1);

    hasPage = false;
    const without = createClosing({
      askPage: () => false,
      after: () => () => undefined,
      close: () => void (closed += 1),
    });
    without.mayClose();
    await turn();
    expect(closed).toBe(2);
  });
});
