// Which end of a file's edges calls: how it was read, and how a waiting file is to be read.
import type { CallDirection, TopologyLayout } from '../../../shared/domain/call-graph.ts';
import { call } from '../../state/bridge.ts';
import { enqueueImports, useImports, type ImportItem } from '../../state/imports.ts';
import { attempt } from '../../state/index.ts';

export interface ReadSource {
  sourceId: number;
  layout: TopologyLayout;
  direction: CallDirection;
}

/** The importer's option for each way to read a file, and what it says. */
const readings = {
  matrix: {
    'first-calls-second': { option: 'row-calls-column', words: 'a row calls its columns' },
    'second-calls-first': { option: 'column-calls-row', words: 'a column calls its rows' },
  },
  edges: {
    'first-calls-second': { option: 'first-calls-second', words: 'the first name of a row calls the second' },
    'second-calls-first': { option: 'second-calls-first', words: 'the second name of a row calls the first' },
  },
} as const satisfies Record<TopologyLayout, Record<CallDirection, { option: string; words: string }>>;

export const wordsOf = ({ layout, direction }: ReadSource): string => readings[layout][direction].words;

const turned = ({ layout, direction }: ReadSource): { option: string; words: string } =>
  readings[layout][direction === 'first-calls-second' ? 'second-calls-first' : 'first-calls-second'];
export const turnedWordsOf = (source: ReadSource): string => turned(source).words;

/** A file whose import waits for its direction; the first option is the one that its names propose, if any. */
export const isUnconfirmed = ({ progress }: ImportItem): boolean =>
  progress.state === 'failed' && progress.error.code === 'topology.direction-unconfirmed';

/** The options that the error of an unconfirmed file names, in its order, with what each says. */
export function offeredBy({ progress }: ImportItem): { option: string; words: string }[] {
  const hint = progress.state === 'failed' ? (progress.error.hint ?? '') : '';
  const known = Object.values(readings).flatMap((ways) => Object.values(ways));
  return [...hint.matchAll(/direction=([a-z-]+[a-z])/gu)].flatMap(([, option]) =>
    known.filter((way) => way.option === option),
  );
}

/** Where the file lies that a source came from, if it was imported since the audit was opened. */
export const knownPathOf = (sourceId: number): string | undefined =>
  useImports
    .getState()
    .items.findLast(({ progress }) => progress.state === 'done' && progress.source.id === sourceId)?.path;

async function pickPath(): Promise<string | undefined> {
  const picked = await attempt(() => call('shell.pick', { purpose: 'import' }));
  return picked?.paths?.[0];
}

/** Sets the source aside and imports its file again the other way round; asks for the file where its place is not known. */
export async function readTheOtherWayRound(
  source: ReadSource,
  options: Readonly<Record<string, string>>,
): Promise<void> {
  const path = knownPathOf(source.sourceId) ?? (await pickPath());
  if (path === undefined) return;
  const removed = await attempt(() => call('source.remove', { sourceId: source.sourceId }));
  if (removed === null) return;
  enqueueImports([
    { path, reading: { as: 'topology-csv', options: { ...options, direction: turned(source).option } } },
  ]);
}
