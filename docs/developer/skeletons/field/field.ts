// Stands among the fields of a step in `shared/playbook/phase-*.ts`, as one literal.
import type { Field } from '../../../../shared/playbook/field-types.ts';

export const slowestTolerated = {
  id: 'tolerated',
  label: 'Slowest response that users tolerate',
  help: 'Ask those who work with it, not those who built it.',
  required: true,
  type: 'quantity',
  units: ['ms', 's'],
  min: 0,
} as const satisfies Field;
