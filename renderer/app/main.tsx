import '../ui/styles.css';
import { createRoot } from 'react-dom/client';
import { connectEvents, onEngineEvent } from '../state/bridge.ts';
import { connectAudit, refreshAudit } from '../state/audit.ts';
import { connectEngineState } from '../state/engineState.ts';
import { connectJobs } from '../state/jobs.ts';
import { connectAutosave } from '../state/useAutosave.ts';
import { loadPreferences } from '../state/preferences.ts';
import { notifyError } from '../state/toasts.ts';
import { connectTheme, showTextVisibly } from '../ui/index.ts';
import { App } from './App.tsx';
import { openPaths } from './openFiles.ts';

showTextVisibly();
connectEvents();
connectJobs();
connectEngineState();
connectAudit();
connectAutosave();
connectTheme();

/**
 * Preferences and the open audit are known before the first paint, so that nothing jumps; a failure of either still
 * leaves a window to work in.
 */
async function start(): Promise<void> {
  await Promise.all([loadPreferences().catch(notifyError), refreshAudit().catch(notifyError)]);
  createRoot(document.getElementById('root') as HTMLElement).render(<App />);
}

const started = start();

// A file that the start itself names, as a double click does, arrives before the window knows whether an audit is open.
async function openWhenStarted(path: string): Promise<void> {
  await started;
  openPaths([path]);
}
onEngineEvent((event) => {
  if (event.type === 'open-file') void openWhenStarted(event.path);
});
