// Every format that is known by name and not read. Asked in this order, and only of a file that no format reads: the
// first that recognises it names it.
import { databaseFiles } from './databases.ts';
import { packedFiles, pages } from './files.ts';
import { headOf } from './head.ts';
import type { KnownFormat } from './known-format.ts';
import { loadTestFiles } from './load-tests.ts';
import { logFiles } from './logs.ts';
import { metricFiles } from './metrics.ts';
import { profileFiles } from './profiles.ts';
import { traceFiles } from './traces.ts';

export const knownFormats: readonly KnownFormat[] = [
  ...packedFiles,
  ...pages,
  ...profileFiles,
  ...traceFiles,
  ...loadTestFiles,
  ...metricFiles,
  ...databaseFiles,
  ...logFiles,
];

export function knownFormatOf(head: Uint8Array): KnownFormat | undefined {
  const asked = headOf(head);
  return knownFormats.find(({ recognise }) => recognise(asked));
}
