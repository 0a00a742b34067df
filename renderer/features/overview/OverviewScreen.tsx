import { ArrowRight } from 'lucide-react';
import { evidenceKinds, kindContracts, type EvidenceKind } from '../../../shared/contract/kinds.ts';
import type { PhaseStatus } from '../../../shared/playbook/method-state.ts';
import type {
  AnsweredClaim,
  LimitedBefore,
  LimitsNow,
  NextStep,
} from '../../../shared/playbook/verdict-shapes.ts';
import {
  formatBytes,
  formatCount,
  formatDurationMs,
  formatQuantity,
  noValue,
  thinSpace,
} from '../../../shared/domain/format.ts';
import { guardRails as guardRailTexts } from '../../../shared/playbook/guard-rails.ts';
import { phases as playbookPhases } from '../../../shared/playbook/playbook.ts';
import { timeBudget } from '../../../shared/playbook/time-budget.ts';
import { constraintLabels } from '../../../shared/playbook/verdicts.ts';
import { useMethodCheck, type MethodCheck } from '../../state/check.ts';
import { useQuery } from '../../state/query.ts';
import { hrefOf, navigate } from '../../state/router.ts';
import { useSources } from '../../state/sources.ts';
import {
  Button,
  ErrorState,
  guardRailMarks,
  Inspector,
  KeyFigure,
  phaseMarks,
  ProgressBar,
  Screen,
  Section,
  Skeleton,
  StateMark,
} from '../../ui/index.ts';
import './overview.css';

const minuteMs = 60_000;
const missingShown = 2;

const hoursText = ([least, most]: readonly [number, number]): string =>
  most === 0 ? noValue : `${least}–${most}${thinSpace}h`;

function PhaseRow({ phase }: { phase: PhaseStatus }) {
  const { tone, icon, word } = phaseMarks[phase.state];
  const hours = playbookPhases.find(({ id }) => id === phase.id)?.hours ?? [0, 0];
  const missing = phase.missing.slice(0, missingShown).join(', ');
  const more = phase.missing.length - missingShown;
  const time = phase.minutesSpent === 0 ? noValue : formatDurationMs(phase.minutesSpent * minuteMs);
  return (
    <tr>
      <td className="number">{phase.id}</td>
      <td className="overview-phase">
        <a href={hrefOf(`/phase/${phase.id}`)}>{phase.title}</a>
        {missing && (
          <p className="muted truncate" title={phase.missing.join(', ')}>
            Missing: {missing}
            {more > 0 && ` and ${more} more`}
          </p>
        )}
      </td>
      <td>
        <StateMark tone={tone} icon={icon}>
          {word}
        </StateMark>
      </td>
      <td>
        <div className="overview-progress">
          <ProgressBar
            label={`Phase ${phase.id}`}
            share={phase.required === 0 ? 1 : phase.done / phase.required}
            tone={phase.state === 'done' ? 'good' : 'accent'}
            bare
          />
          <span className="number">
            {phase.done} of {phase.required}
          </span>
        </div>
      </td>
      <td className="number">{time}</td>
      <td
        className="number muted"
        {...(hours[1] === 0 && { title: 'The method gives no time for this phase' })}
      >
        {hoursText(hours)}
      </td>
    </tr>
  );
}

