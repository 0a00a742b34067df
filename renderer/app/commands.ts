// Each command is declared once: the application menu names it by id, its keys work anywhere in the window, and the
// palette and the sheet of shortcuts list it.
import { phases } from '../../shared/playbook/playbook.ts';
import { call } from '../state/bridge.ts';
import { closeAudit, openAudit, useAudit } from '../state/audit.ts';
import { findInView, isTyping } from '../state/find.ts';
import { pickImports } from '../state/importPreview.ts';
import { setPreference, usePreferences, type Theme } from '../state/preferences.ts';
import { navigate } from '../state/router.ts';
import { attempt, notify } from '../state/toasts.ts';
import { stepBack, stepForward } from '../state/undo.ts';
import { showOverlay, toggleInspector } from './frameState.ts';

export interface Command {
  /** The application menu sends the same ids (`menuCommands` of the contract). */
  id: string;
  title: string;
  group: 'Audit' | 'Evidence' | 'Edit' | 'Go to' | 'View';
  /** Such as `Mod+Shift+Z`; Mod is Ctrl, or Cmd on macOS. */
  keys?: string;
  /** Only while an audit is open. */
  needsAudit?: boolean;
  run(): void;
}

async function pickAudit(): Promise<void> {
  const { paths } = await call('shell.pick', { purpose: 'open-audit' });
  if (paths?.[0]) await openAudit(paths[0]);
}

async function pickAndFollowImports(): Promise<void> {
  if (await pickImports()) navigate('/sources');
}

async function openSample(): Promise<void> {
  const { path } = await call('shell.openSample', {});
  await openAudit(path);
}

/** In a text field the field's own history; elsewhere the audit's. */
async function stepHistory(step: 'undo' | 'redo'): Promise<void> {
  if (isTyping(document.activeElement)) {
    document.execCommand(step);
    return;
  }
  if (useAudit.getState().info === null) return;
  const text = step === 'undo' ? await stepBack() : await stepForward();
  notify(text ?? (step === 'undo' ? 'There is nothing to undo.' : 'There is nothing to do again.'));
}

const toggleRail = (): void => setPreference('railOpen', !usePreferences.getState().railOpen);

const theme = (id: Theme, title: string): Command => ({
  id: `theme.${id}`,
  title,
  group: 'View',
  run: () => setPreference('theme', id),
});

const place = (id: string, title: string, address: string, keys?: string): Command => ({
  id,
  title,
  group: 'Go to',
  needsAudit: true,
  ...(keys && { keys }),
  run: () => navigate(address),
});

export const commands: readonly Command[] = [
  {
    id: 'audit.new',
    title: 'New audit',
    group: 'Audit',
    keys: 'Mod+N',
    run: () => navigate('/?new'),
  },
  {
    id: 'audit.open',
    title: 'Open audit',
    group: 'Audit',
    keys: 'Mod+O',
    run: () => void attempt(pickAudit),
  },
  {
    id: 'sample.open',
    title: 'Open the sample engagement',
    group: 'Audit',
    run: () => void attempt(openSample),
  },
  {
    id: 'audit.particulars',
    title: 'Edit the audit’s particulars',
    group: 'Audit',
    needsAudit: true,
    run: () => showOverlay('particulars'),
  },
  {
    id: 'audit.close',
    title: 'Close audit',
    group: 'Audit',
    needsAudit: true,
    run: () => void attempt(closeAudit),
  },
  {
    id: 'source.import',
    title: 'Import evidence',
    group: 'Evidence',
    keys: 'Mod+I',
    needsAudit: true,
    run: () => void pickAndFollowImports(),
  },
  {
    id: 'bundle.verify',
    title: 'Verify a bundle',
    group: 'Audit',
    run: () => navigate(useAudit.getState().info ? '/signing' : '/verify'),
  },
  {
    id: 'edit.undo',
    title: 'Undo',
    group: 'Edit',
    keys: 'Mod+Z',
    run: () => void attempt(() => stepHistory('undo')),
  },
  {
    id: 'edit.redo',
    title: 'Redo',
    group: 'Edit',
    keys: 'Mod+Shift+Z',
    run: () => void attempt(() => stepHistory('redo')),
  },
  {
    id: 'view.find',
    title: 'Find in view',
    group: 'Edit',
    keys: 'Mod+F',
    run: () => {
      findInView();
    },
  },
  place('go.overview', 'Overview', '/overview'),
  ...phases.map(({ id, name }) =>
    place(`view.phase.${id}`, `Phase ${id}: ${name}`, `/phase/${id}`, `Mod+${id + 1}`),
  ),
  place('go.sources', 'Sources', '/sources'),
  place('go.metrics', 'Metrics', '/metrics'),
  place('go.traces', 'Traces', '/traces'),
  place('go.profiles', 'Profiles', '/profiles'),
  place('go.findings', 'Findings', '/findings'),
  place('report.show', 'Report', '/report'),
  place('bundle.sign', 'Sign & verify', '/signing'),
  place('go.journal', 'Journal', '/journal'),
  {
    id: 'view.back',
    title: 'Back',
    group: 'Go to',
    keys: 'Alt+ArrowLeft',
    run: () => window.history.back(),
  },
  {
    id: 'view.forward',
    title: 'Forward',
    group: 'Go to',
    keys: 'Alt+ArrowRight',
    run: () => window.history.forward(),
  },
  {
    id: 'view.palette',
    title: 'Search or run a command',
    group: 'View',
    keys: 'Mod+K',
    run: () => showOverlay('palette'),
  },
  {
    id: 'view.rail',
    title: 'Show or hide the rail',
    group: 'View',
    keys: 'Mod+B',
    needsAudit: true,
    run: toggleRail,
  },
  {
    id: 'view.inspector',
    title: 'Show or hide the inspector',
    group: 'View',
    keys: 'Mod+Shift+B',
    needsAudit: true,
    run: toggleInspector,
  },
  theme('system', 'Theme: as the system'),
  theme('light', 'Theme: light'),
  theme('dark', 'Theme: dark'),
  theme('contrast', 'Theme: high contrast'),
  {
    id: 'help.shortcuts',
    title: 'Keyboard shortcuts',
    group: 'View',
    keys: '?',
    run: () => showOverlay('shortcuts'),
  },
];

const byId = new Map(commands.map((command) => [command.id, command]));

export const commandOf = (id: string): Command => {
  const command = byId.get(id);
  if (!command) throw new Error(`There is no command “${id}”.`);
  return command;
};

export const isAvailable = (command: Command): boolean =>
  !command.needsAudit || useAudit.getState().info !== null;

/** Runs a command by id; one that needs an audit does nothing without one, and unknown ids are passed over. */
export function runCommand(id: string): void {
  const command = byId.get(id);
  if (command && isAvailable(command)) command.run();
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The command whose keys are pressed. `isMac` decides whether Mod is Cmd or Ctrl. */
export function commandFor(event: Pressed, isMac: boolean): Command | undefined {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return commands.find(({ keys }) => {
    if (!keys) return false;
    const parts = keys === '?' ? ['?'] : keys.split('+');
    const wanted = parts.at(-1) as string;
    return (
      wanted === key &&
      parts.includes('Mod') === mod &&
      parts.includes('Alt') === event.altKey &&
      (wanted === '?' || parts.includes('Shift') === event.shiftKey)
    );
  });
}
