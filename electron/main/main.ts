// Starts Assay: one instance, one window, one engine.
import { statSync } from 'node:fs';
import { url as debuggerUrl } from 'node:inspector';
import { join } from 'node:path';
import {
  app,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  session,
  type BrowserWindow,
  type IpcMainEvent,
} from 'electron';
import type { CallResult, EngineMethod } from '../../shared/contract/index.ts';
import type { AuditInfo, ClosingNotice } from '../../shared/contract/audit.ts';
import { closingQuestion } from '../../shared/contract/closing.ts';
import { keptPreferences } from '../../shared/contract/preferences.ts';
import { visible } from '../../shared/domain/visible.ts';
import { cliArguments, filesToOpen } from './arguments.ts';
import { runCli } from './command-line.ts';
import { createClosing, type Closing } from './closing.ts';
import { chooseEngine } from './supervision/start.ts';
import { createSupervisor, systemClock } from './supervision/supervisor.ts';
import { createEventFeed } from './events.ts';
import { createGrants } from './grants.ts';
import { jsonFile } from './json-file.ts';
import { findLayout, type Layout } from './layout.ts';
import { lockDownProcess, lockDownSession } from './lockdown.ts';
import { menuTemplate } from './menu.ts';
import { addRecent, recentAudits } from './recent.ts';
import { createRouter } from './router.ts';
import { createRunningJobs } from './running-jobs.ts';
import { answerFrom, customScheme, pageUrl, reportProblemPage, type ShownPage } from './scheme.ts';
import { applyTheme, createShellHandlers } from './shell-methods.ts';
import { refuseSwitches, testHooks } from './test-hooks.ts';
import { firstWindowState, windowState } from './window-state.ts';
import { askBeforeClosing, canvasColour, createWindow } from './window.ts';

/** Longer than the engine waits for its jobs, and then needs to fold its log into the audit and close it. */
const closePatienceMs = 20_000;

const surroundings = {
  isPackaged: app.isPackaged,
  isDebugged: debuggerUrl() !== undefined,
  environment: process.env,
};
const hooks = testHooks(surroundings);

/**
 * A test attaches to the shell before there is a window: attached while a page loads, the tool now and then leaves
 * that page waiting for ever. The name is the one that Playwright calls once it is attached.
 */
const testAttached = hooks.waitsForTool
  ? new Promise<void>((resolve) => Object.assign(globalThis, { __playwright_run: resolve }))
  : Promise.resolve();

refuseSwitches(app.commandLine, surroundings);
lockDownProcess();
protocol.registerSchemesAsPrivileged([customScheme]);

const layout = findLayout();
const cli = cliArguments(process.argv);
if (cli !== null) void runCli(layout, cli);
else if (app.requestSingleInstanceLock()) runWindow(layout);
else app.quit();

function inUserData(name: string): string {
  return join(app.getPath('userData'), name);
}

