// Every figure is one of three: computed by an analysis over raw evidence, stated (typed by a person), or judged by one.
// Only computed ones decide anything.
import { convertUnit } from './units.ts';

/** A figure that a result holds, under the statistic by which the method asks for it. */
export interface ComputedFigure {
  statistic: 'p50' | 'p95' | 'p99' | 'p999' | 'max' | 'mean';
  value: number;
  unit: string;
}

/** Digits in which the window shows a figure, and so those in which it is copied. */
const shownDigits = 3;
/** Digits a double carries for certain. */
const certainDigits = 15;

/** The digits a number was typed in; of a whole number the first three count, because 500 is not "about 500". */
function typedDigits(typed: number): number {
  const [mantissa = ''] = Math.abs(typed).toExponential().split('e');
  const significant = mantissa.replace('.', '').length;
  const whole = Math.trunc(Math.abs(typed)).toString().length;
  return Math.min(certainDigits, Math.max(significant, Math.min(shownDigits, whole)));
}

/** Whether a figure is the typed one, rounded to the digits it was typed in. */
export const isAsTyped = (figure: number, typed: number): boolean =>
  Number.isFinite(figure) && Number(figure.toPrecision(typedDigits(typed))) === typed;

/**
 * The figure among those of one result that a typed number stands for, in the unit it was typed in, with all its
 * digits. Null where none is equal, and where the result holds several of the statistic, so that nobody can say which
 * one is meant.
 */
export function figureTyped(
  typed: { value: number; unit: string; statistic: string | null },
  figures: readonly ComputedFigure[],
): number | null {
  const candidates = figures
    .filter(({ statistic }) => statistic === typed.statistic)
    .map(({ value, unit }) => convertUnit(value, unit, typed.unit))
    .filter((value) => value !== null);
  const [only] = candidates;
  return candidates.length === 1 && only !== undefined && isAsTyped(only, typed.value) ? only : null;
}
