// The engine as a child of a Node of its own, for a runtime whose Node cannot load better-sqlite3.
import { fork } from 'node:child_process';
import type { EngineReply } from '../../engine/protocol.ts';
import { keepTail, type StartEngine } from './channel.ts';
import { nodeFlags } from './runtime.ts';

export const startInChildProcess =
  (entry: string, node: string, env: Record<string, string>): StartEngine =>
  ({ onMessage, onExit }) => {
    const child = fork(entry, [], {
      execPath: node,
      execArgv: [...nodeFlags],
      env,
      // Typed arrays arrive as typed arrays.
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    const stderr = keepTail(4096);
    let gone = false;
    const exit = (reason: string): void => {
      if (gone) return;
      gone = true;
      onExit(reason);
    };
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr.add(text);
      process.stderr.write(text);
    });
    child.on('message', (message) => onMessage(message as EngineReply));
    child.on('error', (error) => exit(`could not be started: ${error.message}`));
    child.on('exit', (code, signal) => {
      const how = signal === null ? `ended with status ${code}` : `was ended by ${signal}`;
      const lastLine = stderr.lastLine();
      exit(lastLine === '' ? how : `${how}: ${lastLine}`);
    });
    return {
      send: (request) => {
        // The exit event follows; the supervisor then fails what was pending.
        child.send(request, () => undefined);
      },
      kill: () => child.kill('SIGKILL'),
    };
  };
