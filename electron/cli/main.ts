// The command line: a thin caller of the contract, with the engine in the same thread. assay.ts is the process around it.
import { writeSync } from 'node:fs';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { AuditInfo, ClosingNotice } from '../../shared/contract/audit.ts';
import { AssayError, exitStatusOf, toErrorData } from '../../shared/domain/errors.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import type { Answer } from './command.ts';
import type { CommandThread, Interruption, ToProcess } from './command-thread.ts';
import { commands } from './commands/registry.ts';
import { openingNotices } from '../../shared/domain/notices.ts';
import { visible, visibleJson } from '../../shared/domain/visible.ts';
import { jsonPieces, progressPrinter, renderError } from './output.ts';

/** By the shell's custom, 128 and the number of the signal. */
const interruptions: Readonly<Record<Interruption, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

const port = parentPort as MessagePort;
const { isTerminal } = workerData as CommandThread;

const say = (line: string): void => void process.stderr.write(`${visible(line)}\n`);

/** The engine as commands see it: what opening an audit came upon is told of wherever one is opened. */
function telling(engine: Engine): Engine {
  return {
    ...engine,
    async call(method, input, jobId) {
      const output = await engine.call(method, input, jobId);
      if (method === 'audit.open') {
        const { migrated, interrupted } = openingNotices(output as AuditInfo);
        for (const notice of [migrated, interrupted]) if (notice !== null) say(notice);
      }
      return output;
    },
  };
}

/** Characters gathered for one write. */
const printAtOnce = 64 * 1024;

/** Writes all of it before the process ends, also into a pipe that is slow to read; stops where nobody reads on. */
function print(pieces: Iterable<string>): void {
  let held = '';
  for (const piece of pieces) {
    held += piece;
    if (held.length < printAtOnce) continue;
    if (!write(held)) return;
    held = '';
  }
  write(held);
}

/** False when the reader has gone. */
function write(text: string): boolean {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'EPIPE') return false;
      if (code !== 'EAGAIN') throw error;
    }
  }
  return true;
}

function* document(value: unknown): Generator<string, void, undefined> {
  for (const piece of jsonPieces(value)) yield visibleJson(piece);
  yield '\n';
}

function* lines(texts: Iterable<string>): Generator<string, void, undefined> {
  for (const text of texts) yield `${visible(text)}\n`;
}

/** Runs one command line and returns the exit status. */
async function main(argv: readonly string[]): Promise<number> {
  const wantsJson = argv.includes('--json');
  const drawProgress = isTerminal ? progressPrinter(process.stderr) : () => undefined;
  /** What could not be done when an audit was closed. */
  const notices: ClosingNotice[] = [];
  const engine = telling(
    createEngine((event) =>
      event.type === 'notice' ? void notices.push(event.notice) : drawProgress(event),
    ),
  );
  let result: Answer | undefined;
  const program = new Command('assay')
    .description('Offline performance audits, from raw evidence to a signed report bundle.')
    .version(packageJson.version)
    .configureHelp({ sortSubcommands: true })
    .exitOverride()
    .configureOutput({
      // The lines of a usage error are the parser's own; what they quote was typed here.
      writeErr: (message) => {
        if (!wantsJson) process.stderr.write(message.split('\n').map(visible).join('\n'));
      },
    });
  for (const command of commands) {
    command
      .define(program.command(command.name).description(command.summary))
      .option('--json', 'one JSON document on stdout')
      .action(async function (this: Command) {
        result = await command.run({ engine, say }, this.args, this.opts());
      });
  }
  port.once('message', (signal: Interruption) => {
    port.postMessage({ heard: signal } satisfies ToProcess);
    // The interrupted command says what it did not do before the process ends.
    void engine.close().then(() => setImmediate(() => process.exit(interruptions[signal])));
  });
  // Waiting for an interruption is nothing to stay alive for.
  port.unref();
  try {
    await program.parseAsync([...argv], { from: 'user' });
    // Closed before anything is said: what a command did is in the file by then, or it says what is not.
    await engine.close();
    const at = notices.findIndex(({ code }) => code !== 'audit.still-read');
    const [fault] = at < 0 ? [] : notices.splice(at, 1);
    if (fault !== undefined) throw new AssayError(fault);
    if (result === undefined) return 0;
    print(wantsJson ? document(result.json) : lines(result.text()));
    return result.yes ? 0 : 1;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const data =
      error instanceof CommanderError
        ? {
            code: 'usage.invalid',
            message: error.message.replace(/^error: /u, ''),
            hint: 'See assay --help.',
          }
        : toErrorData(error);
    if (wantsJson) print(document({ error: data }));
    else if (!(error instanceof CommanderError)) process.stderr.write(`${renderError(data)}\n`);
    if (!(error instanceof CommanderError) && !(error instanceof AssayError) && process.env['ASSAY_DEBUG']) {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    }
    return exitStatusOf(data.code);
  } finally {
    await engine.close();
    for (const { message, hint } of notices) say([message, hint].join(' '));
  }
}

process.exitCode = await main(process.argv.slice(2));
