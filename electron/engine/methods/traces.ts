import type { Handlers } from '../engine.ts';

const missing = (): never => {
  throw new Error('not built yet');
};

export const traceHandlers = {
  'trace.summary': missing,
  'trace.list': missing,
  'trace.get': missing,
  'trace.criticalPath': missing,
} satisfies Partial<Handlers>;
