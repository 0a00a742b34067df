import type { FunctionRow, TopFunctions } from '../../../shared/contract/profiles.ts';
import { formatCount, formatShare, formatValue } from '../../../shared/domain/format.ts';

type Ranked = TopFunctions['profiles'][number];

/** Unit of a weight in the words of a sentence: `1.5 s`, `346 samples`. */
export const formatWeight = (value: number, unit: string): string =>
  unit === 'samples' ? `${formatCount(value)} samples` : formatValue(value, unit);

/** A unit as it is read rather than typed. */
export const unitLabel = (unit: string): string => (unit === 'us' ? 'µs' : unit);

const nameOf = ({ name, file }: FunctionRow): string =>
  name === '(anonymous)' && file !== '' ? `(anonymous) in ${file.split('/').at(-1)}` : name;

/** The answer in a sentence or two: the function with most self weight, and how much the first five make up. */
export function summarise({ functions, total, unit, weight, idle }: Ranked): string {
  const seen = total - (idle.excluded ? idle.weight : 0);
  const ranked = functions.filter(({ kind }) => kind !== 'root');
  const [first] = ranked;
  if (!first || seen <= 0) return `Nothing was measured under the weight “${weight}”.`;
  const five = ranked.slice(0, 5).reduce((sum, { self }) => sum + self, 0);
  // What nearly everything passes through says nothing, nor does a frame that only calls, such as a thread's.
  const through = ranked
    .filter(({ kind, self, total }) => kind === '' && self > 0 && self < total / 2 && total <= 0.9 * seen)
    .toSorted((a, b) => b.total - a.total)[0];
  return [
    `${nameOf(first)} does most itself: ${formatShare(first.self / seen)} of ${formatWeight(seen, unit)}.`,
    ranked.length > 5
      ? `The first five of ${formatCount(ranked.length)} functions make up ${formatShare(five / seen)}.`
      : '',
    through ? `${formatShare(through.total / seen)} passes through ${nameOf(through)}.` : '',
    idle.excluded && idle.weight > 0 ? `Idle time, ${formatWeight(idle.weight, unit)}, is left out.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
