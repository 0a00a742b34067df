// What the palette finds: commands and places, and every named thing in the audit.
import { useMemo } from 'react';
import { useQuery } from '../state/query.ts';
import { navigate } from '../state/router.ts';
import { commands, isAvailable } from './commands.ts';

export interface PaletteItem {
  id: string;
  kind: string;
  title: string;
  detail?: string;
  keys?: string;
  run(): void;
}

const go = (address: string) => (): void => navigate(address);

/** Traces offered by name; the traces screen searches all. */
const tracesOffered = 200;

/** Reads the audit's names while the palette is open. */
export function usePaletteItems(hasAudit: boolean): PaletteItem[] {
  const ask = hasAudit ? {} : null;
  const series = useQuery('series.list', ask, ['metrics']).data;
  const profiles = useQuery('profile.list', ask, ['profile']).data;
  const claims = useQuery('claim.list', ask, ['findings']).data;
  const sources = useQuery('source.list', ask, ['sources']).data;
  const traces = useQuery('trace.list', hasAudit ? { offset: 0, limit: tracesOffered } : null, [
    'traces',
  ]).data;
  return useMemo(
    () => [
      ...commands
        .filter((command) => isAvailable(command) && command.id !== 'view.palette')
        .map(({ id, title, group, keys, run }) => ({ id, kind: group, title, ...(keys && { keys }), run })),
      ...(series?.series ?? []).map(({ id, name, unit }) => ({
        id: `series ${id}`,
        kind: 'Series',
        title: name,
        detail: unit,
        run: go(`/metrics/${id}`),
      })),
      ...(profiles?.profiles ?? []).map(({ id, name, weight }) => ({
        id: `profile ${id}`,
        kind: 'Profile',
        title: name,
        detail: weight,
        run: go(`/profiles/${encodeURIComponent(id)}`),
      })),
      ...(claims?.claims ?? []).map(({ id, title, status }) => ({
        id: `claim ${id}`,
        kind: 'Finding',
        title,
        detail: status,
        run: go(`/findings/${id}`),
      })),
      ...(sources?.sources ?? []).map(({ id, file, format }) => ({
        id: `source ${id}`,
        kind: 'Source',
        title: file,
        detail: format,
        run: go(`/sources/${id}`),
      })),
      ...(traces?.traces ?? []).map(({ traceId, rootService, rootOperation }) => ({
        id: `trace ${traceId}`,
        kind: 'Trace',
        title: `${rootService} ${rootOperation}`,
        detail: traceId,
        run: go(`/traces/${encodeURIComponent(traceId)}`),
      })),
    ],
    [series, profiles, claims, sources, traces],
  );
}

/** Items whose text holds every word, those whose title begins with the words first; at most `limit`. */
export function searchItems(items: readonly PaletteItem[], text: string, limit: number): PaletteItem[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return items.slice(0, limit);
  const words = wanted.split(/\s+/);
  const rank = ({ title, kind, detail }: PaletteItem): number => {
    const name = title.toLowerCase();
    const whole = `${name} ${kind} ${detail ?? ''}`.toLowerCase();
    if (!words.every((word) => whole.includes(word))) return -1;
    if (name.startsWith(wanted)) return 3;
    return words.every((word) => name.includes(word)) ? 2 : 1;
  };
  return items
    .map((item) => ({ item, score: rank(item) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .slice(0, limit)
    .map(({ item }) => item);
}
