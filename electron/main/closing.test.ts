import { beforeEach, describe, expect, it } from 'vitest';
import type { ClosingQuestion } from '../../shared/contract/closing.ts';
import { createClosing, type Closing } from './closing.ts';

let asked: number;
let closed: number;
let hasPage: boolean;
let timers: (() => void)[];
let question: ClosingQuestion | null;
let questions: { closes(answer: boolean): void }[];
let closing: Closing;

const importing: ClosingQuestion = {
  message: 'app.csv is still being imported.',
  detail: 'Nothing of it is kept.',
  close: 'Cancel the import and close',
  goOn: 'Go on',
};

beforeEach(() => {
  asked = 0;
  closed = 0;
  hasPage = true;
  timers = [];
  question = null;
  questions = [];
  closing = createClosing({
    question: () => question,
    ask: () => new Promise((closes) => void questions.push({ closes })),
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
      question: () => null,
      ask: () => Promise.resolve(true),
      after: () => () => undefined,
      close: () => void (closed += 1),
    });
    without.mayClose();
    await turn();
    expect(closed).toBe(2);
  });
});

describe('closing the window during an import', () => {
  beforeEach(async () => {
    question = importing;
    closing.mayClose();
    closing.pageIsReady();
    await turn();
  });

  it('asks once, however often it is tried', async () => {
    expect(closing.mayClose()).toBe(false);
    await turn();
    expect({ questions: questions.length, closed }).toEqual({ questions: 1, closed: 0 });
  });

  it('closes when the answer is to', async () => {
    questions[0]?.closes(true);
    await turn();
    expect({ closed, mayClose: closing.mayClose() }).toEqual({ closed: 1, mayClose: true });
  });

  it('leaves the window when the answer is to go on, and asks again the next time', async () => {
    questions[0]?.closes(false);
    await turn();
    expect(closed).toBe(0);
    expect(closing.mayClose()).toBe(false);
    closing.pageIsReady();
    await turn();
    expect({ questions: questions.length, asked }).toEqual({ questions: 2, asked: 2 });
  });
});
