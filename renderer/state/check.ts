// The state of the method, asked once for the whole window: rail, status bar and overview read the same answer.
import { createContext, use } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import type { QueryState } from './query.ts';

export type MethodCheck = Output<'method.check'>;

export const MethodCheckContext = createContext<QueryState<MethodCheck>>({
  data: null,
  error: null,
  loading: false,
  reload: () => undefined,
});

export const useMethodCheck = (): QueryState<MethodCheck> => use(MethodCheckContext);
