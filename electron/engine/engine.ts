// The engine: answers the contract's methods. Plain Node; it never imports electron. It runs in a process of its
// own behind host.ts, and in the same process under the command line.
import { engineContract, type EngineMethod, type Input, type Output } from '../../shared/contract/index.ts';
import type { EngineEvent } from '../../shared/contract/jobs.ts';
import { AssayError } from '../../shared/domain/errors.ts';
import { createAnalysisRunner, type AnalysisRunner } from './analyses/runner.ts';
import { damaged } from './db/damaged.ts';
import { explainFailure } from './db/system-errors.ts';
import { createJobRunner } from './jobs/runner.ts';
import { handlersWith } from './handlers.ts';
import { callContext, closeCurrent, type CallContext, type Session } from './session.ts';

export interface Engine {
  /** Validates, answers, validates. Throws `AssayError`. `jobId` names a job for progress and cancel. */
  call<M extends EngineMethod>(method: M, input: Input<M>, jobId?: string): Promise<Output<M>>;
  /**
   * Cancels the jobs, waits until they have removed what they had begun, and closes the audit, leaving one file with
   * nothing beside it. Where nothing runs, all of that is done when the call returns; the threads end after it.
   */
  close(): Promise<void>;
}

export function createEngine(
  emit: (event: EngineEvent) => void,
  analyses: AnalysisRunner = createAnalysisRunner(),
): Engine {
  const session: Session = { current: null, jobs: createJobRunner(emit), readers: analyses, emit };
  const handlers = handlersWith(analyses);
  return {
    async call(method, input, jobId) {
      const definition = engineContract[method];
      if (definition === undefined || definition.owner !== 'engine') {
        throw new AssayError({
          code: 'usage.unknown-method',
          message: `There is no method “${String(method)}”.`,
        });
      }
      const parsed = definition.input.safeParse(input);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw new AssayError({
          code: 'usage.invalid-input',
          message: `${method}: ${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'not valid'}`,
        });
      }
      const handler = handlers[method] as (context: CallContext, input: unknown) => unknown;
      let output: unknown;
      try {
        output = await handler(callContext(session, method, jobId), parsed.data);
      } catch (error) {
        throw explainFailure(error, session.current);
      }
      const answered = definition.output.safeParse(output);
      if (answered.success) return answered.data as Output<typeof method>;
      const [issue] = answered.error.issues;
      if (session.current === null || issue === undefined) throw answered.error;
      // What the contract does not know can only have come from the file.
      throw damaged(`${method}: ${issue.path.join('.')}`, issue.message);
    },
    async close() {
      await closeCurrent(session, () => undefined);
      await analyses.end();
    },
  };
}
