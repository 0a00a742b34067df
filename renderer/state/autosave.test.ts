import { beforeEach, describe, expect, it } from 'vitest';
import {
  createAutosave,
  idleMs,
  longestMs,
  type Autosave,
  type AutosaveState,
  type Clock,
} from './autosave.ts';

let nowMs: number;
let timers: { atMs: number; work: () => void }[];
const clock: Clock = {
  nowMs: () => nowMs,
  after(delayMs, work) {
    const timer = { atMs: nowMs + delayMs, work };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  },
};

/** Lets what is promised happen. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Moves the clock on, timer by timer. */
async function pass(durationMs: number): Promise<void> {
  const untilMs = nowMs + durationMs;
  for (;;) {
    const next = timers.toSorted((a, b) => a.atMs - b.atMs)[0];
    if (next === undefined || next.atMs > untilMs) break;
    nowMs = next.atMs;
    timers = timers.filter((other) => other !== next);
    next.work();
    await turn();
  }
  nowMs = untilMs;
}

interface Save {
  value: string;
  atMs: number;
  end(): void;
  fail(error: Error): void;
}
let saves: Save[];
let states: AutosaveState[];
let underway: number;
let mostUnderway: number;
/** Whether a save ends by itself, at once. */
let immediate: boolean;

const statuses = (): string[] => states.map(({ status }) => status);

function autosaveOf(): Autosave<string> {
  return createAutosave<string>({
    merge: (_earlier, later) => later,
    clock,
    onState: (state) => void states.push(state),
    async save(value) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      saves.push({ value, atMs: nowMs, end: resolve, fail: reject });
      underway += 1;
      mostUnderway = Math.max(mostUnderway, underway);
      if (immediate) resolve();
      try {
        await promise;
      } finally {
        underway -= 1;
      }
    },
  });
}

beforeEach(() => {
  nowMs = 0;
  timers = [];
  saves = [];
  states = [];
  underway = 0;
  mostUnderway = 0;
  immediate = true;
});

describe('autosave', () => {
  it('stores once, a second after the last change', async () => {
    const autosave = autosaveOf();
    autosave.change('a');
    await pass(600);
    autosave.change('ab');
    await pass(idleMs - 1);
    expect(saves).toEqual([]);
    await pass(1);
    expect(saves).toMatchObject([{ value: 'ab', atMs: 600 + idleMs }]);
    await pass(60_000);
    expect(saves).toHaveLength(1);
    expect(statuses()).toEqual(['editing', 'editing', 'saving', 'saved']);
  });

  it('stores at least every two seconds while typing goes on for ten without a pause', async () => {
    const autosave = autosaveOf();
    let text = '';
    for (let key = 0; key < 100; key += 1) {
      text += String.fromCharCode(97 + (key % 26));
      autosave.change(text);
      await pass(100);
    }
    expect(saves.length).toBeGreaterThanOrEqual(4);
    for (const [index, { atMs }] of saves.entries()) {
      expect(atMs - (saves[index - 1]?.atMs ?? 0)).toBeLessThanOrEqual(longestMs + 100);
    }
    await pass(idleMs);
    expect(saves.at(-1)?.value).toBe(text);
  });

  it('never overlaps two saves, and the last value wins', async () => {
    immediate = false;
    const autosave = autosaveOf();
    autosave.change('first');
    await pass(idleMs);
    autosave.change('second');
    await pass(longestMs);
    autosave.change('third');
    await pass(longestMs);
    expect(saves.map(({ value }) => value)).toEqual(['first']);
    saves[0]?.end();
    await turn();
    expect(saves.map(({ value }) => value)).toEqual(['first', 'third']);
    saves[1]?.end();
    await turn();
    expect(mostUnderway).toBe(1);
    expect(statuses().at(-1)).toBe('saved');
  });

  it('says that there is more to store when a change came while it saved', async () => {
    immediate = false;
    const autosave = autosaveOf();
    autosave.change('first');
    await pass(idleMs);
    autosave.change('second');
    saves[0]?.end();
    await turn();
    expect(statuses().at(-1)).toBe('editing');
  });
});

describe('flush', () => {
  it('stores at once and resolves when it is written', async () => {
    immediate = false;
    const autosave = autosaveOf();
    autosave.change('now');
    let isDone = false;
    const flushed = autosave.flush().then(() => (isDone = true));
    await turn();
    expect(saves).toMatchObject([{ value: 'now', atMs: 0 }]);
    expect(isDone).toBe(false);
    saves[0]?.end();
    await flushed;
    await pass(60_000);
    expect(saves).toHaveLength(1);
  });

  it('waits for a save that is under way and for what came after it', async () => {
    immediate = false;
    const autosave = autosaveOf();
    autosave.change('first');
    await pass(idleMs);
    autosave.change('second');
    let isDone = false;
    const flushed = autosave.flush().then(() => (isDone = true));
    saves[0]?.end();
    await turn();
    expect(saves.map(({ value }) => value)).toEqual(['first', 'second']);
    expect(isDone).toBe(false);
    saves[1]?.end();
    await flushed;
  });

  it('stores nothing where nothing changed', async () => {
    await autosaveOf().flush();
    expect(saves).toEqual([]);
    expect(states).toEqual([]);
  });
});

describe('a save that fails', () => {
  const refused = new Error('refused');

  it('keeps the value, says so, and is tried again with the next change only', async () => {
    immediate = false;
    const autosave = createAutosave<Record<string, string>>({
      merge: (earlier, later) => ({ ...earlier, ...later }),
      clock,
      onState: (state) => void states.push(state),
      save(value) {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        saves.push({ value: JSON.stringify(value), atMs: nowMs, end: resolve, fail: reject });
        return promise;
      },
    });
    autosave.change({ title: 'A' });
    await pass(idleMs);
    saves[0]?.fail(refused);
    await turn();
    expect(autosave.state()).toEqual({ status: 'failed', error: refused });
    await pass(60_000);
    expect(saves).toHaveLength(1);
    autosave.change({ detail: 'B' });
    await pass(idleMs - 1);
    expect(saves).toHaveLength(1);
    await pass(1);
    expect(saves[1]?.value).toBe('{"title":"A","detail":"B"}');
  });

  it('loses to what was typed meanwhile', async () => {
    immediate = false;
    const autosave = autosaveOf();
    autosave.change('first');
    await pass(idleMs);
    autosave.change('second');
    saves[0]?.fail(refused);
    await turn();
    await pass(idleMs);
    expect(saves.map(({ value }) => value)).toEqual(['first', 'second']);
  });

  it('lets a flush resolve, and is tried again by the next flush', async () => {
    immediate = false;
    const autosave = autosaveOf();
    autosave.change('kept');
    const flushed = autosave.flush();
    saves[0]?.fail(refused);
    await flushed;
    const again = autosave.flush();
    saves[1]?.end();
    await again;
    expect(saves.map(({ value }) => value)).toEqual(['kept', 'kept']);
    expect(autosave.state()).toEqual({ status: 'saved' });
  });
});

describe('discard', () => {
  it('forgets what is not stored, also when a save under way fails afterwards', async () => {
    immediate = false;
    const autosave = autosaveOf();
    autosave.change('first');
    await pass(idleMs);
    autosave.change('second');
    autosave.discard();
    saves[0]?.fail(new Error('the audit was closed'));
    await turn();
    await autosave.flush();
    await pass(60_000);
    expect(saves.map(({ value }) => value)).toEqual(['first']);
    expect(autosave.state()).toEqual({ status: 'unchanged' });
  });
});
