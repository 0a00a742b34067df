// When what is being typed is stored: a second after the last change, and while changes go on at least every two
// seconds, so that a crash costs no more than that. Saves of one thing never overlap, the last value always wins, and
// a value that could not be stored is kept and tried again with the next change or flush. Pure: the clock is given.

/** Stored this long after the last change … */
export const idleMs = 1000;
/** … and at the latest this long after the first change that is not stored yet. */
export const longestMs = 2000;

export interface Clock {
  nowMs(): number;
  /** Returns the function that calls it off. */
  after(delayMs: number, work: () => void): () => void;
}

export type AutosaveState =
  | { status: 'unchanged' | 'editing' | 'saving' | 'saved' }
  | { status: 'failed'; error: unknown };

export interface AutosaveParts<T> {
  /** Stores a value; rejects when it could not. */
  save(value: T): Promise<unknown>;
  /** What there is to store when `later` follows `earlier`, which is not stored yet. */
  merge(earlier: T, later: T): T;
  clock: Clock;
  onState(state: AutosaveState): void;
}

export interface Autosave<T> {
  change(value: T): void;
  /** Stores at once what is not stored yet; resolves when it has been written or refused. Never rejects. */
  flush(): Promise<void>;
  /** Forgets what is not stored yet. */
  discard(): void;
  state(): AutosaveState;
}

interface Held<T> {
  value: T;
  /** Of the first change in it, null for what was refused before. */
  sinceMs: number | null;
}

const nothing = (): void => undefined;

export function createAutosave<T>({ save, merge, clock, onState }: AutosaveParts<T>): Autosave<T> {
  let state: AutosaveState = { status: 'unchanged' };
  let held: Held<T> | null = null;
  let saving: Promise<void> | null = null;
  /** Asked to store again while a save was on its way. */
  let again = false;
  let discards = 0;
  let callOffTimer = nothing;

  const tell = (next: AutosaveState): void => {
    state = next;
    onState(next);
  };
  const hold = (value: T, sinceMs: number | null): void => {
    held = { value, sinceMs };
  };
  const take = (): Held<T> | null => {
    const taken = held;
    held = null;
    return taken;
  };

  async function storeHeld(): Promise<void> {
    do {
      again = false;
      const taken = take();
      if (taken === null) return;
      const discardsBefore = discards;
      tell({ status: 'saving' });
      try {
        await save(taken.value);
        if (discards === discardsBefore) tell({ status: held === null ? 'saved' : 'editing' });
      } catch (error) {
        if (discards !== discardsBefore) continue;
        const later = take();
        hold(later === null ? taken.value : merge(taken.value, later.value), later?.sinceMs ?? null);
        tell({ status: 'failed', error });
      }
    } while (again);
  }

  function store(): Promise<void> {
    callOffTimer();
    if (saving === null) {
      saving = storeHeld().finally(() => {
        saving = null;
      });
    } else again = true;
    return saving;
  }

  return {
    change(value) {
      const nowMs = clock.nowMs();
      const sinceMs = held?.sinceMs ?? nowMs;
      hold(held === null ? value : merge(held.value, value), sinceMs);
      callOffTimer();
      callOffTimer = clock.after(Math.min(idleMs, sinceMs + longestMs - nowMs), () => void store());
      tell({ status: 'editing' });
    },
    flush: store,
    discard() {
      callOffTimer();
      held = null;
      discards += 1;
      tell({ status: 'unchanged' });
    },
    state: () => state,
  };
}
