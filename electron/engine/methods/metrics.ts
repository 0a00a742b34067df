import type { Handlers } from '../engine.ts';

const missing = (): never => {
  throw new Error('not built yet');
};

export const metricHandlers = {
  'series.list': missing,
  'series.chart': missing,
  'series.stats': missing,
  'series.samples': missing,
} satisfies Partial<Handlers>;
