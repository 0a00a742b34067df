export { call, errorDataOf, onEngineEvent } from './bridge.ts';
export { useQuery, type QueryState } from './query.ts';
export { attempt, notify, notifyError, useToasts } from './toasts.ts';
export { cancelJob, secondsLeft, shareDone, startJob, useJobs } from './jobs.ts';
export { useEngine } from './engineState.ts';
export { setPreference, themes, usePreferences, type Theme } from './preferences.ts';
export { hrefOf, matchPath, navigate, usePlace } from './router.ts';
export { closeAudit, enterAudit, openAudit, refreshAudit, useAudit, useTimeZone } from './audit.ts';
export { useMethodCheck, type MethodCheck } from './check.ts';
