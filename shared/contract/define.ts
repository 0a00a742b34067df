import type { z } from 'zod';

/** A query reads; a command changes the audit at once; a job takes long, reports progress and can be cancelled. */
export type MethodKind = 'query' | 'command' | 'job';

/**
 * What a method does with a file that its input names: opens an audit, which is then written to; reads it; writes it,
 * which makes a new file, or where the input's `replace` is true takes the place of one; or shows it in its folder.
 */
export type FileUse = 'open' | 'read' | 'write' | 'show';

/** One door between window, command line and engine. Both ends validate with the same schemas. */
export interface Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: MethodKind;
  /** Which process answers: the engine (evidence, SQL) or the shell (dialogs, recent files, windows). */
  owner: 'engine' | 'shell';
  input: I;
  output: O;
  /** Input fields that name files: the shell lets through only paths the user gave for this use. */
  paths?: Partial<Readonly<Record<string, FileUse>>>;
}

type Definition<I extends z.ZodType, O extends z.ZodType> = {
  input: I;
  output: O;
  paths?: { readonly [Field in keyof z.input<I>]?: FileUse };
};

const define =
  (kind: MethodKind, owner: Method['owner']) =>
  <I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>): Method<I, O> => ({
    kind,
    owner,
    ...definition,
  });

/** All members of a union of objects as one object. */
export type Merged<Parts> = (Parts extends unknown ? (part: Parts) => void : never) extends (
  merged: infer All,
) => void
  ? All
  : never;

/** What the contract says of one kind of evidence. */
export interface KindContract {
  id: string;
  /** Such as “Traces”, over a list of it. */
  name: string;
  /** What a file of it is called in a count, such as “trace file”. */
  file: string;
  /** Address of the screen that shows it. */
  place: string;
  methods: Readonly<Record<string, Method>>;
}

export const query = define('query', 'engine');
export const command = define('command', 'engine');
export const job = define('job', 'engine');
export const shellQuery = define('query', 'shell');
export const shellCommand = define('command', 'shell');
