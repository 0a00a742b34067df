import { recordsIn, verdicts } from '../../../../shared/playbook/field-types.ts';
import { StateMark, type Tone } from '../../../ui/index.ts';
import type { PanelProps } from './registry.tsx';

const tones: Readonly<Record<string, Tone>> = {
  confirmed: 'good',
  rejected: 'bad',
  inconclusive: 'warn',
};

const part = (cell: unknown, blank: string): string =>
  typeof cell === 'string' && cell.trim() !== '' ? cell.trim() : blank;

/** Each hypothesis as the sentence it stands for, with its verdict. */
export function HypothesesPanel({ values }: PanelProps) {
  const rows = recordsIn(values['5.hypotheses.list']);
  if (rows.length === 0) return null;
  return (
    <ol className="hypotheses" aria-label="Hypotheses as sentences">
      {rows.map(({ position, row }) => {
        const verdict = part(row['verdict'], 'open');
        return (
          <li key={position}>
            <p>
              If <strong>{part(row['constraint'], '…')}</strong> is the bottleneck, then{' '}
              <strong>{part(row['behaviour'], '…')}</strong> should occur when{' '}
              <strong>{part(row['condition'], '…')}</strong>.
            </p>
            <StateMark tone={tones[verdict] ?? 'plain'}>
              {verdicts.find(({ id }) => id === verdict)?.label}
            </StateMark>
          </li>
        );
      })}
    </ol>
  );
}
