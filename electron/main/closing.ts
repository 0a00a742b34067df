// What comes between the wish to close the window and its closing: the page stores what was typed last, and while an
// import or a signing runs the user is asked. A page that does not answer never keeps the window open, nor does an
// engine that is gone.
import type { ClosingQuestion } from '../../shared/contract/closing.ts';

export interface Closing {
  /** Whether the window may close now. Where not, the steps before it begin, if they have not, and it closes after them. */
  mayClose(): boolean;
  /** The page has stored what was typed. */
  pageIsReady(): void;
}

export interface ClosingParts {
  /** Asks the page to store what was typed; false where there is no page to ask. */
  askPage(): boolean;
  /** Waits; returns the function that calls it off. */
  after(delayMs: number, work: () => void): () => void;
  /** Null where closing cuts nothing off. */
  question(): ClosingQuestion | null;
  /** Asks it; true for the answer that closes. */
  ask(question: ClosingQuestion): Promise<boolean>;
  close(): void;
}

/** Longer than a page needs that is well. */
const pagePatienceMs = 3000;

const nothing = (): void => undefined;

export function createClosing({ askPage, after, question, ask, close }: ClosingParts): Closing {
  let state: 'open' | 'preparing' | 'decided' = 'open';
  let pageIsReady = nothing;

  async function prepare(): Promise<void> {
    await new Promise<void>((resolve) => {
      const callOff = after(pagePatienceMs, resolve);
      pageIsReady = () => {
        callOff();
        resolve();
      };
      if (!askPage()) pageIsReady();
    });
    const cutOff = question();
    // A question that cannot be put keeps no window open.
    const closes = cutOff === null || (await ask(cutOff).catch(() => true));
    state = closes ? 'decided' : 'open';
    if (closes) close();
  }

  return {
    mayClose() {
      if (state === 'open') {
        state = 'preparing';
        void prepare();
      }
      return state === 'decided';
    },
    pageIsReady: () => pageIsReady(),
  };
}
