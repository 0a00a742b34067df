import type { Handlers } from '../engine.ts';

const missing = (): never => {
  throw new Error('not built yet');
};

export const methodHandlers = {
  'method.check': missing,
  'method.values': missing,
  'method.setField': missing,
  'method.logTime': missing,
  'edit.undo': missing,
  'edit.redo': missing,
} satisfies Partial<Handlers>;
