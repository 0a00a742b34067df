// Everything pinned: what it shows, what it rests on, and whether it still comes out the same.
import { FilePlus, RotateCw, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { formatTime } from '../../../shared/domain/format.ts';
import type { Claim } from '../../../shared/domain/claim.ts';
import type { ShownEvidence } from '../../../shared/contract/findings.ts';
import {
  attempt,
  call,
  hrefOf,
  navigate,
  notifyUndoable,
  startJob,
  undoOfLastEdit,
  useJobs,
  useQuery,
  useTimeZone,
} from '../../state/index.ts';
import {
  Button,
  Computing,
  EmptyState,
  ErrorState,
  FigureView,
  Skeleton,
  StateMark,
} from '../../ui/index.ts';
import { usersOf } from './words.ts';

type Outcome = { same: true } | { same: false; reason: string };

async function newFinding(evidence: ShownEvidence): Promise<void> {
  const claim = await attempt(() =>
    call('claim.create', { kind: 'finding', title: evidence.title, evidenceIds: [evidence.id] }),
  );
  if (claim) navigate(`/findings/${claim.id}`);
}

async function unpin(evidence: ShownEvidence): Promise<void> {
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
  const [jobId, setJobId] = useState<string | null>(null);
  const progress = useJobs(({ running }) => running.find((job) => job.jobId === jobId) ?? null);
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
    const job = startJob('evidence.recompute', { ids });
    setJobId(job.jobId);
    const result = await attempt(() => job.result);
    setJobId(null);
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
        <Button
          icon={RotateCw}
          isDisabled={jobId !== null}
          onPress={() => void recompute(evidence.map(({ id }) => id))}
        >
          Compute all again
        </Button>
      </div>
      <Computing progress={progress} />
      <ul className="shelf">
        {evidence.toReversed().map((one) => (
          <EvidenceCard
            key={one.id}
            evidence={one}
            users={usersOf(one, claims)}
            outcome={outcomes.get(one.id)}
            shown={String(one.id) === shownId}
            disabled={disabled}
            computing={jobId !== null}
            onRecompute={() => void recompute([one.id])}
          />
        ))}
      </ul>
    </div>
  );
}

interface CardProps {
  evidence: ShownEvidence;
  users: readonly Claim[];
  outcome: Outcome | undefined;
  shown: boolean;
  disabled: boolean;
  /** While some evidence is computed again, no other can be. */
  computing: boolean;
  onRecompute(): void;
}

function EvidenceCard({ evidence, users, outcome, shown, disabled, computing, onRecompute }: CardProps) {
  const timeZone = useTimeZone();
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!shown) return;
    card.current?.scrollIntoView({ block: 'nearest' });
    card.current?.focus({ preventScroll: true });
  }, [shown]);
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
      {evidence.sentence !== null && <p>{evidence.sentence}</p>}
      {outcome && !outcome.same && <p className="field-error">{outcome.reason}</p>}
      <FigureView figure={evidence.figure} label={`Figure of evidence E${evidence.id}`} />
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
        <Button size="small" icon={RotateCw} isDisabled={computing} onPress={onRecompute}>
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