function Phases({ phases }: { phases: readonly PhaseStatus[] }) {
  const spent = phases.reduce((sum, phase) => sum + phase.minutesSpent, 0);
  const least = timeBudget.reduce((sum, { hours }) => sum + hours[0], 0);
  const most = timeBudget.reduce((sum, { hours }) => sum + hours[1], 0);
  return (
    <Section
      title="Phases"
      aside={
        <span className="muted dense">
          {spent === 0 ? 'No time' : formatDurationMs(spent * minuteMs)} logged; the method expects {least} to{' '}
          {most} h in all
        </span>
      }
    >
      <div className="overview-table">
        <table className="plain-table">
          <thead>
            <tr>
              <th className="number">No.</th>
              <th>Phase</th>
              <th>State</th>
              <th>Done</th>
              <th className="number">Spent</th>
              <th className="number">Expected</th>
            </tr>
          </thead>
          <tbody>
            {phases.map((phase) => (
              <PhaseRow key={phase.id} phase={phase} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

const isRaised = ({ state }: MethodCheck['guardRails'][number]): boolean =>
  state === 'warning' || state === 'violated';

function GuardRails({ check }: { check: MethodCheck }) {
  // What was raised is looked for first; the sort keeps the method's order otherwise.
  const rails = check.guardRails.toSorted((a, b) => Number(isRaised(b)) - Number(isRaised(a)));
  return (
    <Section title="Guard rails">
      <ul className="overview-list">
        {rails.map(({ code, state, message }) => {
          const { tone, icon, word } = guardRailMarks[state];
          const override = check.overrides.find((one) => one.code === code);
          return (
            <li key={code}>
              <div className="row">
                <span className="overview-name">
                  {guardRailTexts.find((rail) => rail.code === code)?.title ?? code}
                </span>
                <StateMark tone={tone} icon={icon}>
                  {word}
                </StateMark>
              </div>
              <p className="muted dense">{message}</p>
              {override && <p className="dense">Overridden: {override.reason}</p>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Deliverables({ check }: { check: MethodCheck }) {
  const done = check.deliverables.filter((deliverable) => deliverable.done).length;
  return (
    <Section
      title="Deliverables"
      aside={
        <span className="muted dense">
          {done} of {check.deliverables.length} complete
        </span>
      }
    >
      <ul className="overview-list">
        {check.deliverables.map((deliverable) => (
          <li key={deliverable.id}>
            <div className="row">
              <span className="overview-name">{deliverable.title}</span>
              {deliverable.done ? (
                <StateMark tone="good">Complete</StateMark>
              ) : (
                <StateMark tone="plain">{deliverable.missing.length} missing</StateMark>
              )}
            </div>
            {!deliverable.done && <p className="muted dense">{deliverable.missing.join(', ')}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function EvidenceCounts() {
  const sources = useSources().data?.sources;
  const evidence = useQuery('evidence.list', {}, ['evidence', 'sources']).data?.evidence;
  const ofKind = (kind: EvidenceKind): number =>
    sources?.filter((source) => source.kinds.includes(kind)).length ?? 0;
  const bytes = sources?.reduce((sum, source) => sum + source.bytes, 0);
  return (
    <dl className="key-figures">
      <KeyFigure
        label="Sources"
        value={
          <a href={hrefOf('/sources')}>
            {formatCount(sources?.length)}
            {bytes ? ` (${formatBytes(bytes)})` : ''}
          </a>
        }
      />
      {evidenceKinds.map((kind) => (
        <KeyFigure
          key={kind}
          label={`${capitalised(kindContracts[kind].file)}s`}
          value={<a href={hrefOf(kindContracts[kind].place)}>{ofKind(kind)}</a>}
        />
      ))}
      <KeyFigure
        label="Figures pinned"
        value={<a href={hrefOf('/findings')}>{formatCount(evidence?.length)}</a>}
      />
    </dl>
  );
}

/** A sentence of the judgement; where it names a claim, the claim's title leads to it. */
function Sentence({ sentence, claim }: { sentence: string; claim: AnsweredClaim | undefined }) {
  const at = claim ? sentence.lastIndexOf(claim.title) : -1;
  if (!claim || at < 0) return sentence;
  return (
    <>
      {sentence.slice(0, at)}
      <a href={hrefOf(`/findings/${claim.id}`)}>{claim.title}</a>
      {sentence.slice(at + claim.title.length)}
    </>
  );
}

const evidenceText = ({ length }: readonly number[]): string =>
  length === 0 ? 'no evidence yet' : `${formatQuantity(length, 'figure')} as evidence`;

/** What qualifies an answer, behind it. */
function aside(answer: LimitedBefore | LimitsNow): string | null {
  switch (answer.state) {
    case 'lifted':
      return evidenceText(answer.evidenceIds);
    case 'named':
    case 'resolved':
      return `${answer.claim.status}, ${evidenceText(answer.evidenceIds)}`;
    case 'not-named':
    case 'none-claimed':
      return null;
  }
}

function ConstraintLine({ label, answer }: { label: string | null; answer: LimitedBefore | LimitsNow }) {
  const qualified = aside(answer);
  const claim = 'claim' in answer ? answer.claim : 'candidates' in answer ? answer.candidates[0] : undefined;
  return (
    <p>
      {label !== null && <span className="muted">{label}: </span>}
      <Sentence sentence={answer.sentence} claim={claim} />
      {qualified !== null && <span className="muted"> ({qualified})</span>}
    </p>
  );
}

function Answer({ check }: { check: MethodCheck }) {
  const { limitedBefore, limitsNow, nextDecision, targets } = check.answer;
  const unfinished = check.phases.find(({ id, state }) => id >= 1 && id <= 4 && state !== 'done');
  const isOpen = limitsNow.state !== 'named' && limitedBefore === null;
  return (
    <>
      {limitedBefore && <ConstraintLine label={constraintLabels.limitedBefore} answer={limitedBefore} />}
      <ConstraintLine label={limitedBefore && constraintLabels.limitsNow} answer={limitsNow} />
      {isOpen && (
        <p>
          {unfinished
            ? `Phase ${unfinished.id}, ${unfinished.title.toLowerCase()}, comes before one can be named.`
            : 'Phase 4 names the one that dominates.'}
        </p>
      )}
      {nextDecision.from !== 'none' && (
        <p>
          <span className="muted">To decide next: </span>
          {nextDecision.claimId === null ? (
            nextDecision.what
          ) : (
            <a href={hrefOf(`/findings/${nextDecision.claimId}`)}>{nextDecision.what}</a>
          )}
        </p>
      )}
      {check.criteria.length > 0 && (
        <p>
          <span className="muted">Targets: </span>
          {targets.sentence}
        </p>
      )}
    </>
  );
}

const addressOf = ({ place }: NextStep): string =>
  place.kind === 'phase' ? `/phase/${place.phase}` : `/${place.kind}`;

const guidance = (
  <>
    <h3>What a performance audit is</h3>
    <p>
      It answers one question with figures: which constraint limits the system now, and what should be decided
      next. The method goes through seven phases, after a preparation, and holds one change at a time against
      a frozen baseline.
    </p>
    <h3>How to read this page</h3>
    <p>
      The line under the title is the answer so far, or what is missing for one. The button leads to the next
      thing to do. Guard rails are judged from what the audit holds, not from what anyone ticks.
    </p>
  </>
);

export function OverviewScreen() {
  const check = useMethodCheck();
  const { error } = check;
  const step = check.data?.answer.nextStep;
  const state = check.data?.answer.limitsNow.state;
  return (
    <Screen
      question="Which constraint limits this system now, and what should be decided next?"
      title="Overview"
      answer={check.data && <Answer check={check.data} />}
      answerMissing={state !== undefined && state !== 'named' && check.data?.answer.limitedBefore === null}
    >
      <Inspector guidance={guidance} />
      {error && <ErrorState error={error} onRetry={check.reload} />}
      {step && (
        <div className="overview-next">
          <Button variant="primary" icon={ArrowRight} onPress={() => navigate(addressOf(step))}>
            {step.label}
          </Button>
          <span className="muted">{step.reason}</span>
        </div>
      )}
      <EvidenceCounts />
      {!check.data && !error && <Skeleton lines={12} />}
      {check.data && (
        <>
          <Phases phases={check.data.phases} />
          <div className="overview-columns">
            <GuardRails check={check.data} />
            <Deliverables check={check.data} />
          </div>
        </>
      )}
    </Screen>
  );
}
