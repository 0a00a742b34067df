import { verdicts } from '../../../../shared/playbook/field-types.ts';
import { rowsAt, type RowOf } from '../../../../shared/playbook/values.ts';
import { StandingMark } from '../../../evidence/index.ts';
import type { StepPanelProps } from '../../../state/index.ts';
import { StateMark, type Tone } from '../../../ui/index.ts';

type Verdict = NonNullable<RowOf<'5.hypotheses.list'>['verdict']>;

const tones: Readonly<Record<Verdict, Tone>> = {
  open: 'plain',
  confirmed: 'good',
  rejected: 'bad',
  inconclusive: 'warn',
};

/** What stands in the sentence while a part of it is not written yet. */
const blank = '…';

/** Each hypothesis as the sentence it stands for, with its verdict. */
export function HypothesesPanel({ values }: StepPanelProps) {
  const rows = rowsAt({ values }, '5.hypotheses.list');
  if (rows.length === 0) return null;
  return (
    <ol className="hypotheses" aria-label="Hypotheses as sentences">
      {rows.map(({ constraint, behaviour, condition, verdict }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- hypotheses have no identity but their place
        <li key={index}>
          <p>
            If <strong>{constraint?.trim() ?? blank}</strong> is the bottleneck, then{' '}
            <strong>{behaviour?.trim() ?? blank}</strong> should occur when{' '}
            <strong>{condition?.trim() ?? blank}</strong>.
          </p>
          <StateMark tone={tones[verdict ?? 'open']}>
            {verdicts.find(({ id }) => id === (verdict ?? 'open'))?.label}
          </StateMark>
          {verdict && verdict !== 'open' && <StandingMark of={{ standing: 'judged' }} />}
        </li>
      ))}
    </ol>
  );
}
