// Numbers as people and tools write them. Used where the fast byte reader meets anything but plain digits.
import { conversionFactor } from '../../../shared/domain/units.ts';
import { unitOf } from './units.ts';

const noValue = new Set([
  '',
  '-',
  '--',
  '–',
  '—',
  'nan',
  'null',
  'nil',
  'none',
  'n/a',
  'na',
  '#n/a',
  '\\n',
  'undefined',
]);
const infinite = new Set(['inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity', '∞', '-∞']);
const truth: Record<string, number> = { true: 1, false: 0 };

/** A plain number, possibly with thousands separators (`1,234.5`, `1.234,5`, `1 234`, `1'234`); undefined when it is none. */
export function parseNumber(text: string, decimal: '.' | ','): number | undefined {
  if (text.length > 400) return undefined;
  const mark = decimal === '.' ? '\\.' : ',';
  if (new RegExp(`^[+-]?(\\d+${mark}?\\d*|${mark}\\d+)(e[+-]?\\d+)?$`, 'iu').test(text)) {
    const value = Number(decimal === ',' ? text.replace(',', '.') : text);
    return Number.isFinite(value) ? value : undefined;
  }
  const separators = decimal === '.' ? ",'’ \\u00a0\\u202f" : ".'’ \\u00a0\\u202f";
  const grouped = new RegExp(`^[+-]?\\d{1,3}(([${separators}])\\d{3})(\\2\\d{3})*(${mark}\\d+)?$`, 'u');
  if (!grouped.test(text)) return undefined;
  const plain = text.replaceAll(new RegExp(`[${separators}]`, 'gu'), '');
  return Number(decimal === ',' ? plain.replace(',', '.') : plain);
}

export type CellReading =
  | { kind: 'number'; value: number; unit: string }
  | { kind: 'infinite' }
  | { kind: 'unreadable' };

/** Reads a cell; a unit behind the number is told apart from it. */
export function readCell(cell: string, decimal: '.' | ','): CellReading {
  const text = cell.trim();
  const lower = text.toLowerCase();
  if (noValue.has(lower)) return { kind: 'number', value: Number.NaN, unit: '' };
  if (infinite.has(lower)) return { kind: 'infinite' };
  const plain = parseNumber(text, decimal) ?? truth[lower];
  if (plain !== undefined) return { kind: 'number', value: plain, unit: '' };
  const suffixed = /^(.*?\d)\s*([^\d\s.,+'-][^\d]*)$/u.exec(text);
  const value = suffixed && parseNumber(suffixed[1] as string, decimal);
  const unit = suffixed && unitOf(suffixed[2] as string);
  return value === undefined || value === null || unit === undefined || unit === null
    ? { kind: 'unreadable' }
    : { kind: 'number', value, unit };
}

/** The value in the column's unit; undefined when the cell's unit measures something else. */
export function inUnit(reading: { value: number; unit: string }, columnUnit: string): number | undefined {
  if (reading.unit === '' || reading.unit === columnUnit) return reading.value;
  const factor = conversionFactor(reading.unit, unitOf(columnUnit) ?? columnUnit);
  return factor === null ? undefined : reading.value * factor;
}
