// The window's end of the contract: calls that throw, and one subscription to the engine's events.
import type { CallResult, Input, MethodName, Output, WindowBridge } from '../../shared/contract/index.ts';
import type { EngineEvent } from '../../shared/contract/jobs.ts';
import { AssayError, toErrorData, type ErrorData } from '../../shared/domain/errors.ts';

declare global {
  interface Window {
    assay: WindowBridge;
  }
}

/** Calls a method and returns its output. Throws `AssayError`, whose `data` says what happened and what to do. */
export async function call<M extends MethodName>(
  method: M,
  input: Input<M>,
  jobId?: string,
): Promise<Output<M>> {
  const result: CallResult<M> = await window.assay.call(method, input, jobId);
  if (!result.ok) throw new AssayError(result.error);
  return result.output;
}

export const errorDataOf = (thrown: unknown): ErrorData => toErrorData(thrown);

type Listener = (event: EngineEvent) => void;
const listeners = new Set<Listener>();

/** Listens to the engine; returns the function that stops listening. */
export function onEngineEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Starts the one subscription all listeners share. Called once, before the first render. */
export function connectEvents(): void {
  window.assay.onEvent((event) => {
    for (const listener of listeners) listener(event);
  });
}
