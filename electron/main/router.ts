// The shell's side of the contract: checks who calls, what is called, with what, and which files it names, and only
// then answers itself or asks the engine. Errors leave as data.
import {
  contract,
  type CallResult,
  type EngineMethod,
  type MethodName,
  type ShellMethod,
} from '../../shared/contract/index.ts';
import type { FileUse, Method } from '../../shared/contract/define.ts';
import { AssayError, toErrorData } from '../../shared/domain/errors.ts';
import type { Grant, Grants } from './grants.ts';
import type { ShellHandlers } from './shell-methods.ts';

export interface Router {
  answer(isOwnPage: boolean, method: unknown, input: unknown, jobId: unknown): Promise<CallResult>;
}

export interface Routes {
  grants: Grants;
  shell: ShellHandlers;
  engine(method: EngineMethod, input: unknown, jobId?: string): Promise<CallResult>;
}

const longestJobId = 100;

const refuse = (code: string, message: string, hint?: string): never => {
  throw new AssayError({ code, message, ...(hint === undefined ? {} : { hint }) });
};

function definitionOf(method: unknown): Method {
  const isKnown = typeof method === 'string' && Object.hasOwn(contract, method);
  return isKnown
    ? contract[method as MethodName]
    : refuse('usage.unknown-method', `There is no method “${String(method)}”.`);
}

function checkInput(method: string, definition: Method, input: unknown): unknown {
  const parsed = definition.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return refuse(
    'usage.invalid-input',
    `${method}: ${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'not valid'}`,
  );
}

const needed = (use: FileUse, replaces: boolean): Grant | 'any' => {
  if (use === 'write') return replaces ? 'replace' : 'create';
  return use === 'show' ? 'any' : use;
};

/** Throws `shell.path-not-granted` for a file that the user has not put within reach, or not for this. */
function checkPaths(definition: Method, input: unknown, grants: Grants): void {
  const fields = input as Readonly<Record<string, unknown>>;
  for (const [field, use] of Object.entries(definition.paths ?? {})) {
    if (use === undefined) continue;
    const grant = needed(use, fields['replace'] === true);
    const named = fields[field];
    for (const path of Array.isArray(named) ? named : [named]) {
      if (path === undefined || path === null) continue;
      if (typeof path !== 'string' || !grants.allows(path, grant)) throw notGranted(path, use);
      if (grant === 'replace') grants.takeBack(path, grant);
    }
  }
}

const purposes: Readonly<Record<FileUse, string>> = {
  open: 'to be opened',
  read: 'to be read',
  write: 'to be written',
  show: 'for anything',
};

const notGranted = (path: unknown, use: FileUse): AssayError =>
  new AssayError({
    code: 'shell.path-not-granted',
    message: `The file “${String(path)}” was not chosen in this window ${purposes[use]}.`,
    hint: 'Choose it in the file dialog or drop it on the window.',
  });

export function createRouter({ grants, shell, engine }: Routes): Router {
  return {
    async answer(isOwnPage, method, input, jobId) {
      try {
        if (!isOwnPage) refuse('shell.sender-refused', 'Only Assay’s own page may call the shell.');
        const definition = definitionOf(method);
        const name = method as MethodName;
        const isJobId = jobId === undefined || (typeof jobId === 'string' && jobId.length <= longestJobId);
        if (!isJobId) refuse('usage.invalid-input', `${name}: the job id is not a short text.`);
        const checked = checkInput(name, definition, input);
        checkPaths(definition, checked, grants);
        if (definition.owner === 'engine') {
          // What the page sent goes on as it is: the engine parses it again with the same schema.
          return await engine(name as EngineMethod, input, jobId as string | undefined);
        }
        const handle = shell[name as ShellMethod] as (input: unknown) => unknown;
        return { ok: true, output: (await handle(checked)) as never };
      } catch (error) {
        return { ok: false, error: toErrorData(error) };
      }
    },
  };
}
