import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../../../shared/contract/method.ts';
import { editors } from '../../../../renderer/features/phases/fields/registry.tsx';
import { missingIn } from '../../../../shared/playbook/field-types.ts';
import { validateField } from '../../../../shared/playbook/field-schema.ts';
import { printValue, type Names } from '../../../../shared/playbook/print.ts';
import { slowestTolerated as field } from './field.ts';

const Editor = editors[field.type];
const shown = (value: FieldValue, error?: string): string =>
  renderToStaticMarkup(
    <Editor
      field={field}
      value={value}
      onChange={() => undefined}
      onRemove={() => undefined}
      disabled={false}
      error={error}
    />,
  );

const noNames = {} as Names;

describe('the skeleton of a field', () => {
  it('takes what fits its type, and says what was expected of the rest', () => {
    expect(validateField(field, { value: 800, unit: 'ms' })).toEqual({ ok: true });
    expect(validateField(field, { value: -1, unit: 'ms' })).toMatchObject({ ok: false });
    expect(validateField(field, { value: 800, unit: 'minutes' })).toMatchObject({ ok: false });
  });

  it('is missing by its label until it is filled in', () => {
    expect(missingIn(field, null)).toEqual([field.label]);
    expect(missingIn(field, { value: 800, unit: 'ms' })).toEqual([]);
  });

  it('is printed with its unit', () => {
    expect(printValue(field, { value: 800, unit: 'ms' }, noNames)).toEqual({
      kind: 'text',
      text: '800\u202fms',
    });
  });

  it('has an editor that shows label, help, value and what the engine refused', () => {
    const markup = shown({ value: 800, unit: 'ms' }, 'A number of at least 0 was expected.');
    for (const part of [field.label, field.help, '800', 'A number of at least 0 was expected.']) {
      expect(markup).toContain(part);
    }
  });
});
