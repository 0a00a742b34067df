// Any phase of the method, drawn from its data: question, what is missing, then each step with its fields.
import { useEffect, useState } from 'react';
import type { StepStatus } from '../../../shared/playbook/method-state.ts';
import type { Phase, Step } from '../../../shared/playbook/phase.ts';
import { fieldsByKey, notesKey, phases } from '../../../shared/playbook/playbook.ts';
import { hrefOf, useAudit, useMethodCheck, useQuery, useSettled } from '../../state/index.ts';
import { EmptyState, ErrorState, Inspector, Screen, Skeleton } from '../../ui/index.ts';
import { FieldEditor } from './fields/FieldEditor.tsx';
import { PhaseGuardRails } from './GuardRails.tsx';
import { PhaseStep } from './PhaseStep.tsx';
import { TimeDialog } from './TimeDialog.tsx';
import { usePhaseClock } from './usePhaseClock.ts';
import './phases.css';

export function PhaseScreen({ parameters }: { parameters: Record<string, string> }) {
  const phase = phases[Number(parameters['phase'])];
  if (!phase) {
    return (
      <Screen
        question="Which phase is meant?"
        title="No such phase"
        answerMissing
        answer="There are phases 0 to 7."
      >
        <EmptyState title="Where to go" action={<a href={hrefOf('/phase/0')}>Before the audit</a>}>
          The method has a preparation and seven phases.
        </EmptyState>
      </Screen>
    );
  }
  return <OnePhase key={phase.id} phase={phase} stepId={parameters['step']} />;
}

/** Labels of what is missing that fit in the answer; the rest is counted. */
const missingShown = 4;

function missingText(missing: readonly string[]): string {
  const shown = missing.slice(0, missingShown).map((label) => label.charAt(0).toLowerCase() + label.slice(1));
  const rest = missing.length - shown.length;
  return `Still missing: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
}

function OnePhase({ phase, stepId }: { phase: Phase; stepId: string | undefined }) {
  const readOnly = useAudit(({ info }) => info?.readOnly ?? false);
  const values = useQuery('method.values', {}, ['method']);
  const check = useMethodCheck();
  const status = check.data?.phases.find(({ id }) => id === phase.id);
  const [focused, setFocused] = useState<string>(stepId ?? phase.steps[0]?.id ?? '');
  const settled = useSettled(values);
  const loaded = settled !== null;
  usePhaseClock(phase.id, readOnly);

  useEffect(() => {
    if (stepId === undefined || !loaded) return;
    const title = document.getElementById(`step-title-${stepId}`);
    title?.scrollIntoView({ block: 'start' });
    title?.focus({ preventScroll: true });
  }, [stepId, loaded]);

  const step = phase.steps.find(({ id }) => id === focused) ?? phase.steps[0];
  const missing = status?.missing ?? [];
  const notes = fieldsByKey.get(notesKey(phase));
  const stored = settled?.values ?? {};
  return (
    <Screen
      question={phase.question}
      title={`${phase.id} ${phase.title}`}
      {...(status && {
        answer: missing.length === 0 ? 'Everything this phase asks for is there.' : missingText(missing),
        answerMissing: missing.length > 0,
      })}
      actions={status && <TimeDialog phase={phase} minutesSpent={status.minutesSpent} disabled={readOnly} />}
    >
      {/* What is being typed stays on the screen, whatever happens to the engine. */}
      {values.error && <ErrorState error={values.error} onRetry={values.reload} />}
      {loaded ? (
        <div className="phase">
          <PhaseGuardRails phase={phase.id} />
          <StepLinks phase={phase} statuses={status?.steps ?? []} focused={step?.id} />
          {phase.steps.map((one) => (
            <PhaseStep
              key={one.id}
              phase={phase}
              step={one}
              values={stored}
              status={status?.steps.find(({ id }) => id === one.id)}
              disabled={readOnly}
              onFocus={() => setFocused(one.id)}
            />
          ))}
        </div>
      ) : (
        !values.error && <Skeleton lines={9} />
      )}
      <Inspector
        guidance={step && <Guidance phase={phase} step={step} />}
        {...(loaded &&
          notes && {
            notes: <FieldEditor key={notes.key} placed={notes} values={stored} disabled={readOnly} />,
          })}
      />
    </Screen>
  );
}

interface StepLinksProps {
  phase: Phase;
  statuses: readonly StepStatus[];
  focused: string | undefined;
}

function StepLinks({ phase, statuses, focused }: StepLinksProps) {
  return (
    <nav className="step-links" aria-label="Steps of this phase">
      {phase.steps.map((step) => {
        const { required = 0, done = 0 } = statuses.find(({ id }) => id === step.id) ?? {};
        return (
          <a
            key={step.id}
            href={hrefOf(`/phase/${phase.id}/${step.id}`)}
            {...(step.id === focused && { 'aria-current': 'step' as const })}
          >
            {step.title}
            {required > 0 && (
              <span className={done === required ? 'step-count done' : 'step-count'}>
                {done === required ? 'done' : `${done}/${required}`}
              </span>
            )}
          </a>
        );
      })}
    </nav>
  );
}

function Guidance({ phase, step }: { phase: Phase; step: Step }) {
  return (
    <div className="guidance">
      <h2>{step.title}</h2>
      <h3>What to do</h3>
      <p>{step.guidance}</p>
      <h3>Why</h3>
      <p>{step.why}</p>
      <h3>Done when</h3>
      <p>{step.doneWhen}</p>
      <h3>About this phase</h3>
      <p>{phase.why}</p>
    </div>
  );
}
