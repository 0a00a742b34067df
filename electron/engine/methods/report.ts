import type { Handlers } from '../engine.ts';

const missing = (): never => {
  throw new Error('not built yet');
};

export const reportHandlers = {
  'report.preview': missing,
  'report.build': missing,
} satisfies Partial<Handlers>;
