// One row for each thing a file dialog is asked for.
import { join } from 'node:path';
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';
import type { DialogPurpose } from '../../shared/contract/shell.ts';
import { hyphenated } from '../../shared/domain/visible.ts';
import type { Grant } from './grants.ts';

const audit = [{ name: 'Assay audit', extensions: ['assay'] }];
const bundle = [{ name: 'Signed bundle', extensions: ['zip'] }];
const anyFile = { name: 'All files', extensions: ['*'] };

/** What does not depend on the moment. */
type Fixed<Options> = Omit<Options, 'defaultPath'>;

export type FileDialog = {
  /** What the page may then do with the paths that were picked. */
  grants: readonly Grant[];
} & (
  | { kind: 'open'; folder: boolean; options: Fixed<OpenDialogOptions> }
  | {
      kind: 'save';
      extension: string;
      suggestedName: string;
      /** Whether the method that writes it can put it in the place of an earlier one. */
      replaces: boolean;
      options: Fixed<SaveDialogOptions>;
    }
);

/** On macOS one dialog takes files and folders; elsewhere it would take folders alone, which can be dropped instead. */
const importProperties: OpenDialogOptions['properties'] =
  process.platform === 'darwin'
    ? ['openFile', 'openDirectory', 'multiSelections']
    : ['openFile', 'multiSelections'];

export const fileDialogs: Readonly<Record<DialogPurpose, FileDialog>> = {
  'open-audit': {
    kind: 'open',
    grants: ['open'],
    folder: false,
    options: { title: 'Open audit', buttonLabel: 'Open', filters: audit, properties: ['openFile'] },
  },
  'create-audit': {
    kind: 'save',
    grants: ['create', 'open'],
    extension: '.assay',
    suggestedName: 'New audit.assay',
    replaces: false,
    options: { title: 'Create audit', buttonLabel: 'Create', filters: audit },
  },
  import: {
    kind: 'open',
    grants: ['read'],
    folder: false,
    options: {
      title: 'Import evidence',
      buttonLabel: 'Import',
      filters: [anyFile],
      properties: importProperties,
    },
  },
  'open-bundle': {
    kind: 'open',
    grants: ['read'],
    folder: false,
    options: { title: 'Verify bundle', buttonLabel: 'Verify', filters: bundle, properties: ['openFile'] },
  },
  'save-bundle': {
    kind: 'save',
    // Read to be verified once it is written.
    grants: ['create', 'read'],
    extension: '.zip',
    suggestedName: 'Bundle.zip',
    replaces: true,
    options: {
      title: 'Save signed bundle',
      buttonLabel: 'Sign and save',
      filters: bundle,
      // Linux asks only then; the other systems always do.
      properties: ['showOverwriteConfirmation'],
    },
  },
  'report-folder': {
    kind: 'open',
    grants: ['create'],
    folder: true,
    options: {
      title: 'Folder for the report',
      buttonLabel: 'Choose folder',
      properties: ['openDirectory', 'createDirectory'],
    },
  },
  'open-key': {
    kind: 'open',
    grants: ['read'],
    folder: false,
    options: {
      title: 'Choose signing key',
      buttonLabel: 'Choose key',
      filters: [anyFile],
      properties: ['openFile', 'showHiddenFiles'],
    },
  },
  'save-key': {
    kind: 'save',
    // Read to sign with it once it is made.
    grants: ['create', 'read'],
    extension: '',
    suggestedName: 'assay-signing-key',
    replaces: false,
    options: { title: 'Save new signing key', buttonLabel: 'Save key', properties: ['showHiddenFiles'] },
  },
  'open-public-key': {
    kind: 'open',
    grants: ['read'],
    folder: false,
    options: {
      title: 'Choose the signer’s public key',
      buttonLabel: 'Choose key',
      filters: [{ name: 'OpenSSH public key', extensions: ['pub'] }, anyFile],
      properties: ['openFile', 'showHiddenFiles'],
    },
  },
};

/** A suggested name may come from an audit's name: no character of it may change the folder, or pose as another. */
export const safeFileName = (name: string): string =>
  hyphenated(name)
    .replace(/[/\\:*?"<>|]/g, '-')
    .replace(/^\.+/, '');

/** The name the dialog shows first: the suggestion, with the extension of its kind. */
export function defaultPath(folder: string, dialog: FileDialog, suggestedName?: string): string {
  if (dialog.kind === 'open') return folder;
  const name = safeFileName(suggestedName ?? '') || dialog.suggestedName;
  return join(folder, name.endsWith(dialog.extension) ? name : name + dialog.extension);
}

/** A save dialog on Linux does not add the extension of its filter. */
export const withExtension = (path: string, extension: string): string =>
  path.toLowerCase().endsWith(extension) ? path : path + extension;
