import type { Command } from 'commander';
import type { Engine } from '../engine/engine.ts';
import { AssayError } from '../../shared/domain/errors.ts';

/** What a command leaves: the JSON of docs/cli.md, the same for a reader, and whether the answer is yes. */
export interface Answer {
  json: unknown;
  /** The lines; made only when they are printed, because a table may be long. */
  text(): Iterable<string>;
  /** False ends the program with status 1: it worked, and the answer is no. */
  yes: boolean;
}

export interface CliContext {
  engine: Engine;
  /** Lines for a person, on stderr. */
  say(line: string): void;
}

/** One command of the command line; `define` declares its arguments and options. */
export interface CliCommand {
  name: string;
  summary: string;
  define(command: Command): Command;
  run(context: CliContext, args: string[], options: Record<string, unknown>): Promise<Answer>;
}

export const answer = (json: unknown, text: () => Iterable<string>, yes = true): Answer => ({
  json,
  text,
  yes,
});

export function usageError(message: string, hint?: string): AssayError {
  return new AssayError({ code: 'usage.invalid', message, ...(hint !== undefined && { hint }) });
}

/** An argument the command's declaration made obligatory. */
export function required(args: readonly string[], index: number): string {
  const value = args[index];
  if (value === undefined) throw usageError(`Argument ${index + 1} is missing.`);
  return value;
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A whole number of at least one. */
export function positiveInteger(value: unknown, option: string): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw usageError(`--${option} takes a whole number of at least 1, not “${String(value)}”.`);
}

/** ISO 8601 with a zone, or epoch milliseconds. */
export function instantMs(value: unknown, option: string): number | undefined {
  if (value === undefined) return undefined;
  const given = String(value);
  if (/^-?\d+$/u.test(given)) return Number(given);
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/iu.test(given) || /^\d{4}-\d{2}-\d{2}$/u.test(given);
  const parsed = hasZone ? Date.parse(given) : Number.NaN;
  if (!Number.isNaN(parsed)) return parsed;
  throw usageError(
    `--${option} takes a time such as 2026-03-02T09:00:00Z, not “${given}”.`,
    'Give ISO 8601 with a zone, or milliseconds since 1970.',
  );
}

/** `k=v` pairs, collected. */
export function keyValues(values: unknown): Record<string, string> | undefined {
  if (!Array.isArray(values)) return undefined;
  return Object.fromEntries(
    values.map((pair: string) => {
      const at = pair.indexOf('=');
      if (at < 1) throw usageError(`--option takes KEY=VALUE, not “${pair}”.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
