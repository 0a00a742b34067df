import type { Kind } from '../kind.ts';
import type { ProfileBatch } from './batch.ts';
import { profilesDocument, type ProfilesDocument } from './document.ts';
import { profileHandlers } from './handlers.ts';
import { profileSink } from './sink.ts';
import { profileLeavesMigration, profilesMigration } from './tables.ts';

export const kind = {
  id: 'profile',
  migrations: [profilesMigration, profileLeavesMigration],
  tables: ['profile'],
  openSink: profileSink,
  document: profilesDocument,
  handlers: profileHandlers,
} satisfies Kind<ProfileBatch, ProfilesDocument>;
