import type { Handlers } from '../engine.ts';

const missing = (): never => {
  throw new Error('not built yet');
};

export const profileHandlers = {
  'profile.list': missing,
  'profile.functions': missing,
  'profile.flame': missing,
} satisfies Partial<Handlers>;
