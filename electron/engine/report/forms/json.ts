// The report's blocks themselves, in canonical form, for programs.
import { canonicalJson } from '../../db/canonical.ts';
import type { Form } from './form.ts';

export const json: Form = {
  id: 'json',
  title: 'The same as data',
  extension: 'json',
  print: (report) => `${canonicalJson(report)}\n`,
};
