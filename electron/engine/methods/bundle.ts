import type { Handlers } from '../engine.ts';

const missing = (): never => {
  throw new Error('not built yet');
};

export const bundleHandlers = {
  'key.generate': missing,
  'key.inspect': missing,
  'bundle.create': missing,
  'bundle.verify': missing,
} satisfies Partial<Handlers>;
