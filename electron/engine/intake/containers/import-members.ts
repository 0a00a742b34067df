// The members of a container into the staging database, one at a time: each is whole there before the next is begun.
import type { Source } from '../../../../shared/contract/sources.ts';
import { AssayError, toErrorData } from '../../../../shared/domain/errors.ts';
import { asAuditError } from '../../db/system-errors.ts';
import { importIntoStaging, type ImportProgress } from '../pipeline.ts';
import type { ContainerRequest, LeftMember } from '../worker-messages.ts';
import type { Container, Entry } from './container.ts';
import { baseNameOf } from './member-name.ts';
import { openContainer } from './open.ts';

export interface MemberEvents {
  report(progress: ImportProgress): void;
  left(left: LeftMember): void;
  hidden(): void;
  /** Resolves to the id for the next source when the staging database may be emptied. */
  staged(source: Source): Promise<number>;
}

/** What stops the import of everything, not of one file alone: the disk, the audit, or a fault of Assay. */
export function stopsAll(error: unknown): boolean {
  return !(error instanceof AssayError) || /^(?:disk|audit|job|internal|system|usage)\./u.test(error.code);
}

/** Throws only what stops all; the rest is told to `events.left`. */
export async function importMembers(request: ContainerRequest, events: MemberEvents): Promise<void> {
  let sourceId = request.settings.sourceId;
  await eachEntry(request, events, async (container, entry) => {
    const as = request.only?.get(entry.member) ?? request.settings.as;
    const source = await importIntoStaging(
      {
        fileName: baseNameOf(entry.member),
        place: placeOf(request.path, entry.member),
        container: { file: container.name, member: entry.member },
        bytes: entry.bytes,
        open: entry.open,
        hasChanged: async () => false,
      },
      { ...request.settings, sourceId, as },
      () => events.report({ phase: 'Reading', ...container.progress() }),
    );
    sourceId = await events.staged(source);
  });
}

/** How errors name a member. */
export const placeOf = (path: string, member: string): string => `${path}: ${member}`;

async function eachEntry(
  { path, form, only }: ContainerRequest,
  events: MemberEvents,
  take: (container: Container, entry: Extract<Entry, { state: 'file' }>) => Promise<void>,
): Promise<void> {
  const leave = (thrown: unknown, member: string | null): void => {
    const error = asAuditError(thrown, member === null ? path : placeOf(path, member));
    if (stopsAll(error)) throw error;
    events.left({ member, error: toErrorData(error) });
  };
  let container: Container | undefined;
  try {
    container = await openContainer(path, form);
    let found = 0;
    for await (const entry of container.entries()) {
      found += 1;
      if (entry.state === 'hidden') events.hidden();
      else if (only !== null && !only.has(entry.member)) continue;
      else if (entry.state === 'left') leave(entry.error, entry.member);
      else {
        try {
          await take(container, entry);
        } catch (error) {
          leave(error, entry.member);
        }
      }
    }
    if (found === 0) leave(nothingInside(path), null);
  } catch (error) {
    leave(error, null);
  } finally {
    await container?.close();
  }
}

export const nothingInside = (path: string): AssayError =>
  new AssayError({
    code: 'container.empty',
    message: 'There is no file in it.',
    file: path,
    hint: 'Export it again; an empty archive often means that the export failed.',
  });
