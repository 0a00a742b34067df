// The journal of a bundle: its lines as entries, and whether they are those of its manifest and of its signature.
import { z } from 'zod';
import { journalEntry, type JournalEntry } from '../../../shared/contract/journal.ts';
import { canonicalJson } from '../db/canonical.ts';
import { signedAction } from './create.ts';
import { journalName, type Manifest } from './manifest.ts';

/** Lines that are whole entries in canonical form; the first that is not ends the reading. */
export function readEntries(bytes: Buffer | undefined, problems: string[]): JournalEntry[] {
  const lines = bytes?.toString('utf8').split('\n') ?? [''];
  if (lines.pop() !== '') problems.push(`${journalName} does not end with a whole line.`);
  const entries: JournalEntry[] = [];
  for (const [index, line] of lines.entries()) {
    const entry = parseEntry(line);
    if (!entry) {
      problems.push(`${journalName}, line ${index + 1}: this is not a journal entry in canonical form.`);
      break;
    }
    entries.push(entry);
  }
  return entries;
}

function parseEntry(line: string): JournalEntry | null {
  try {
    const entry = journalEntry.parse(JSON.parse(line));
    return canonicalJson(entry) === line ? entry : null;
  } catch {
    return null;
  }
}

export function judgeJournal(
  entries: readonly JournalEntry[],
  journal: { entries: number; ok: boolean; head: string; firstBroken: number | null },
  manifest: Manifest | null,
  keyFingerprint: string | undefined,
  problems: string[],
): boolean {
  if (journal.firstBroken !== null) {
    problems.push(`The journal's chain is broken at entry ${journal.firstBroken}.`);
  }
  if (!manifest) return false;
  const isWhole = journal.entries === manifest.journal.entries && journal.head === manifest.journal.head;
  if (!isWhole) problems.push('The journal is not the one the manifest was made with.');
  const signing = entries.findLast(({ action }) => action === signedAction);
  const detail = z.object({ keyFingerprint: z.string() }).safeParse(signing?.detail);
  const namesKey = detail.success && detail.data.keyFingerprint === keyFingerprint;
  if (!namesKey) {
    problems.push(
      `The journal tells of a signing by ${detail.success ? detail.data.keyFingerprint : 'nobody'}, not by the key of the signature.`,
    );
  }
  return journal.ok && isWhole && namesKey;
}
