import { AssayError } from '../../../shared/domain/errors.ts';

/** What an audit holds does not decode, or is not what stands beside it. `where` names table and row. */
export const damaged = (where: string, why: string): AssayError =>
  new AssayError({
    code: 'audit.damaged',
    message: `The audit is damaged: ${where}: ${why}.`,
    hint: 'Keep the file as it is and open a backup, or import the source again from its raw bytes.',
  });

/** What a text says as JSON; undefined where it is none, for whoever checks its shape next. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
