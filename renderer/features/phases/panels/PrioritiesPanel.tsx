// The constraints in the order in which they should be dealt with, and the matrix that orders them.
import { Plus } from 'lucide-react';
import type { Claim } from '../../../../shared/domain/claim.ts';
import { levels, priorities, priorityOf, type Level } from '../../../../shared/playbook/priority.ts';
import type { RankedConstraint } from '../../../../shared/playbook/verdict-shapes.ts';
import {
  attempt,
  call,
  hrefOf,
  navigate,
  useMethodCheck,
  useQuery,
  type StepPanelProps,
} from '../../../state/index.ts';
import { Button, EmptyState, ErrorState, Select, Skeleton } from '../../../ui/index.ts';

const levelLabels: Record<Level, string> = { high: 'High', medium: 'Medium', low: 'Low' };
const levelOptions = levels.map((id) => ({ id, label: levelLabels[id] }));
const ratings = [
  { id: 'impact', label: 'Impact' },
  { id: 'effort', label: 'Effort' },
  { id: 'risk', label: 'Risk' },
] as const;

async function addConstraint(): Promise<void> {
  const claim = await attempt(() => call('claim.create', { kind: 'constraint', title: 'New constraint' }));
  if (claim) navigate(`/findings/${claim.id}`);
}

export function PrioritiesPanel({ disabled }: StepPanelProps) {
  const claims = useQuery('claim.list', {}, ['findings']);
  const check = useMethodCheck();
  const error = claims.error ?? check.error;
  if (error) return <ErrorState error={error} />;
  if (!claims.data || !check.data) return <Skeleton height={160} />;
  const byId = new Map(claims.data.claims.map((claim) => [claim.id, claim]));
  const ranked = check.data.answer.constraints.flatMap(({ claimId, standing }) => {
    const claim = byId.get(claimId);
    return claim ? [{ claim, standing }] : [];
  });
  const add = (
    <Button icon={Plus} isDisabled={disabled} onPress={() => void addConstraint()}>
      Add constraint
    </Button>
  );
  if (ranked.length === 0) {
    return (
      <EmptyState title="No constraint is written down yet" action={add}>
        A constraint is a claim: one sentence, its figures, and the pinned evidence it rests on. Rated by
        impact, effort and risk, it takes its place in line.
      </EmptyState>
    );
  }
  return (
    <div className="panel stack">
      <ol className="constraints">
        {ranked.map(({ claim, standing }) => (
          <ConstraintRow key={claim.id} constraint={claim} standing={standing} disabled={disabled} />
        ))}
      </ol>
      <div className="row">{add}</div>
      <Matrix constraints={ranked.map(({ claim }) => claim)} />
    </div>
  );
}

interface ConstraintRowProps {
  constraint: Claim;
  standing: RankedConstraint['standing'];
  disabled: boolean;
}

/** What is to be done about a constraint; of one that no longer limits, why nothing is. */
function placeInLine(constraint: Claim, standing: RankedConstraint['standing']): string {
  if (standing === 'lifted') return 'Lifted by a change';
  if (standing === 'resolved') return 'Resolved';
  const priority = priorityOf(constraint);
  return priority === null ? 'Not rated yet' : priorities[priority].label;
}

function ConstraintRow({ constraint, standing, disabled }: ConstraintRowProps) {
  return (
    <li className="constraint-row">
      <div className="constraint-words">
        <a href={hrefOf(`/findings/${constraint.id}`)}>{constraint.title}</a>
        <p className="dense muted">
          {placeInLine(constraint, standing)}
          {', '}
          {constraint.evidenceIds.length === 0
            ? 'no evidence yet'
            : `${constraint.evidenceIds.length} pieces of evidence`.replace(/^1 pieces/, '1 piece')}
        </p>
      </div>
      {ratings.map(({ id, label }) => (
        <Select
          key={id}
          label={label}
          placeholder="Rate"
          isDisabled={disabled}
          options={levelOptions}
          value={constraint[id]}
          onChange={(level) =>
            void attempt(() => call('claim.update', { id: constraint.id, changes: { [id]: level as Level } }))
          }
        />
      ))}
    </li>
  );
}

function Matrix({ constraints }: { constraints: readonly Claim[] }) {
  return (
    <div className="table-scroll">
      <table className="plain-table matrix">
        <caption>
          Priority matrix: effort across, impact down; high risk moves a constraint back in line
        </caption>
        <thead>
          <tr>
            <th scope="col">Impact</th>
            {levels.toReversed().map((effort) => (
              <th key={effort} scope="col">
                {levelLabels[effort]} effort
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {levels.map((impact) => (
            <tr key={impact}>
              <th scope="row">{levelLabels[impact]}</th>
              {levels.toReversed().map((effort) => (
                <td key={effort}>
                  <span className="dense muted">
                    {priorities[priorityOf({ impact, effort, risk: 'low' }) ?? 'defer'].label}
                  </span>
                  {constraints
                    .filter((one) => one.impact === impact && one.effort === effort)
                    .map((one) => (
                      <p key={one.id} className="dense">
                        {one.title}
                        {one.risk !== null && one.risk !== 'low' && `, ${one.risk} risk`}
                      </p>
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
