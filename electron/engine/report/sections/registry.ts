// The sections of the report, in order. A new one is its file and its line here.
import { answer } from './answer.ts';
import { baseline } from './baseline.ts';
import { comparison } from './comparison.ts';
import { constraints } from './constraints.ts';
import { cover } from './cover.ts';
import { criteria } from './criteria.ts';
import { decisions } from './decisions.ts';
import { evidence } from './evidence.ts';
import { findings } from './findings.ts';
import { guardRails } from './guardRails.ts';
import { measurements } from './measurements.ts';
import { method } from './method.ts';
import type { Section } from './section.ts';
import { sources } from './sources.ts';
import { topology } from './topology.ts';
import { verify } from './verify.ts';

export const sections: readonly Section[] = [
  cover,
  answer,
  criteria,
  comparison,
  constraints,
  findings,
  decisions,
  baseline,
  measurements,
  topology,
  method,
  guardRails,
  evidence,
  sources,
  verify,
];
