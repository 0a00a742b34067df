import type { RefObject } from 'react';
import type { FieldValue } from '../../../../shared/contract/method.ts';
import type { Field, FieldType } from '../../../../shared/playbook/field-types.ts';

/** What the editor of one type of field is given. It takes values and gives values; saving is done around it. */
export interface EditorProps<T extends FieldType = FieldType> {
  field: Extract<Field, { type: T }>;
  value: FieldValue;
  onChange(value: FieldValue): void;
  /** Takes an item out of a list of them, at once and with a way back; `name` is what the screen calls it. */
  onRemove(index: number, name: string): void;
  disabled: boolean;
  /** What the engine refused, in a sentence. */
  error?: string | undefined;
}

export const textIn = (value: FieldValue): string => (typeof value === 'string' ? value : '');
export const numberIn = (value: FieldValue): number => (typeof value === 'number' ? value : Number.NaN);
export const itemsIn = <T extends string | number>(value: FieldValue): T[] =>
  Array.isArray(value) ? (value as T[]) : [];
export const recordIn = (value: FieldValue): Record<string, FieldValue> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
/** The named parts of a value; each may still be anything, for what is edited need not fit its field yet. */
export const partsIn = <T extends object>(value: FieldValue): { [Name in keyof T]?: FieldValue } =>
  recordIn(value) as { [Name in keyof T]?: FieldValue };

/** Moves the focus to something that the change just made will have put on the screen. */
export function focusSoon(
  container: RefObject<HTMLElement | null>,
  find: (element: HTMLElement) => HTMLElement | null | undefined,
): void {
  requestAnimationFrame(() => {
    const element = container.current;
    if (element) find(element)?.focus();
  });
}
