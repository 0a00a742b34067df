import { create } from 'zustand';
import type { Input } from '../../shared/contract/index.ts';
import type { AuditInfo } from '../../shared/contract/audit.ts';
import { placesKept } from '../../shared/contract/preferences.ts';
import { openingNotices } from '../../shared/domain/notices.ts';
import { call, onEngineEvent } from './bridge.ts';
import { dismissPreview } from './importPreview.ts';
import { failedImportOf, forgetImports, importAs } from './imports.ts';
import { mayLeaveAudit } from './leaving.ts';
import { navigate, onPlaceChange } from './router.ts';
import { setPreference, usePreferences } from './preferences.ts';
import { notifyClosing, notifyError, notifyUntilRead } from './toasts.ts';
import { discardEdits, flushEdits } from './useAutosave.ts';

interface AuditStore {
  info: AuditInfo | null;
  /** When the last change reached the file, epoch ms: the engine commits before it answers. */
  savedAtMs: number | null;
}

export const useAudit = create<AuditStore>(() => ({ info: null, savedAtMs: null }));

/** The zone in which the open audit shows times. */
export const useTimeZone = (): string => useAudit(({ info }) => info?.timeZone ?? 'UTC');

export async function refreshAudit(): Promise<AuditInfo | null> {
  const info = await call('audit.current', {});
  useAudit.setState({ info });
  return info;
}

/** Places kept, those of the audits left last. */

/** Shows an audit that was just opened or created, at the place where it was left. */
function enterAudit(info: AuditInfo): void {
  discardEdits();
  useAudit.setState({ info, savedAtMs: null });
  navigate(usePreferences.getState().places[info.auditId] ?? '/overview');
}

/** False when the user stays because an import or a signing runs. What is typed is stored; no import begins any more. */
async function prepareToLeave(): Promise<boolean> {
  if (!(await mayLeaveAudit())) return false;
  await flushEdits();
  forgetImports();
  void dismissPreview();
  return true;
}

export async function openAudit(path: string): Promise<void> {
  if (await prepareToLeave()) enterAudit(await call('audit.open', { path, write: 'preferred' }));
}

export async function createAudit(details: Input<'audit.create'>): Promise<void> {
  if (await prepareToLeave()) enterAudit(await call('audit.create', details));
}

export async function closeAudit(): Promise<void> {
  if (!(await prepareToLeave())) return;
  await call('audit.close', {});
  discardEdits();
  useAudit.setState({ info: null, savedAtMs: null });
  navigate('/');
}

/** The audit brought up to date, and when the interrupted import began, that were told of last: each is told of once. */
const toldOf: { migrated: string | null; interrupted: string | null } = { migrated: null, interrupted: null };

function tellOpening({ info }: AuditStore): void {
  if (info === null) return;
  const { migrated, interrupted } = openingNotices(info);
  if (migrated !== null && toldOf.migrated !== info.auditId) {
    toldOf.migrated = info.auditId;
    notifyUntilRead(migrated);
  }
  const { interruptedImport } = info;
  if (interruptedImport === null || interrupted === null) return;
  if (toldOf.interrupted === interruptedImport.at) return;
  toldOf.interrupted = interruptedImport.at;
  const failed = failedImportOf(interruptedImport.file);
  notifyUntilRead(
    interrupted,
    failed && { label: 'Import again', run: () => importAs(failed.id, failed.reading) },
  );
}

export function connectAudit(): void {
  useAudit.subscribe(tellOpening);
  onEngineEvent((event) => {
    if (event.type === 'changed') {
      useAudit.setState({ savedAtMs: Date.now() });
      if (event.topics.includes('audit')) refreshAudit().catch(notifyError);
    }
    if (event.type === 'notice') notifyClosing(event.notice);
    if (event.type === 'engine' && event.state === 'up') refreshAudit().catch(notifyError);
  });
  onPlaceChange(() => {
    const { info } = useAudit.getState();
    const address = window.location.hash.slice(1);
    if (!info || address === '' || address === '/') return;
    const { [info.auditId]: _before, ...others } = usePreferences.getState().places;
    const kept = Object.entries({ ...others, [info.auditId]: address }).slice(-placesKept);
    setPreference('places', Object.fromEntries(kept));
  });
}
