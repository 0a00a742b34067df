// What the steps of the method show of the audit beside their fields. Features place panels in their manifests, and the
// screens of the phases show them without knowing whose they are.
import { createContext, use, type ComponentType } from 'react';
import type { FieldValue } from '../../shared/contract/method.ts';
import type { StepKey } from '../../shared/playbook/playbook.ts';

/** What is stored in the fields of the method, by key. */
export type Values = Readonly<Record<string, FieldValue>>;

export interface StepPanelProps {
  values: Values;
  /** Nothing may be changed: the audit is open for reading. */
  disabled: boolean;
}

export interface StepPanel {
  /** `phase.step`; a step shows all panels placed in it, in the order of the features. */
  step: StepKey;
  component: ComponentType<StepPanelProps>;
}

export const StepPanelsContext = createContext<readonly StepPanel[]>([]);

export const useStepPanels = (step: string): ComponentType<StepPanelProps>[] =>
  use(StepPanelsContext)
    .filter((panel) => panel.step === step)
    .map(({ component }) => component);
