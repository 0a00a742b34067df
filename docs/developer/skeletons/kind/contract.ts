// Stands in `shared/contract/notes.ts`: what the window and the command line may ask about the kind.
import { z } from 'zod';
import { query, type KindContract } from '../../../../shared/contract/define.ts';

export const note = z.object({
  id: z.int(),
  sourceId: z.int(),
  /** Epoch ms. */
  timeMs: z.number(),
  text: z.string(),
});
export type Note = z.infer<typeof note>;

export const kind = {
  id: 'notes',
  name: 'Notes',
  file: 'file of notes',
  place: '/notes',
  methods: { 'note.list': query({ input: z.object({}), output: z.object({ notes: z.array(note) }) }) },
} as const satisfies KindContract;
