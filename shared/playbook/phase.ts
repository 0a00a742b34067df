// The shape of a phase. Phases are data: a step or a field is added by adding a literal, nothing else.
import type { CheckId } from './check-id.ts';
import type { Field } from './field-types.ts';

export interface Step {
  id: string;
  title: string;
  /** What to do, in a paragraph or two. */
  guidance: string;
  why: string;
  doneWhen: string;
  fields: readonly Field[];
  /** Facts of the audit that must hold, beside the fields. */
  checks?: readonly CheckId[];
}

export interface Phase {
  id: number;
  /** Short, for the rail. */
  name: string;
  title: string;
  /** The question the phase answers, in one sentence. */
  question: string;
  why: string;
  /** Hours of work to expect, least and most; zero where the work is the client's. */
  hours: readonly [number, number];
  steps: readonly Step[];
}
