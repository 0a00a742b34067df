// One thing being edited on the screen: what is typed is kept here until it is stored (see autosave.ts for when). It is
// stored at once when the screen is left, the window is hidden or closed, and before anything that looks at the audit
// as a whole, such as undo: `flushEdits`. What the engine reports after that takes the draft's place.
import { useEffect, useReducer, useState } from 'react';
import { AssayError, type ErrorData } from '../../shared/domain/errors.ts';
import {
  createAutosave,
  type Autosave,
  type AutosaveParts,
  type AutosaveState,
  type Clock,
} from './autosave.ts';
import { call, errorDataOf, onEngineEvent } from './bridge.ts';
import { notifyError } from './toasts.ts';

export type EditStatus = 'unchanged' | 'editing' | 'saving' | 'saved';

export interface AutosavedEdit<T> {
  /** What is typed and not yet in the engine's answer. */
  draft: { value: T } | null;
  status: EditStatus;
  /** Of the last save, until one succeeds. */
  error: ErrorData | null;
  change(value: T): void;
  /** Stores at once what is not stored yet; resolves to whether all of it is stored. */
  commit(): Promise<boolean>;
  /** Forgets it: the thing is gone. */
  discard(): void;
}

interface AutosaveOptions<T> extends Pick<AutosaveParts<T>, 'save' | 'merge'> {
  /** The engine's last settled answer that tells of the thing (see `useSettled`): another object each time. */
  answer: object;
  /** Whether a stored draft and the answer say the same, though not in the same words: it then stays. */
  agrees?(value: T): boolean;
}

const windowClock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, work) {
    const timer = window.setTimeout(work, delayMs);
    return () => window.clearTimeout(timer);
  },
};

const edits = new Set<Pick<Autosave<unknown>, 'flush' | 'discard'>>();

/** Stores whatever is typed and not stored yet; resolves when all of it is written or refused. */
export const flushEdits = async (): Promise<void> =>
  void (await Promise.all([...edits].map((edit) => edit.flush())));

/** Forgets what could not be stored: it belongs to an audit that is not open any more. */
export function discardEdits(): void {
  for (const edit of edits) edit.discard();
}

async function storeAndLetClose(): Promise<void> {
  await flushEdits();
  await call('shell.readyToClose', {});
}

const storeAll = (): void => void flushEdits();

export function connectAutosave(): void {
  window.addEventListener('pagehide', storeAll);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') storeAll();
  });
  onEngineEvent((event) => {
    if (event.type === 'engine' && event.state === 'up') storeAll();
    if (event.type === 'closing') void storeAndLetClose();
  });
}

/** A save that the engine's death cut off is made once more, by the engine that is started next. */
async function saveThroughDeath<T>(save: (value: T) => Promise<unknown>, value: T): Promise<void> {
  try {
    await save(value);
  } catch (error) {
    if (!(error instanceof AssayError) || error.data.code !== 'engine.died') throw error;
    await save(value);
  }
}

/** Once the field is gone, nobody sees beside it that its value was refused. */
async function storeAndLeave<T>(edit: Autosave<T>): Promise<void> {
  await edit.flush();
  edits.delete(edit);
  const state = edit.state();
  if (state.status === 'failed') notifyError(state.error);
}

interface Editing<T> {
  answer: object;
  /** The next answer after all of it was stored takes its place: a later undo may bring an older value back. */
  draft: { value: T; isStored: boolean } | null;
  status: EditStatus;
  error: ErrorData | null;
}

type Step<T> =
  | { type: 'changed'; value: T; merge(earlier: T, later: T): T }
  | { type: 'told'; state: AutosaveState }
  | { type: 'answered'; answer: object; agrees(value: T): boolean };

function step<T>(editing: Editing<T>, next: Step<T>): Editing<T> {
  const { draft } = editing;
  switch (next.type) {
    case 'changed': {
      const value = draft === null ? next.value : next.merge(draft.value, next.value);
      return { ...editing, draft: { value, isStored: false } };
    }
    case 'answered': {
      const stays = draft?.isStored !== true || next.agrees(draft.value);
      return { ...editing, answer: next.answer, draft: stays ? draft : null };
    }
    case 'told':
      return { ...editing, ...told(editing, next.state) };
  }
}

function told<T>({ draft }: Editing<T>, state: AutosaveState): Partial<Editing<T>> {
  switch (state.status) {
    case 'failed':
      return { status: 'editing', error: errorDataOf(state.error) };
    case 'saved':
      return { status: 'saved', error: null, draft: draft && { ...draft, isStored: true } };
    case 'unchanged':
      return { status: 'unchanged', error: null, draft: null };
    default:
      return { status: state.status };
  }
}

/** `save` and `merge` are those of the first render: give the component a `key` that names the thing. */
export function useAutosave<T>({
  save,
  merge,
  answer,
  agrees = () => false,
}: AutosaveOptions<T>): AutosavedEdit<T> {
  const [editing, dispatch] = useReducer<Editing<T>, [Step<T>]>(step, {
    answer,
    draft: null,
    status: 'unchanged',
    error: null,
  });
  const [autosave] = useState(() =>
    createAutosave<T>({
      save: (value) => saveThroughDeath(save, value),
      merge,
      clock: windowClock,
      onState: (state) => dispatch({ type: 'told', state }),
    }),
  );
  useEffect(() => {
    edits.add(autosave);
    return () => void storeAndLeave(autosave);
  }, [autosave]);

  const answered = { type: 'answered', answer, agrees } as const;
  const isNew = editing.answer !== answer;
  if (isNew) dispatch(answered);
  const { draft, status, error } = isNew ? step(editing, answered) : editing;
  return {
    draft,
    status,
    error,
    change(value) {
      dispatch({ type: 'changed', value, merge });
      autosave.change(value);
    },
    async commit() {
      await autosave.flush();
      return autosave.state().status !== 'failed';
    },
    discard: () => autosave.discard(),
  };
}
