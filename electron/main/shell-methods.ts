// The contract's methods that the shell answers itself: dialogs, recent audits, preferences, the sample.
import { constants, copyFileSync, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  app,
  clipboard,
  dialog,
  nativeTheme,
  shell,
  type BrowserWindow,
  type MessageBoxOptions,
} from 'electron';
import type { z } from 'zod';
import type { Output, ShellMethod, shellContract } from '../../shared/contract/index.ts';
import type { SomePreferences } from '../../shared/contract/preferences.ts';
import { AssayError } from '../../shared/domain/errors.ts';
import { visible } from '../../shared/domain/visible.ts';
import { defaultPath, fileDialogs, withExtension } from './dialogs.ts';
import { canLoadDatabase } from './supervision/runtime.ts';
import type { Grants } from './grants.ts';
import type { JsonFile } from './json-file.ts';
import type { Layout } from './layout.ts';
import { forgetRecent, type RecentAudits } from './recent.ts';

type ShellInput<M extends ShellMethod> = z.output<(typeof shellContract)[M]['input']>;
export type ShellHandlers = {
  [M in ShellMethod]: (input: ShellInput<M>) => Output<M> | Promise<Output<M>>;
};

export interface ShellParts {
  layout: Layout;
  grants: Grants;
  recent: JsonFile<RecentAudits>;
  preferences: JsonFile<SomePreferences>;
  window(): BrowserWindow | null;
  restartEngine(reopen: boolean): void;
  readyToClose(): void;
}

const sampleCopyName = 'Assay sample engagement.assay';

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** The window's own parts follow the `theme` preference; anything else than light or dark follows the system. */
export function applyTheme({ theme }: SomePreferences): void {
  nativeTheme.themeSource = theme === 'light' || theme === 'dark' ? theme : 'system';
}

export function createShellHandlers(parts: ShellParts): ShellHandlers {
  const { layout, grants, recent, preferences } = parts;

  const cancelled = { paths: null, mayReplace: false };

  async function pick({ purpose, suggestedName }: ShellInput<'shell.pick'>): Promise<Output<'shell.pick'>> {
    const fileDialog = fileDialogs[purpose];
    const window = parts.window();
    const start = defaultPath(app.getPath('documents'), fileDialog, suggestedName);
    if (fileDialog.kind === 'open') {
      const options = { ...fileDialog.options, defaultPath: start };
      const { canceled, filePaths } = await (window
        ? dialog.showOpenDialog(window, options)
        : dialog.showOpenDialog(options));
      if (canceled) return cancelled;
      for (const path of filePaths) {
        grants[fileDialog.folder || isFolder(path) ? 'folder' : 'file'](path, ...fileDialog.grants);
      }
      return { paths: filePaths, mayReplace: false };
    }
    const options = { ...fileDialog.options, defaultPath: start };
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options));
    if (canceled || filePath === '') return cancelled;
    const path = withExtension(filePath, fileDialog.extension);
    grants.file(path, ...fileDialog.grants);
    if (!fileDialog.replaces || !isThere(path)) return { paths: [path], mayReplace: false };
    // The dialog asked about the name that was typed, not about the one with its extension.
    if (path !== filePath && !(await askToReplace(path))) return cancelled;
    grants.file(path, 'replace');
    return { paths: [path], mayReplace: true };
  }

  async function askToReplace(path: string): Promise<boolean> {
    const name = visible(basename(path));
    const buttons = ['Replace', 'Keep'];
    const question = {
      type: 'question',
      message: isFolder(path)
        ? `A report is in “${name}” already. Replace it?`
        : `“${name}” is there already. Replace it?`,
      detail: 'What is replaced cannot be had back. Files that Assay did not make are never replaced.',
      buttons,
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    } satisfies MessageBoxOptions;
    const window = parts.window();
    const { response } = await (window
      ? dialog.showMessageBox(window, question)
      : dialog.showMessageBox(question));
    return buttons[response] === 'Replace';
  }

  return {
    'shell.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      chrome: process.versions.chrome,
      platform: process.platform,
      fallbackRuntime: !canLoadDatabase(process.versions),
      samplePath: layout.samplePath,
    }),
    'shell.pick': pick,
    'shell.askToReplace': async ({ path }) => {
      const mayReplace = await askToReplace(path);
      if (mayReplace) grants.file(path, 'replace');
      return { mayReplace };
    },
    'shell.recent': () => ({
      audits: recent.read().map((audit) => ({ ...audit, exists: existsSync(audit.path) })),
    }),
    'shell.forgetRecent': ({ path }) => {
      recent.write(forgetRecent(recent.read(), path));
      return {};
    },
    'shell.openSample': () => {
      if (layout.samplePath === null) {
        throw new AssayError({
          code: 'shell.sample-missing',
          message: 'The sample engagement is not part of this installation.',
          hint: app.isPackaged ? 'Install Assay again.' : 'Run npm start, which makes it.',
        });
      }
      const path = join(app.getPath('documents'), sampleCopyName);
      mkdirSync(dirname(path), { recursive: true });
      // What the user wrote into an earlier copy stays.
      if (!existsSync(path)) copyFileSync(layout.samplePath, path, constants.COPYFILE_EXCL);
      grants.file(path, 'open');
      return { path };
    },
    'shell.reveal': ({ path }) => {
      shell.showItemInFolder(resolve(path));
      return {};
    },
    'shell.copyText': ({ text }) => {
      clipboard.writeText(text);
      return {};
    },
    'shell.restartEngine': ({ reopen }) => {
      parts.restartEngine(reopen);
      return {};
    },
    'shell.readyToClose': () => {
      parts.readyToClose();
      return {};
    },
    'shell.preferences': () => ({ preferences: preferences.read() }),
    'shell.setPreferences': (set) => {
      const changed = { ...preferences.read(), ...set };
      const saved = preferences.write(changed);
      applyTheme(changed);
      if (!saved) {
        throw new AssayError({
          code: 'shell.preference-not-saved',
          message: 'The preference holds until Assay is closed, because it could not be saved.',
          hint: 'Check that your user folder can be written and has space left.',
        });
      }
      return {};
    },
  };
}
