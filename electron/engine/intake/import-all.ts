// The engine's side of importing many files at once, some of them in archives and folders. Each file and each member is
// in the audit whole before the next is begun; what is left is told with its reason.
import { basename, resolve } from 'node:path';
import type { Input, Output } from '../../../shared/contract/index.ts';
import type { LeftFile, Source } from '../../../shared/contract/sources.ts';
import { AssayError, toErrorData, type ErrorData } from '../../../shared/domain/errors.ts';
import type { OpenAudit } from '../db/database.ts';
import { appendJournal, type Json } from '../db/journal.ts';
import { markImport, unmarkImport } from '../db/import-mark.ts';
import { sourceWithHash } from '../db/sources.ts';
import { nextSourceId, removeStaging } from '../db/staging.ts';
import { asAuditError } from '../db/system-errors.ts';
import type { JobContext } from '../jobs/runner.ts';
import type { ContainerForm } from './containers/container.ts';
import { stopsAll } from './containers/import-members.ts';
import { containerFormOf } from './containers/open.ts';
import { formatNamed } from './detect.ts';
import { runContainerWorker } from './import-worker.ts';
import { importSource, keepStaged, settingsOf, unmarkWhereThereIsRoom } from './run.ts';

type ImportAll = Input<'source.importAll'>;
type Outcome = Output<'source.importAll'>;

/** Entries of each list that the journal names; all are counted. */
const namedInJournal = 100;

/**
 * Throws what stops everything, such as a full disk or a cancel, after which the audit holds the sources that were
 * taken before and the journal says which.
 */
export async function importAll(audit: OpenAudit, input: ImportAll, job: JobContext): Promise<Outcome> {
  if (input.as !== undefined) formatNamed(input.as);
  for (const { as } of input.only ?? []) if (as !== undefined) formatNamed(as);
  const outcome: Outcome = { sources: [], left: [], hidden: 0 };
  for (const path of input.paths) {
    const chosen = input.only?.filter((one) => resolve(one.path) === resolve(path));
    if (chosen?.length === 0) continue;
    const form = await containerFormOf(path).catch((error: unknown) => {
      if (stopsAll(error)) throw error;
      // A plain file that cannot be looked at: its import says why, and the journal with it.
      return null;
    });
    const one =
      form === null
        ? await importPlain(audit, path, { ...input, as: chosen?.[0]?.as ?? input.as }, job)
        : await importContainer(audit, path, form, input, chosen, job);
    outcome.sources.push(...one.sources);
    outcome.left.push(...one.left);
    outcome.hidden += one.hidden;
  }
  return outcome;
}

async function importPlain(
  audit: OpenAudit,
  path: string,
  { as, timeZone, options }: ImportAll,
  job: JobContext,
): Promise<Outcome> {
  try {
    return {
      sources: [await importSource(audit, { path, as, timeZone, options }, job)],
      left: [],
      hidden: 0,
    };
  } catch (error) {
    if (stopsAll(error)) throw error;
    return { sources: [], left: [leftFile(path, null, null, toErrorData(error))], hidden: 0 };
  }
}

const leftFile = (
  path: string,
  container: string | null,
  member: string | null,
  { code, message, hint, line, offset }: ErrorData,
): LeftFile => ({
  path: resolve(path),
  container,
  member,
  code,
  reason: message,
  ...(hint !== undefined && { hint }),
  ...(line !== undefined && { line }),
  ...(offset !== undefined && { offset }),
});

async function importContainer(
  audit: OpenAudit,
  given: string,
  form: ContainerForm,
  input: ImportAll,
  chosen: ImportAll['only'],
  job: JobContext,
): Promise<Outcome> {
  const path = resolve(given);
  const name = basename(path);
  const outcome: Outcome = { sources: [], left: [], hidden: 0 };
  const only =
    chosen === undefined
      ? null
      : new Map(chosen.flatMap(({ member, as }) => (member === null ? [] : [[member, as] as const])));
  try {
    markImport(audit.db, { file: name, kept: 0 });
    const request = { type: 'container', path, form, settings: settingsOf(audit, input), only } as const;
    await runContainerWorker(request, job, {
      staged(source) {
        outcome.sources.push(keepOrFindTwin(audit, source, name, outcome.sources.length + 1));
        return nextSourceId(audit.db);
      },
      left: ({ member, error }) => void outcome.left.push(leftFile(path, name, member, error)),
      hidden: () => void (outcome.hidden += 1),
    });
    recordContainer(audit, name, outcome, null);
    return outcome;
  } catch (error) {
    const known = asAuditError(error, audit.path);
    const told = job.signal.aborted ? cancelled(path, outcome.sources) : known;
    recordContainer(audit, name, outcome, toErrorData(told));
    throw told;
  } finally {
    removeStaging(audit.dataPath);
  }
}

/** The same bytes twice, also within one container: the first source, under the name of the second. */
function keepOrFindTwin(audit: OpenAudit, source: Source, container: string, kept: number): Source {
  const twin = sourceWithHash(audit.db, source.sha256);
  if (twin) return { ...twin, file: source.file, container: source.container, duplicateOf: twin.id };
  keepStaged(audit, source, () => markImport(audit.db, { file: container, kept }));
  return source;
}

function cancelled(path: string, taken: readonly Source[]): AssayError {
  const names = taken.slice(0, 10).map(({ container, file }) => container?.member ?? file);
  const rest = taken.length > names.length ? ` and ${taken.length - names.length} more` : '';
  return new AssayError({
    code: 'job.cancelled',
    message:
      taken.length === 0
        ? 'The import was cancelled; nothing of it was kept.'
        : `The import was cancelled. Kept is what was whole by then: ${names.join(', ')}${rest}.`,
    file: path,
  });
}

/** One entry for the container: what was taken, what was left and why. On a full disk there is no room for it. */
function recordContainer(audit: OpenAudit, name: string, outcome: Outcome, error: ErrorData | null): void {
  if (audit.readOnly || !audit.db.open) return;
  if (error?.code === 'disk.full') {
    unmarkWhereThereIsRoom(audit);
    return;
  }
  const taken = outcome.sources.filter(({ duplicateOf }) => duplicateOf === undefined);
  const again = outcome.sources.length - taken.length;
  const counts = [
    `${taken.length} imported`,
    ...(again > 0 ? [`${again} already there`] : []),
    `${outcome.left.length} left`,
  ].join(', ');
  const detail: Json = {
    container: name,
    takenCount: taken.length,
    taken: taken
      .slice(0, namedInJournal)
      .map(({ id, container, file }) => ({ id, member: container?.member ?? file })),
    alreadyThere: again,
    leftCount: outcome.left.length,
    left: outcome.left.slice(0, namedInJournal).map(({ member, code, reason }) => ({ member, code, reason })),
    hidden: outcome.hidden,
    ...(error !== null && { stoppedBy: { code: error.code, message: error.message } }),
  };
  const action = error === null ? 'container.imported' : 'container.stopped';
  const summary = `${name}: ${counts}${error === null ? '' : ', then it was stopped'}.`;
  audit.db.transaction(() => {
    unmarkImport(audit.db);
    appendJournal(audit.db, action, summary, detail);
  })();
}
