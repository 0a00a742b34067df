// The one window. It is shown once it has something to show, and remembers its size.
import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import type { ClosingQuestion } from '../../shared/contract/closing.ts';
import type { JsonFile } from './json-file.ts';
import { pageUrl } from './scheme.ts';
import { placeOnScreens, smallest, type WindowState } from './window-state.ts';

/** The canvas tokens, so that the first frame has the page's colour. */
const canvas = { light: '#f5f7f9', dark: '#0e1115' } as const;

export const canvasColour = (): string => canvas[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'];

export function createWindow(preload: string, stateFile: JsonFile<WindowState>): BrowserWindow {
  const state = placeOnScreens(
    stateFile.read(),
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const { maximised, ...bounds } = state;
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Assay',
    backgroundColor: canvasColour(),
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      // The preload script runs in frames too, to close them; Node stays out of all.
      nodeIntegrationInSubFrames: true,
      webSecurity: true,
      webviewTag: false,
      devTools: !app.isPackaged,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
    },
  });
  if (maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    stateFile.write({ ...window.getNormalBounds(), maximised: window.isMaximized() });
  });
  // The title names the audit, which the page does not know before it is loaded.
  window.on('page-title-updated', (event) => event.preventDefault());
  showPage(window);
  return window;
}

/** True for the answer that closes. */
export async function askBeforeClosing(
  window: BrowserWindow,
  { message, detail, close, goOn }: ClosingQuestion,
): Promise<boolean> {
  const buttons = [close, goOn];
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message,
    detail,
    buttons,
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return buttons[response] === close;
}

/** Longer than a slow disk needs for the page's files. */
const loadLimitMs = 15_000;
const loadAttempts = 3;

/**
 * Loads the page. Where the graphics process fails at its start, a page now and then waits for its channel for ever
 * (Electron 33 on a display without acceleration: one start in ninety): such a page is ended and loaded anew.
 */
function showPage(window: BrowserWindow, attempt = 1): void {
  const { webContents } = window;
  let isStuck = false;
  const timer = setTimeout(() => {
    if (window.isDestroyed() || attempt === loadAttempts) return;
    isStuck = true;
    webContents.forcefullyCrashRenderer();
  }, loadLimitMs);
  const isLoaded = (): void => clearTimeout(timer);
  webContents.once('did-finish-load', isLoaded);
  window.once('closed', isLoaded);
  webContents.once('render-process-gone', (_event, { reason }) => {
    isLoaded();
    if (isStuck) showPage(window, attempt + 1);
    else whenPageGone(window, reason);
  });
  void window.loadURL(pageUrl);
}

/** The engine holds the audit, so a page that crashed can be shown again; one that keeps crashing cannot. */
function whenPageGone(window: BrowserWindow, reason: string): void {
  if (reason === 'clean-exit' || window.isDestroyed()) return;
  const choice = dialog.showMessageBoxSync(window, {
    type: 'error',
    message: `The window’s page ended: ${reason}.`,
    detail: 'What you entered is saved in the audit. The page can be shown again.',
    buttons: ['Show again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  });
  if (choice === 0) showPage(window);
  else window.close();
}
