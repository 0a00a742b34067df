// An engine that answers without a database, to test both ways of starting one where Electron's own Node cannot load
// better-sqlite3. It knows facts about itself, typed arrays, how to die, and how to block for ever.
import process from 'node:process';

const port = /** @type {{ parentPort?: NodeJS.EventEmitter & { postMessage(message: unknown): void } }} */ (
  /** @type {unknown} */ (process)
).parentPort;

/** @param {unknown} message */
const send = (message) => (port ? port.postMessage(message) : process.send?.(message));

/** @type {Readonly<Record<string, () => unknown>>} */
const answers = {
  'audit.current': () => ({
    runsIn: port ? 'utility-process' : 'child-process',
    variables: Object.keys(process.env),
  }),
  'profile.flame': () => ({ totals: new Float64Array([0.5, 1e300, -0]), parent: new Int32Array([-1, 0, 2]) }),
  'report.preview': () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  'source.list': () => process.kill(process.pid, 'SIGKILL'),
};

/** @param {{ type: string, id: number, method: string }} request */
function receive(request) {
  if (request.type === 'close') process.exit(0);
  if (request.type === 'alive?') return send({ type: 'alive', isDebugged: false });
  send({ type: 'result', id: request.id, result: { ok: true, output: answers[request.method]?.() ?? {} } });
}

if (port) port.on('message', ({ data }) => receive(data));
else {
  process.on('message', (request) => receive(/** @type {never} */ (request)));
  process.on('disconnect', () => process.exit(0));
}
send({ type: 'ready' });
