// The one entry of `npm start`, `npm test`, `npm run assay`, `npm run bench` and `npm run package`.
// Works from a bare clone: only Node built-ins are used until the npm packages are there, and from then on
// everything runs under the Node 24 that one of those packages carries.
import { existsSync } from 'node:fs';
import { ensurePackages } from './launch/packages.mjs';
import { nodeEnvironment, nodeFlags, paths } from './launch/paths.mjs';
import { passThrough } from './launch/processes.mjs';
import { SetupError, say } from './launch/say.mjs';

const commands = ['start', 'test', 'assay', 'bench', 'package'];
const [command = '', ...rest] = process.argv.slice(2);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** True on a Node that can load every package, better-sqlite3 with its Node-API 10 included. */
const isCurrentNode = major > 22 || (major === 22 && minor >= 14);

async function main() {
  if (!commands.includes(command))
    throw new SetupError(`usage: node build/launch.mjs ${commands.join(' | ')}`);
  if (major < 20)
    throw new SetupError(`Node ${process.versions.node} is too old: Node 20 or newer is needed.`);
  await ensurePackages();
  if (!isCurrentNode && !existsSync(paths.node)) {
    throw new SetupError(
      `Node ${process.versions.node} runs this, and no packaged Node 24 exists for ${process.platform} ${process.arch}.`,
      'Install Node 24 and try again.',
    );
  }
  const hasFlags = nodeFlags.every((flag) => process.execArgv.includes(flag));
  if (!isCurrentNode || !hasFlags) {
    const node = isCurrentNode ? process.execPath : paths.node;
    return passThrough(node, [...nodeFlags, import.meta.filename, command, ...rest], {
      env: nodeEnvironment(),
    });
  }
  Object.assign(process.env, nodeEnvironment());
  const { run } = await import(`./launch/command-${command}.mjs`);
  return run(rest);
}

try {
  // A status is left undefined when the command goes on in this process and ends it itself.
  const status = await main();
  if (status !== undefined) process.exitCode = status;
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.hint ? `${error.message} ${error.hint}` : error.message);
  // For `assay`, 1 to 4 are answers of the command itself; 5 is a fault of its own (docs/cli.md).
  process.exitCode = error.status ?? (command === 'assay' ? 5 : 1);
}