function runWindow(layout: Layout): void {
  const recentFile = jsonFile(inUserData('recent.json'), recentAudits, []);
  const preferencesFile = jsonFile(inUserData('preferences.json'), keptPreferences, {});
  const stateFile = jsonFile(inUserData('window.json'), windowState, firstWindowState);

  let window: BrowserWindow | null = null;
  let closing: Closing | null = null;
  const grants = createGrants();
  for (const { path } of recentFile.read()) grants.file(path, 'open');

  const feed = createEventFeed((event) => window?.webContents.send('assay:event', event));
  const jobs = createRunningJobs();
  const untold: ClosingNotice[] = [];
  const supervisor = createSupervisor(
    (listeners) => chooseEngine(layout, hooks)(listeners),
    (event) => {
      jobs.follow(event);
      // Of an audit that closes with its window no page can tell.
      if (event.type === 'notice' && window === null) untold.push(event.notice);
      else feed.emit(event);
    },
    systemClock,
  );

  async function callEngine(method: EngineMethod, input: unknown, jobId?: string): Promise<CallResult> {
    const result = await supervisor.call(method, input, jobId);
    noteAudit(method, result);
    return result;
  }

  /** The title and the recent list follow the audit that is open. */
  function noteAudit(method: EngineMethod, result: CallResult): void {
    const noneIsOpen = method === 'audit.current' && result.ok && result.output === null;
    if (method === 'audit.close' || noneIsOpen) window?.setTitle('Assay');
    const namesAudit = method === 'audit.open' || method === 'audit.create' || method === 'audit.update';
    if (!namesAudit || !result.ok) return;
    const { name, path } = result.output as AuditInfo;
    window?.setTitle(`${visible(name)} - Assay`);
    if (process.platform === 'darwin') window?.setRepresentedFilename(path);
    recentFile.write(addRecent(recentFile.read(), { path, name, openedAt: new Date().toISOString() }));
    app.addRecentDocument(path);
  }

  const router = createRouter({
    grants,
    shell: createShellHandlers({
      layout,
      grants,
      recent: recentFile,
      preferences: preferencesFile,
      window: () => window,
      restartEngine: (reopen) => supervisor.restart(reopen),
      readyToClose: () => closing?.pageIsReady(),
    }),
    engine: callEngine,
  });

  const isOwnPage = ({ senderFrame, sender }: Pick<IpcMainEvent, 'senderFrame' | 'sender'>): boolean =>
    window !== null &&
    sender === window.webContents &&
    senderFrame === window.webContents.mainFrame &&
    new URL(senderFrame.url).href.split('#')[0] === pageUrl;

  ipcMain.handle('assay:call', (event, method, input, jobId) =>
    router.answer(isOwnPage(event), method, input, jobId),
  );
  // Synchronous, so that a call made right after a drop finds its file within reach.
  ipcMain.on('assay:grant', (event, path: unknown) => {
    event.returnValue = isOwnPage(event) && typeof path === 'string' && grantDropped(path);
  });
  ipcMain.on('assay:listening', (event) => {
    if (isOwnPage(event)) feed.pageListens();
  });

  /** A forged file has no path: nothing to grant. */
  function grantDropped(path: string): boolean {
    const stats = path === '' ? undefined : statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return false;
    if (stats.isDirectory()) grants.folder(path, 'read');
    else grants.file(path, 'open', 'read');
    return true;
  }

  function openFiles(paths: readonly string[]): void {
    for (const path of paths) {
      grants.file(path, 'open', 'read');
      feed.emit({ type: 'open-file', path });
    }
  }

  function showWindow(): void {
    const shown = createWindow(layout.preload, stateFile);
    window = shown;
    closing = createClosing({
      askPage() {
        const canAnswer = feed.isHeard() && !shown.webContents.isCrashed();
        if (canAnswer) feed.emit({ type: 'closing' });
        return canAnswer;
      },
      after: systemClock.after,
      question: () => closingQuestion(jobs.list()),
      ask: (question) => askBeforeClosing(shown, question),
      close: () => shown.close(),
    });
    const { mayClose } = closing;
    shown.on('close', (event) => {
      if (!mayClose()) event.preventDefault();
    });
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) feed.pageLeft();
    });
    window.on('closed', () => {
      window = null;
      feed.pageLeft();
    });
  }

  async function renderReport(shown: ShownPage): Promise<string> {
    const result = await callEngine('report.page', shown);
    return result.ok ? (result.output as { html: string }).html : reportProblemPage(result.error.message);
  }

  app.on('second-instance', (_event, argv, workingFolder) => {
    openFiles(filesToOpen(argv, workingFolder));
    if (window === null) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFiles([path]);
  });
  app.on('activate', () => {
    if (window === null && app.isReady()) showWindow();
  });
  app.on('window-all-closed', () => app.quit());
  nativeTheme.on('updated', () => window?.setBackgroundColor(canvasColour()));

  let stopped = false;
  async function stopThenQuit(): Promise<void> {
    await supervisor.stop(closePatienceMs);
    for (const { message, hint } of untold.splice(0)) {
      await dialog.showMessageBox({ type: 'warning', title: 'Assay', message, detail: hint });
    }
    stopped = true;
    // Not in the same turn: a quit asked for while the prevented one is still being undone is ignored.
    setImmediate(() => app.quit());
  }
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void stopThenQuit();
  });

  async function open(): Promise<void> {
    await app.whenReady();
    await testAttached;
    lockDownSession();
    session.defaultSession.protocol.handle('app', answerFrom(layout.pageFolder, renderReport));
    applyTheme(preferencesFile.read());
    const menu = menuTemplate(
      (command) => feed.emit({ type: 'menu', command }),
      process.platform === 'darwin',
      app.isPackaged,
    );
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
    supervisor.start();
    openFiles(filesToOpen(process.argv, process.cwd()));
    showWindow();
  }
  void open();
}
