// The engine in Electron's utility process, where Electron's own Node can load better-sqlite3.
import { utilityProcess } from 'electron';
import type { EngineReply } from '../../engine/protocol.ts';
import { keepTail, type StartEngine } from './channel.ts';

export const startInUtilityProcess =
  (entry: string, env: Record<string, string>): StartEngine =>
  ({ onMessage, onExit }) => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Assay engine',
      execArgv: [],
      env,
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    const stderr = keepTail(4096);
    child.stderr?.on('data', (bytes: Buffer) => {
      const text = bytes.toString('utf8');
      stderr.add(text);
      process.stderr.write(text);
    });
    child.on('message', (message) => onMessage(message as EngineReply));
    child.on('exit', (code) => {
      const lastLine = stderr.lastLine();
      onExit(lastLine === '' ? `ended with status ${code}` : `ended with status ${code}: ${lastLine}`);
    });
    return {
      send: (request) => child.postMessage(request),
      kill: () => {
        // `kill()` asks politely; an engine that hangs does not hear it.
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      },
    };
  };
