// A display where there is none: Xvfb, started and ended by the launcher.
import { once } from 'node:events';
import { signalTree, start } from './processes.mjs';
import { SetupError } from './say.mjs';
import { hasProgram } from './system.mjs';

const startLimitMs = 15_000;

/** True when a window can be opened on this desktop. */
export const hasDisplay = (platform = process.platform, env = process.env) =>
  platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);

/**
 * Runs `work` with a virtual display of its own; Xvfb picks a free number and reports it once it takes connections.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work given the environment that names the display
 * @returns {Promise<T>}
 */
export async function withVirtualDisplay(work) {
  if (!hasProgram('Xvfb'))
    throw new SetupError('Xvfb is missing.', 'Install the package that holds it (xvfb).');
  const args = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp', '-noreset'];
  const server = start('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let complaint = '';
  server.stderr?.setEncoding('utf8').on('data', (chunk) => (complaint = (complaint + chunk).slice(-2000)));
  try {
    const number = await displayNumber(server).catch(() => undefined);
    if (number === undefined) {
      throw new SetupError(
        `Xvfb did not start: ${complaint.trim().split('\n').at(-1) || 'it gave no reason'}`,
      );
    }
    const { WAYLAND_DISPLAY: _, ...env } = process.env;
    return await work({ ...env, DISPLAY: `:${number}` });
  } finally {
    signalTree(server, 'SIGTERM');
  }
}

/** @param {import('node:child_process').ChildProcess} server @returns {Promise<string>} */
async function displayNumber(server) {
  const pipe = /** @type {import('node:stream').Readable} */ (server.stdio[3]);
  pipe.setEncoding('utf8');
  const signal = AbortSignal.timeout(startLimitMs);
  const ended = once(server, 'exit', { signal }).then(() => {
    throw new Error('ended');
  });
  const named = once(pipe, 'data', { signal }).then(([text]) => String(text).trim());
  return Promise.race([named, ended]);
}
