// `data/notes.json`: every note. Its schema is its own and follows neither the tables nor the contract.
import { z } from 'zod';
import type { BundleDocument } from '../../../../electron/engine/db/document.ts';
import { listNotes } from './store.ts';

const content = z.strictObject({
  notes: z.array(z.strictObject({ id: z.int(), sourceId: z.int(), timeMs: z.number(), text: z.string() })),
});
export type NotesDocument = z.infer<typeof content>;

export const notesDocument: BundleDocument<NotesDocument> = {
  name: 'data/notes.json',
  version: 1,
  schema: content,
  upgrades: {},
  read: (db) => ({
    notes: listNotes(db).map(({ id, sourceId, timeMs, text }) => ({ id, sourceId, timeMs, text })),
  }),
};
