import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Input, MethodName, Output } from '../../shared/contract/index.ts';
import type { Topic } from '../../shared/contract/jobs.ts';
import type { ErrorData } from '../../shared/domain/errors.ts';
import { call, errorDataOf, onEngineEvent } from './bridge.ts';

export interface QueryState<T> {
  /** The last answer; kept while a newer one is on its way. */
  data: T | null;
  error: ErrorData | null;
  /** True while an answer is awaited, the first or a newer one. */
  loading: boolean;
  reload(): void;
}

/**
 * The last answer to a query that always asks the same, as a new object each time, taken only when no newer one is on
 * its way: what is stored before it is asked for is in it. An answer outlives errors.
 */
export function useSettled<T>({ data, loading }: QueryState<T>): T | null {
  const [settled, setSettled] = useState(data);
  const isNew = !loading && data !== null && data !== settled;
  if (isNew) setSettled(data);
  return isNew ? data : settled;
}

export interface QueryOptions {
  /** Keep showing the answer to the previous input until the new one is there, as a chart does while it zooms. */
  keepPrevious?: boolean;
}

interface Answer<T> {
  key: string | null;
  data: T | null;
  error: ErrorData | null;
  pending: boolean;
}

/**
 * Asks a query and asks again when a `changed` event names one of `topics`. A `null` input asks nothing. Calls never
 * overlap: changes that arrive while an answer is awaited lead to one more call, and late answers to an older input
 * are dropped. Inputs are compared as JSON, so a new object each render is fine.
 */
export function useQuery<M extends MethodName>(
  method: M,
  input: Input<M> | null,
  topics: readonly Topic[],
  options: QueryOptions = {},
): QueryState<Output<M>> {
  const key = input === null ? null : `${method} ${JSON.stringify(input)}`;
  return useAnswer(key, () => call(method, input as Input<M>), topics, options);
}

/**
 * What `useQuery` does, for anything that is asked: `key` stands for the question, null for none; the signal of `ask`
 * is aborted when the question changes or its screen is left.
 */
export function useAnswer<T>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<T>,
  topics: readonly Topic[],
  options: QueryOptions = {},
): QueryState<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ key: null, data: null, error: null, pending: true });
  const request = useEffectEvent(ask);
  const askRef = useRef<() => void>(() => undefined);
  const topicKey = topics.join(' ');

  useEffect(() => {
    if (key === null) {
      askRef.current = () => undefined;
      return undefined;
    }
    const leaving = new AbortController();
    const { signal } = leaving;
    let asking = false;
    let askAgain = false;
    const ask = async (): Promise<void> => {
      if (asking) {
        askAgain = true;
        return;
      }
      asking = true;
      do {
        askAgain = false;
        setAnswer((before) => (before.pending ? before : { ...before, pending: true }));
        try {
          const data = await request(signal);
          if (signal.aborted) return;
          setAnswer({ key, data, error: null, pending: false });
        } catch (error) {
          if (signal.aborted) return;
          setAnswer({ key, data: null, error: errorDataOf(error), pending: false });
        }
      } while (askAgain);
      asking = false;
    };
    askRef.current = () => void ask();
    void ask();
    const wanted = new Set(topicKey.split(' '));
    const stop = onEngineEvent((event) => {
      if (event.type === 'changed' && event.topics.some((topic) => wanted.has(topic))) void ask();
      if (event.type === 'engine' && event.state === 'up') void ask();
    });
    return () => {
      leaving.abort();
      stop();
    };
  }, [key, topicKey]);

  const reload = useCallback(() => askRef.current(), []);
  const current = answer.key === key;
  const show = current || (options.keepPrevious === true && key !== null);
  return {
    data: show ? answer.data : null,
    error: current ? answer.error : null,
    loading: key !== null && (!current || answer.pending),
    reload,
  };
}
