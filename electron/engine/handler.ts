// What answers the contract's methods: one function a method.
import type { EngineMethod, Output, Received } from '../../shared/contract/index.ts';
import type { CallContext } from './session.ts';

export type Handlers = {
  [M in EngineMethod]: (context: CallContext, input: Received<M>) => Output<M> | Promise<Output<M>>;
};
