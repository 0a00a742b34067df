import '../ui/styles.css';
import { createRoot } from 'react-dom/client';
import { connectEvents } from '../state/bridge.ts';
import { connectAudit, refreshAudit } from '../state/audit.ts';
import { connectEngineState } from '../state/engineState.ts';
import { connectJobs } from '../state/jobs.ts';
import { loadPreferences } from '../state/preferences.ts';
import { notifyError } from '../state/toasts.ts';
import { App } from './App.tsx';

connectEvents();
connectJobs();
connectEngineState();
connectAudit();

/**
 * Preferences and the open audit are known before the first paint, so that nothing jumps; a failure of either still
 * leaves a window to work in.
 */
async function start(): Promise<void> {
  await Promise.all([loadPreferences().catch(notifyError), refreshAudit().catch(notifyError)]);
  createRoot(document.getElementById('root') as HTMLElement).render(<App />);
}

void start();
