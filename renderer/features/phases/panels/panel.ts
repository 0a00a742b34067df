import type { FieldValue } from '../../../../shared/contract/method.ts';

/** What is stored in the fields of the method, by key. */
export type Values = Readonly<Record<string, FieldValue>>;

/** What a panel of a step is given. */
export interface PanelProps {
  values: Values;
  disabled: boolean;
}
