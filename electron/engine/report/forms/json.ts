// The report's blocks themselves, in canonical form, for programs.
import { canonicalJson } from '../../db/canonical.ts';
import type { Form } from './form.ts';

export const json: Form = {
  id: 'json',
  title: 'The same as data',
  extension: 'json',
  print: (report) => `${canonicalJson(report)}\n`,
  isOwn(text) {
    try {
      const { format } = JSON.parse(text) as { format?: unknown };
      return typeof format === 'string' && format.startsWith('assay-report/');
    } catch {
      // No JSON, or JSON that is no object.
      return false;
    }
  },
};
