// Runs the real command line and the real engine process from source, as separate processes that can be killed.
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { nodeFlags } from '../../electron/main/supervision/runtime.ts';
import type { EngineReply, EngineRequest } from '../../electron/engine/protocol.ts';

const root = resolve(import.meta.dirname, '../..');
export const cliPath = resolve(root, 'electron/cli/assay.ts');

export interface CliResult {
  status: number | null;
  stdout: string;
  stderr: string;
  /** The one JSON document on stdout. */
  json: {
    error?: { code: string; message: string; file?: string; line?: number; offset?: number; hint?: string };
  } & Record<string, unknown>;
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += String(chunk);
  return all;
}

/** Runs `assay … --json`. `uid` runs it as another user, for what root may always do. */
export async function assay(args: string[], options: { uid?: number } = {}): Promise<CliResult> {
  const result = await assayForReader([...args, '--json'], options);
  return { ...result, json: JSON.parse(result.stdout) as CliResult['json'] };
}

/** Runs `assay …` as a person does, who reads what it prints. */
export async function assayForReader(
  args: string[],
  { uid }: { uid?: number } = {},
): Promise<Omit<CliResult, 'json'>> {
  const child = spawn(process.execPath, [...nodeFlags, cliPath, ...args], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  const ended = new Promise<number | null>((done) => void child.once('close', done));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout, stderr };
}

/** The engine as the window starts it under the fallback runtime. */
export function startEngine(): ChildProcess {
  return fork(resolve(root, 'electron/engine/host.ts'), {
    execArgv: [...nodeFlags],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

export function callEngine(
  engine: ChildProcess,
  id: number,
  method: string,
  input: unknown,
): Promise<EngineReply> {
  return new Promise((done) => {
    const listen = (reply: EngineReply): void => {
      if (reply.type !== 'result' || reply.id !== id) return;
      engine.off('message', listen);
      done(reply);
    };
    engine.on('message', listen);
    engine.send({ type: 'call', id, method, input } satisfies EngineRequest);
  });
}

/** Numbers that no compression makes small (Knuth's multiplicative hash). */
const scattered = (index: number): number => Math.imul(index + 1, 2_654_435_761) >>> 0;

/** A wide CSV of this many rows and ten columns, about 120 bytes a row. */
export async function writeWideCsv(path: string, rows: number): Promise<void> {
  const stream = createWriteStream(path);
  stream.write(`time,${Array.from({ length: 10 }, (_, column) => `metric_${column}`).join(',')}\n`);
  for (let row = 0; row < rows; row += 1) {
    const cells = Array.from({ length: 10 }, (_, column) => scattered(row * 10 + column) / 1000);
    const line = `${1_772_496_000_000 + row * 1000},${cells.join(',')}\n`;
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}

/** Everything an audit says, table by table, but for the journal, and the sums of what is stored. */
export function contentOf(auditPath: string): Record<string, unknown[]> {
  const db = new Database(auditPath, { readonly: true });
  try {
    const tables = db
      .prepare(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not in ('journal', 'checksum') order by name",
      )
      .all() as { name: string }[];
    return Object.fromEntries(tables.map(({ name }) => [name, db.prepare(`select * from ${name}`).all()]));
  } finally {
    db.close();
  }
}

export function integrityOf(auditPath: string): string {
  const db = new Database(auditPath);
  try {
    return String(db.pragma('integrity_check', { simple: true }));
  } finally {
    db.close();
  }
}
