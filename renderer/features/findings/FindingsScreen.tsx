// Claims and the evidence they rest on. A claim opens over the list; the shelf holds everything pinned.
import { Plus } from 'lucide-react';
import { formatQuantity } from '../../../shared/domain/format.ts';
import type { Claim } from '../../../shared/domain/claim.ts';
import {
  attempt,
  call,
  hrefOf,
  navigate,
  useAudit,
  usePlace,
  useQuery,
  useSettled,
} from '../../state/index.ts';
import { Button, EmptyState, ErrorState, Inspector, Notice, Screen, Skeleton, Tabs } from '../../ui/index.ts';
import { ClaimEditor } from './ClaimEditor.tsx';
import { ClaimList } from './ClaimList.tsx';
import { EvidenceShelf } from './EvidenceShelf.tsx';
import './findings.css';

async function newFinding(): Promise<void> {
  const claim = await attempt(() => call('claim.create', { kind: 'finding', title: 'New finding' }));
  if (claim) navigate(`/findings/${claim.id}`);
}

function answerOf(claims: readonly Claim[]): string {
  if (claims.length === 0) return 'Nothing is claimed yet.';
  const bare = claims.filter(({ evidenceIds }) => evidenceIds.length === 0).length;
  const rest = bare === 0 ? 'each rests on evidence' : `${bare} without evidence yet`;
  return `${formatQuantity(claims.length, 'claim')}, ${rest}.`;
}

export function FindingsScreen({ parameters }: { parameters: Record<string, string> }) {
  const { query } = usePlace();
  const readOnly = useAudit(({ info }) => info?.readOnly ?? false);
  const list = useQuery('claim.list', {}, ['findings']);
  const { error, reload } = list;
  const data = useSettled(list);
  const pinned = useQuery('evidence.list', {}, ['evidence']).data?.evidence.length;
  const openId = parameters['id'];
  const claims = data?.claims ?? [];
  const open = claims.find(({ id }) => String(id) === openId);
  const shownEvidence = query.get('evidence');
  const tab = shownEvidence !== null ? 'evidence' : 'claims';
  const add = (
    <Button icon={Plus} variant="primary" isDisabled={readOnly} onPress={() => void newFinding()}>
      New finding
    </Button>
  );
  return (
    <Screen
      question="What do we claim, and on which evidence does it rest?"
      title="Findings"
      {...(data && { answer: answerOf(claims), answerMissing: claims.length === 0 })}
      actions={add}
    >
      {error && <ErrorState error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && (
        <Tabs
          label="Claims or evidence"
          selected={tab}
          onSelect={(id) => navigate(id === 'evidence' ? '/findings?evidence=all' : '/findings')}
          tabs={[
            {
              id: 'claims',
              label: 'Claims',
              count: claims.length,
              content: (
                <div className="stack">
                  {openId !== undefined && !open && (
                    <Notice tone="warn">
                      There is no claim {openId}; it may have been deleted. Undo brings it back.
                    </Notice>
                  )}
                  {open && <ClaimEditor key={open.id} stored={open} disabled={readOnly} />}
                  {claims.length === 0 ? (
                    <EmptyState
                      title="No finding yet"
                      action={<a href={hrefOf('/findings?evidence=all')}>Pinned evidence</a>}
                    >
                      A finding leads with a sentence that a manager understands, then gives the figures, and
                      rests on pinned evidence. Pin a figure under Metrics, Traces or Profiles first, then
                      write the finding from it.
                    </EmptyState>
                  ) : (
                    <ClaimList claims={claims} openId={open && openId} />
                  )}
                </div>
              ),
            },
            {
              id: 'evidence',
              label: 'Evidence',
              ...(pinned !== undefined && { count: pinned }),
              content: <EvidenceShelf claims={claims} shownId={shownEvidence} disabled={readOnly} />,
            },
          ]}
        />
      )}
      <Inspector
        guidance={
          <div className="stack">
            <p>
              Lead with what it means: “Checkout takes two seconds at the evening peak because every order
              reads its lines one by one.” The figures follow, each with its statistic and unit.
            </p>
            <p>
              Severity says how much it hurts, status how sure you are. A claim without evidence is an
              opinion; the report says which is which.
            </p>
          </div>
        }
      />
    </Screen>
  );
}
