// Which members a bundle must have and may have, held against its manifest: a list that leaves something out, names
// something twice or gives a file a role that is not its own is not the list of a bundle, whoever signed it.
import { documentOfKind, documents } from './documents/registry.ts';
import type { BundledSource } from './documents/sources.ts';
import {
  checksumsName,
  instructionsName,
  journalName,
  requiredMembers,
  signersName,
  type Manifest,
  type ManifestFile,
} from './manifest.ts';
import { compareNames } from './zipLayout.ts';
import { shown } from './zipReader.ts';

/** What must be there, by the format the bundle says it has and the kinds of evidence it says it holds. */
export function requiredIn(manifest: Manifest, sources: readonly BundledSource[]): readonly string[] {
  const required = requiredMembers[manifest.format];
  if (manifest.format === 'assay-bundle/1') return required;
  const kinds = new Set(sources.flatMap((source) => source.kinds));
  return [...required, ...[...kinds].flatMap((kind) => documentOfKind(kind)?.name ?? [])];
}

const roles: ReadonlyMap<string, ManifestFile['role']> = new Map([
  [checksumsName, 'checksums'],
  [instructionsName, 'instructions'],
  [journalName, 'journal'],
  [signersName, 'signers'],
  ...['report/report.html', 'report/report.json', 'report/report.md'].map(
    (name) => [name, 'report'] as const,
  ),
  ...documents.map(({ name }) => [name, 'data'] as const),
]);

/** The role of a member; undefined for a name that no bundle has. */
export const roleOf = (name: string): ManifestFile['role'] | undefined =>
  name.startsWith('sources/') ? 'source' : roles.get(name);

/** The text of `SHA256SUMS`: every listed file but itself, as `sha256sum` prints them. */
export const checksumsOf = (files: readonly Pick<ManifestFile, 'path' | 'sha256'>[]): string =>
  files
    .filter(({ path }) => path !== checksumsName)
    .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
    .join('');

/** What is wrong with the list of the manifest, and with the checksums that stock tools check it by. */
export function listingProblems({ files }: Manifest, checksums: Buffer | undefined): string[] {
  const problems = files.flatMap(({ path, role }) => {
    const due = roleOf(path);
    if (due === undefined) return [`The manifest lists ${shown(path)}, which is no file of a bundle.`];
    return due === role ? [] : [`The manifest lists ${shown(path)} as “${role}”; it is “${due}”.`];
  });
  const isSorted = files.every(({ path }, index) => {
    const before = files[index - 1];
    return before === undefined || compareNames(before.path, path) < 0;
  });
  if (!isSorted) problems.push('The files of the manifest are not in order of their names, each once.');
  if (checksums !== undefined && checksums.toString('utf8') !== checksumsOf(files)) {
    problems.push(`${checksumsName} is not the list of the manifest.`);
  }
  return problems;
}
