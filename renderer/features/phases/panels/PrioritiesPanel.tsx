// The constraints in the order in which they should be dealt with, and the matrix that orders them.
import { Plus } from 'lucide-react';
import type { Claim } from '../../../../shared/contract/findings.ts';
import {
  byPriority,
  levels,
  priorities,
  priorityOf,
  type Level,
} from '../../../../shared/playbook/priority.ts';
import { attempt, call, hrefOf, navigate, useQuery } from '../../../state/index.ts';
import { Button, EmptyState, ErrorState, Select, Skeleton } from '../../../ui/index.ts';
import type { PanelProps } from './registry.tsx';

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

export function PrioritiesPanel({ disabled }: PanelProps) {
  const { data, error } = useQuery('claim.list', {}, ['findings']);
  if (error) return <ErrorState error={error} />;
  if (!data) return <Skeleton height={160} />;
  const constraints = data.claims
    .filter(({ kind, status }) => kind === 'constraint' && status !== 'rejected')
    .toSorted(byPriority);
  const add = (
    <Button icon={Plus} isDisabled={disabled} onPress={() => void addConstraint()}>
      Add constraint
    </Button>
  );
  if (constraints.length === 0) {
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
        {constraints.map((constraint) => (
          <ConstraintRow key={constraint.id} constraint={constraint} disabled={disabled} />
        ))}
      </ol>
      <div className="row">{add}</div>
      <Matrix constraints={constraints} />
    </div>
  );
}

function ConstraintRow({ constraint, disabled }: { constraint: Claim; disabled: boolean }) {
  const priority = priorityOf(constraint);
  return (
    <li className="constraint-row">
      <div className="constraint-words">
        <a href={hrefOf(`/findings/${constraint.id}`)}>{constraint.title}</a>
        <p className="dense muted">
          {priority === null ? 'Not rated yet' : priorities[priority].label}
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
