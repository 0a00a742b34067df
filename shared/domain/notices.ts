// What whoever opens an audit must be told of it, in the same words in the window and on the command line.

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** What an import that was cut off had put into the audit. */
export const keptOf = (kept: number): string =>
  kept === 0 ? 'nothing of it was kept' : `${kept} of its files had been kept by then`;

/** What happened to the audit before or while it was opened; a sentence each. */
export function openingNotices(opened: {
  schemaVersion: number;
  migrated: { from: number; backup: string } | null;
  interruptedImport: { file: string; kept: number } | null;
}): { migrated: string | null; interrupted: string | null } {
  const { schemaVersion, migrated, interruptedImport } = opened;
  return {
    migrated:
      migrated &&
      `The audit was brought from file format ${migrated.from} to ${schemaVersion}. A copy of it as it was lies beside it: ${baseName(migrated.backup)}.`,
    interrupted:
      interruptedImport &&
      `The import of ${interruptedImport.file} was interrupted; ${keptOf(interruptedImport.kept)}. Import it again.`,
  };
}
