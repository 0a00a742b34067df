// What the palette finds: commands and places, and every named thing in the audit.
import { useMemo } from 'react';
import type { Feature, PaletteItem } from '../features/feature.ts';
import { commands, isAvailable } from './commands.ts';
import { features } from './features.ts';

export const commandItems = (): PaletteItem[] =>
  commands
    .filter((command) => isAvailable(command) && command.id !== 'view.palette')
    .map(({ id, title, group, keys, run }) => ({ id, kind: group, title, ...(keys && { keys }), run }));

const sources = features.flatMap(({ usePaletteItems }: Feature) => usePaletteItems ?? []);

/** Commands, then what each feature names in the open audit. */
export function useAuditItems(): PaletteItem[] {
  const lists = sources.map((useItems) => useItems());
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- as many lists each time as features name things
  return useMemo(() => [...commandItems(), ...lists.flat()], lists);
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
