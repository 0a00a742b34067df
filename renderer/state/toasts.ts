import { create } from 'zustand';
import type { ClosingNotice } from '../../shared/contract/audit.ts';
import type { ErrorData } from '../../shared/domain/errors.ts';
import { errorDataOf } from './bridge.ts';

export interface Toast {
  id: number;
  tone: 'plain' | 'good' | 'bad';
  text: string;
  hint?: string;
  /** Stays until it is put away, as errors do. */
  stays?: boolean;
  /** One thing to do about it, such as undo. */
  action?: { label: string; run(): void };
}

interface ToastStore {
  toasts: Toast[];
  show(toast: Omit<Toast, 'id'>): number;
  dismiss(id: number): void;
}

/** Kept on screen at once; older ones make room. */
const shownAtOnce = 4;
let nextId = 1;

export const useToasts = create<ToastStore>((set) => ({
  toasts: [],
  show(toast) {
    const id = nextId++;
    set(({ toasts }) => ({ toasts: [...toasts, { ...toast, id }].slice(-shownAtOnce) }));
    return id;
  },
  dismiss(id) {
    set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
  },
}));

/** Says that something was done, with the way back where there is one. */
export const notify = (text: string, action?: Toast['action']): number =>
  useToasts.getState().show({ tone: 'plain', text, ...(action && { action }) });

/** Says what must not be missed. */
export const notifyUntilRead = (text: string, action?: Toast['action']): number =>
  useToasts.getState().show({ tone: 'plain', text, stays: true, ...(action && { action }) });

/** Says what closing an audit could not do. */
export const notifyClosing = ({ message, hint }: ClosingNotice): number =>
  useToasts.getState().show({ tone: 'plain', text: message, hint, stays: true });

export function notifyError(thrown: unknown): void {
  const error: ErrorData = errorDataOf(thrown);
  useToasts.getState().show({ tone: 'bad', text: error.message, ...(error.hint && { hint: error.hint }) });
}

/** Runs a command from a click or a key; what it throws is shown. Resolves to null when it failed. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    notifyError(error);
    return null;
  }
}
