// What comes between the wish to close the window and its closing: the page stores what was typed last. A page that
// does not answer never keeps the window open.

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
  close(): void;
}

/** Longer than a page needs that is well. */
const pagePatienceMs = 3000;

const nothing = (): void => undefined;

export function createClosing({ askPage, after, close }: ClosingParts): Closing {
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
    state = 'decided';
    close();
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
