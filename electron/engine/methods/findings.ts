import type { Handlers } from '../engine.ts';

const missing = (): never => {
  throw new Error('not built yet');
};

export const findingHandlers = {
  'claim.list': missing,
  'claim.create': missing,
  'claim.update': missing,
  'claim.remove': missing,
  'evidence.list': missing,
  'evidence.pin': missing,
  'evidence.remove': missing,
  'evidence.recompute': missing,
} satisfies Partial<Handlers>;
