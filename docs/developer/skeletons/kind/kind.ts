import type { Kind } from '../../../../electron/engine/kinds/kind.ts';
import type { CallContext } from '../../../../electron/engine/session.ts';
import { id, type NoteBatch } from './batch.ts';
import { notesDocument, type NotesDocument } from './document.ts';
import { noteSink } from './sink.ts';
import { listNotes } from './store.ts';
import { notesMigration } from './tables.ts';

/** In a kind that is registered, `satisfies Pick<Handlers, 'note.list'>` (engine/handler.ts) types them instead. */
const noteHandlers = {
  'note.list': ({ audit }: CallContext) => ({ notes: listNotes(audit().db) }),
};

export const kind = {
  id,
  migrations: [notesMigration],
  tables: ['note'],
  openSink: noteSink,
  document: notesDocument,
  handlers: noteHandlers,
} satisfies Kind<NoteBatch, NotesDocument>;
