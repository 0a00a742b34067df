// Drives the real Assay window: a fresh user, the fallback or a given Electron, and every complaint of the page
// turned into a failed test.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import type { CallResult, Input, MethodName, Output, WindowBridge } from '../../../shared/contract/index.ts';
import type { DialogPurpose } from '../../../shared/contract/shell.ts';
import { findRuntime, root } from './runtime.ts';

declare global {
  interface Window {
    assay: WindowBridge;
  }
}

export type Theme = 'light' | 'dark';

export interface LaunchOptions {
  /** A user's folder to start from, kept afterwards; a new one, removed at the end, when absent. */
  userFolder?: string;
  /** More arguments, such as a file to open. */
  args?: string[];
  env?: Record<string, string>;
  theme?: Theme;
  /** Another program than the checkout's, such as a packaged one. */
  executablePath?: string;
  /** A program that runs the checkout's Electron with the arguments it is given, such as one that traces it. */
  tracedBy?: string;
  /** Run with Chromium's own sandbox, which root cannot. */
  chromiumSandbox?: boolean;
  /** Complaints of the page that a test expects. */
  expectedComplaints?: RegExp;
}

export interface AssayApp {
  electron: ElectronApplication;
  page: Page;
  /** Home of this run's user: settings, documents, and a place for a test's own files. */
  userFolder: string;
  /** Puts a file or folder within the page's reach, as picking it in this dialog does, and returns its path. */
  grant(path: string, purpose: DialogPurpose): Promise<string>;
  /** Calls the contract as the page does; an error of the call fails the test. */
  call<M extends MethodName>(method: M, input: Input<M>, jobId?: string): Promise<Output<M>>;
  /** Creates an audit through the contract and leaves it open. Returns its path. */
  createAudit(name?: string): Promise<string>;
  importFile(path: string): Promise<Output<'source.import'>>;
  /** Shows the place with this address, such as `#/sources`. */
  goto(hash: string): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
  /** Writes `test-results/screens/NAME.png` and returns its path. */
  screenshot(name: string): Promise<string>;
  /** What the page complained of so far: errors, console errors, refusals by its content policy. */
  complaints: readonly string[];
  /** Ends the app as closing its window does, and fails when the page complained. */
  close(): Promise<void>;
}

const screens = join(root, 'test-results/screens');

export async function launchApp(options: LaunchOptions = {}): Promise<AssayApp> {
  const userFolder = options.userFolder ?? mkdtempSync(join(tmpdir(), 'assay-e2e-'));
  const runtime = options.executablePath
    ? { executablePath: options.executablePath, appArguments: [] }
    : findRuntime();
  const electron = await _electron.launch({
    executablePath: options.tracedBy ?? runtime.executablePath,
    chromiumSandbox: options.chromiumSandbox ?? false,
    // Playwright would hold the page to light, whatever the app asks for.
    colorScheme: null,
    args: [
      ...runtime.appArguments,
      // On a virtual display a page now and then waits for ever for the graphics process.
      '--disable-gpu',
      `--user-data-dir=${join(userFolder, 'settings')}`,
      ...(options.args ?? []),
    ],
    env: {
      ...definedVariables(process.env),
      // The window waits until Playwright is attached.
      ASSAY_TEST_ATTACHES: '1',
      // The documents folder is then the test's own, too.
      HOME: userFolder,
      USERPROFILE: userFolder,
      XDG_CONFIG_HOME: join(userFolder, '.config'),
      ...options.env,
    },
  });
  const page = await electron.firstWindow();
  const complaints = collectComplaints(page, options.expectedComplaints);
  await page.waitForLoadState('load');

  const call: AssayApp['call'] = async (method, input, jobId) => {
    const result = await page.evaluate<CallResult, [string, unknown, string | undefined]>(
      ([method, input, jobId]) =>
        window.assay.call(method as 'audit.close', input as Record<string, never>, jobId),
      [method, input, jobId],
    );
    if (!result.ok) throw new Error(`${method}: ${result.error.code}: ${result.error.message}`);
    return result.output as never;
  };

  const app: AssayApp = {
    electron,
    page,
    userFolder,
    complaints,
    call,
    async grant(path, purpose) {
      await answerDialogs(app, [path]);
      await call('shell.pick', { purpose });
      return path;
    },
    async createAudit(name = 'Test audit') {
      const path = await app.grant(join(userFolder, `${name}.assay`), 'create-audit');
      await call('audit.create', { path, name });
      return path;
    },
    async importFile(path) {
      return call('source.import', { path: await app.grant(path, 'import') });
    },
    async goto(hash) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, hash);
    },
    async setTheme(theme) {
      await call('shell.setPreferences', { theme });
      await page.waitForFunction(
        (isDark) => matchMedia('(prefers-color-scheme: dark)').matches === isDark,
        theme === 'dark',
      );
    },
    async screenshot(name) {
      mkdirSync(screens, { recursive: true });
      const path = join(screens, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
    async close() {
      await electron.close();
      if (options.userFolder === undefined) rmSync(userFolder, { recursive: true, force: true });
      expect(complaints, 'the page complained').toEqual([]);
    },
  };
  if (options.theme) await app.setTheme(options.theme);
  return app;
}

/** Lets the next file dialogs answer with these paths, as if the user had picked them; null cancels. */
export async function answerDialogs(
  { electron }: Pick<AssayApp, 'electron'>,
  paths: string[] | null,
): Promise<void> {
  const answer = (): Promise<void> =>
    electron.evaluate(({ dialog }, paths) => {
      const canceled = paths === null;
      dialog.showOpenDialog = async () => ({ canceled, filePaths: paths ?? [] });
      dialog.showSaveDialog = async () => ({ canceled, filePath: paths?.[0] ?? '' });
    }, paths);
  try {
    await answer();
  } catch (error) {
    // The debugger holds what it waits for only weakly. Answering twice is answering once.
    if (!String(error).includes('Resulting promise was garbage collected')) throw error;
    await answer();
  }
}

/** Lets the next question of the shell's own be answered with the button of this name. Returns what was asked since. */
export async function answerQuestions(
  { electron }: Pick<AssayApp, 'electron'>,
  button: string,
): Promise<() => Promise<string[]>> {
  await electron.evaluate(({ dialog }, button) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    // The last argument holds the question, whether it is asked of a window or not.
    dialog.showMessageBox = async (...question: unknown[]) => {
      const { message, buttons = [] } = question.at(-1) as Electron.MessageBoxOptions;
      asked.push(message);
      return { response: buttons.indexOf(button), checkboxChecked: false };
    };
  }, button);
  return () => electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
}

/** Fails on serious or critical findings of axe in the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ html }) => html.slice(0, 200)) }));
  expect(grave, 'accessibility findings').toEqual([]);
}

function collectComplaints(page: Page, expected: RegExp | undefined): string[] {
  const complaints: string[] = [];
  const add = (complaint: string): void => {
    if (expected === undefined || !expected.test(complaint)) complaints.push(complaint);
  };
  page.on('pageerror', (error) => add(error.stack ?? error.message));
  page.on('crash', () => add('The page crashed.'));
  page.on('console', (message) => {
    if (message.type() === 'error') add(message.text());
  });
  return complaints;
}

const definedVariables = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
