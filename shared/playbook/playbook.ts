// The method as a whole: the phases in order, and every field by its key.
import type { Field } from './field-types.ts';
import type { Phase, Step } from './phase.ts';
import { preparation } from './phase-0-preparation.ts';
import { problem } from './phase-1-problem.ts';
import { baseline } from './phase-2-baseline.ts';
import { criticalPath } from './phase-3-critical-path.ts';
import { constraints } from './phase-4-constraints.ts';
import { hypotheses } from './phase-5-hypotheses.ts';
import { solutions } from './phase-6-solutions.ts';
import { measurement } from './phase-7-measurement.ts';

const declared = [
  preparation,
  problem,
  baseline,
  criticalPath,
  constraints,
  hypotheses,
  solutions,
  measurement,
] as const;

/** The phases with every id as a literal type: what values.ts takes the keys and their types from. */
export type DeclaredPhase = (typeof declared)[number];

/** `phase.step` of every step. */
export type StepKey = StepKeyIn<DeclaredPhase>;
type StepKeyIn<P> = P extends { id: infer Id extends number; steps: readonly (infer S)[] }
  ? S extends { id: infer StepId extends string }
    ? `${Id}.${StepId}`
    : never
  : never;

export const phases: readonly Phase[] = declared;

export interface PlacedField {
  /** `phase.step.field`: stable, and the name under which the value is stored. */
  key: string;
  phase: Phase;
  /** Null for the notes of a phase, which belong to no step. */
  step: Step | null;
  field: Field;
}

export const fieldKey = (phase: Phase, step: Step, field: Field): string =>
  `${phase.id}.${step.id}.${field.id}`;

/** Where the free notes of a phase are kept. */
export const notesKey = (phase: Phase): string => `${phase.id}.notes.text`;

const notesField: Field = { id: 'text', label: 'Notes', type: 'long-text' };

/** Every field of the method by its key, in reading order; each phase's notes follow its steps. */
export const fieldsByKey: ReadonlyMap<string, PlacedField> = new Map(
  phases.flatMap((phase) => [
    ...phase.steps.flatMap((step) =>
      step.fields.map((field): [string, PlacedField] => {
        const key = fieldKey(phase, step, field);
        return [key, { key, phase, step, field }];
      }),
    ),
    [notesKey(phase), { key: notesKey(phase), phase, step: null, field: notesField }] as [
      string,
      PlacedField,
    ],
  ]),
);
