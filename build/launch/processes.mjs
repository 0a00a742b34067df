// Running other programs: streamed or captured, with a time limit, and never left behind when the launcher is told to end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {{ status: number, output: string, timedOut: boolean }} Outcome */

/** @type {Set<ChildProcess>} */
const running = new Set();
/** @type {NodeJS.Signals[]} */
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const signalStatus = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };

/** Signals a child started here and, where it leads a process group, everything that it started. */
export function signalTree(/** @type {ChildProcess} */ child, /** @type {NodeJS.Signals} */ signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // Already gone, which is what was wanted.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/** The program that runs in our place: it decides what a signal means, and we end when it does. @type {ChildProcess | undefined} */
let inOurPlace;

function onSignal(/** @type {NodeJS.Signals} */ signal) {
  if (inOurPlace) {
    inOurPlace.kill(signal);
    return;
  }
  endChildren();
  process.exit(statusOfSignal(signal));
}

function endChildren() {
  for (const child of running) signalTree(child, 'SIGTERM');
}

/** Signals are watched only while something runs: a command that goes on in this process has its own ways. */
function watchSignals() {
  if (running.size > 0) return;
  for (const signal of endSignals) process.on(signal, onSignal);
  process.on('exit', endChildren);
}

function unwatchSignals() {
  for (const signal of endSignals) process.off(signal, onSignal);
  process.off('exit', endChildren);
}

/**
 * Starts a program as the leader of its own process group, ended together with the launcher.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function start(command, args, options) {
  watchSignals();
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  running.add(child);
  const forget = () => {
    running.delete(child);
    if (running.size === 0) unwatchSignals();
  };
  child.once('exit', forget);
  child.once('error', forget);
  return child;
}

/**
 * Runs a program to its end. `show` streams its output (to stderr: stdout belongs to the command's own answer),
 * `stream` lets it write where we write, `capture` keeps it.
 * A program that cannot be started has status 127, one ended by the limit `timedOut`.
 * @param {string} command
 * @param {string[]} args
 * @param {{ output?: 'show' | 'stream' | 'capture', limitMs?: number, cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<Outcome>}
 */
export async function run(command, args, { output = 'capture', limitMs, ...options } = {}) {
  const streams = { show: [2, 2], stream: [1, 2], capture: ['pipe', 'pipe'] }[output];
  const child = start(command, args, { ...options, stdio: /** @type {any} */ (['ignore', ...streams]) });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  }
  let timedOut = false;
  const timer = limitMs
    ? setTimeout(() => {
        timedOut = true;
        signalTree(child, 'SIGKILL');
      }, limitMs)
    : undefined;
  try {
    const [code, signal] = await once(child, 'close');
    return { status: code ?? statusOfSignal(signal), output: text, timedOut };
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    return { status: 127, output: `${text}${message}`, timedOut };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs a program in our place: same terminal, same process group, signals passed on, its exit status returned.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
export async function passThrough(command, args, options) {
  for (const signal of endSignals) process.on(signal, onSignal);
  // From a terminal it has the signal already, from `kill` only we do. A second one is harmless.
  inOurPlace = spawn(command, args, { ...options, stdio: 'inherit' });
  const [code, signal] = await once(inOurPlace, 'exit');
  return code ?? statusOfSignal(signal);
}

/** The shell's convention, 128 + signal number. @param {string | null} signal */
function statusOfSignal(signal) {
  return signalStatus[/** @type {keyof typeof signalStatus} */ (signal)] ?? 128;
}
