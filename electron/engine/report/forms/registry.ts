// The forms of the report. A new one is its file and its line here.
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { Form } from './form.ts';
import { page } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';

export const forms: readonly Form[] = [page, json, markdown];

/** Throws `usage.unknown-report-format`. */
export function formOf(id: string): Form {
  const form = forms.find((known) => known.id === id);
  if (form) return form;
  throw new AssayError({
    code: 'usage.unknown-report-format',
    message: `There is no report format “${id}”.`,
    hint: `Known: ${forms.map((known) => known.id).join(', ')}.`,
  });
}
