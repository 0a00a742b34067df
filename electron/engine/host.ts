// Entry of the engine process: speaks the contract over whichever channel started it, Electron's utility process
// or a Node child process. Ends when the channel closes, so that no engine outlives its window.
import { url as debuggerUrl } from 'node:inspector';
import type { EngineMethod } from '../../shared/contract/index.ts';
import { toErrorData } from '../../shared/domain/errors.ts';
import { createAnalysisRunner } from './analyses/runner.ts';
import { createEngine } from './engine.ts';
import type { EngineReply, EngineRequest } from './protocol.ts';

interface UtilityPort {
  on(event: 'message', listener: (message: { data: EngineRequest }) => void): void;
  postMessage(message: EngineReply): void;
}

const utilityPort = (process as unknown as { parentPort?: UtilityPort }).parentPort;
const send = (message: EngineReply): void => {
  if (utilityPort) utilityPort.postMessage(message);
  else if (process.connected) process.send?.(message);
};

const analyses = createAnalysisRunner();
const engine = createEngine((event) => send({ type: 'event', event }), analyses);

async function stop(): Promise<void> {
  await engine.close();
  process.exit(0);
}

async function answer(request: EngineRequest): Promise<void> {
  if (request.type === 'close') return stop();
  if (request.type === 'alive?') return send({ type: 'alive', isDebugged: debuggerUrl() !== undefined });
  try {
    const output = await engine.call(request.method as EngineMethod, request.input as never, request.jobId);
    send({ type: 'result', id: request.id, result: { ok: true, output } });
    // Whoever opens an audit soon asks something of it.
    if (request.method === 'audit.open' || request.method === 'audit.create') analyses.prepare();
  } catch (error) {
    send({ type: 'result', id: request.id, result: { ok: false, error: toErrorData(error) } });
  }
}

if (utilityPort) utilityPort.on('message', ({ data }) => void answer(data));
else {
  process.on('message', (message) => void answer(message as EngineRequest));
  process.on('disconnect', () => void stop());
}
send({ type: 'ready' });
