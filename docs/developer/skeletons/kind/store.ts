import type { AuditDb } from '../../../../electron/engine/db/database.ts';
import type { Note } from './contract.ts';

/** Notes of the live sources in order of time; a source that was set aside shows none. */
export const listNotes = (db: AuditDb): Note[] =>
  db
    .prepare(
      `select note.id, note.source_id as sourceId, note.time_ms as timeMs, note.text
         from note join source on source.id = note.source_id and source.state = 'live'
         order by note.time_ms, note.id`,
    )
    .all() as Note[];
