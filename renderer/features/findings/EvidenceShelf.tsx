// Everything pinned: what it shows, what it rests on, and whether it still comes out the same.
import { FilePlus, RotateCw, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { formatTime } from '../../../shared/domain/format.ts';
import type { Evidence } from '../../../shared/contract/findings.ts';
import type { Claim } from '../../../shared/domain/claim.ts';
import {
  attempt,
  call,
  hrefOf,
  navigate,
  notifyUndoable,
  undoOfLastEdit,
  useQuery,
  useTimeZone,
} from '../../state/index.ts';
import { Button, EmptyState, ErrorState, Skeleton, StateMark } from '../../ui/index.ts';
import { summarise } from './result.ts';
import { usersOf } from './words.ts';

type Outcome = { same: true } | { same: false; reason: string };

async function newFinding(evidence: Evidence): Promise<void> {
  const claim = await attempt(() =>
    call('claim.create', { kind: 'finding', title: evidence.title, evidenceIds: [evidence.id] }),
  );
  if (claim) navigate(`/findings/${claim.id}`);
}

async function unpin(evidence: Evidence): Promise<void> {
  const done = await attempt(() => call('evidence.remove', { id: evidence.id }));
  if (done) notifyUndoable(`Removed evidence E${evidence.id}.`, await undoOfLastEdit());
}

interface ShelfProps {
  claims: readonly Claim[];
  /** Evidence to bring into view. */
  shownId: string | null;
  disabled: boolean;
}

export function EvidenceShelf({ claims, shownId, disabled }: ShelfProps) {
  const { data, error } = useQuery('evidence.list', {}, ['evidence']);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<number, Outcome>>(new Map());
  if (error) return <ErrorState error={error} />;
  if (!data) return <Skeleton lines={6} />;
  const { evidence } = data;
  if (evidence.length === 0) {
    return (
      <EmptyState title="Nothing is pinned yet">
        Every figure has “Pin as evidence” beside it: under Metrics, Traces and Profiles. A pin keeps the
        analysis, its parameters, the hashes of the raw files and the result, so that anyone can compute it
        again.
      </EmptyState>
    );
  }
  const recompute = async (ids: number[]): Promise<void> => {
    const result = await attempt(() => call('evidence.recompute', { ids }));
    if (!result) return;
    const reasons = new Map(result.differing.map(({ id, reason }) => [id, reason]));
    setOutcomes((before) => {
      const after = new Map(before);
      for (const id of ids) {
        const reason = reasons.get(id);
        after.set(id, reason === undefined ? { same: true } : { same: false, reason });
      }
      return after;
    });
  };
  return (
    <div className="stack">
      <div className="row">
        <Button icon={RotateCw} onPress={() => void recompute(evidence.map(({ id }) => id))}>
          Compute all again
        </Button>
      </div>
      <ul className="shelf">
        {evidence.toReversed().map((one) => (
          <EvidenceCard
            key={one.id}
            evidence={one}
            users={usersOf(one, claims)}
            outcome={outcomes.get(one.id)}
            shown={String(one.id) === shownId}
            disabled={disabled}
            onRecompute={() => void recompute([one.id])}
          />
        ))}
      </ul>
    </div>
  );
}

interface CardProps {
  evidence: Evidence;
  users: readonly Claim[];
  outcome: Outcome | undefined;
  shown: boolean;
  disabled: boolean;
  onRecompute(): void;
}

function EvidenceCard({ evidence, users, outcome, shown, disabled, onRecompute }: CardProps) {
  const timeZone = useTimeZone();
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!shown) return;
    card.current?.scrollIntoView({ block: 'nearest' });
    card.current?.focus({ preventScroll: true });
  }, [shown]);
  const { scalars, table } = summarise(evidence.result);
  return (
    <li className="card evidence" ref={card} tabIndex={-1} aria-label={`Evidence E${evidence.id}`}>
      <header>
        <h3>
          E{evidence.id} {evidence.title}
        </h3>
        {outcome && (
          <StateMark tone={outcome.same ? 'good' : 'bad'}>
            {outcome.same ? 'Computed again: same digest' : 'Differs'}
          </StateMark>
        )}
      </header>
      {outcome && !outcome.same && <p className="field-error">{outcome.reason}</p>}
      {scalars.length > 0 && (
        <dl className="scalars">
          {scalars.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {table && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={table.name}>
          <table className="plain-table">
            <caption>
              {table.name}
              {table.total > table.rows.length && `, the first ${table.rows.length} of ${table.total}`}
            </caption>
            <thead>
              <tr>
                {table.headers.map((header, index) => (
                  <th key={header} scope="col" className={table.numeric[index] ? 'number' : ''}>
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <tr key={row.join('\u001f')}>
                  {row.map((cell, index) => (
                    // oxlint-disable-next-line react/no-array-index-key -- cells are known by their column
                    <td key={index} className={table.numeric[index] ? 'number' : ''}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <dl className="provenance">
        <div>
          <dt>Analysis</dt>
          <dd>
            {evidence.analysis}, version {evidence.analysisVersion}, pinned{' '}
            {formatTime(evidence.createdAt, timeZone, 'minute')}
          </dd>
        </div>
        <div>
          <dt>From</dt>
          <dd>
            {evidence.inputs.map(({ sourceId, file, sha256 }) => (
              <span key={sourceId} className="input-file">
                {file} <code title={sha256}>{sha256.slice(0, 12)}</code>
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>Digest</dt>
          <dd>
            <code title={evidence.resultDigest}>{evidence.resultDigest.slice(0, 24)}</code>
          </dd>
        </div>
        <div>
          <dt>Used by</dt>
          <dd>
            {users.length === 0
              ? 'no claim yet'
              : users.map(({ id, title }) => (
                  <a key={id} href={hrefOf(`/findings/${id}`)} className="input-file">
                    C{id} {title}
                  </a>
                ))}
          </dd>
        </div>
      </dl>
      <div className="row row-wrap">
        <Button size="small" icon={FilePlus} isDisabled={disabled} onPress={() => void newFinding(evidence)}>
          Write a finding
        </Button>
        <Button size="small" icon={RotateCw} onPress={onRecompute}>
          Compute again
        </Button>
        <Button
          size="small"
          variant="quiet"
          icon={Trash2}
          isDisabled={disabled}
          onPress={() => void unpin(evidence)}
        >
          Remove
        </Button>
      </div>
    </li>
  );
}
