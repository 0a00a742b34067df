import type { StepStatus } from '../../../shared/playbook/method-state.ts';
import type { Phase, Step } from '../../../shared/playbook/phase.ts';
import { fieldKey } from '../../../shared/playbook/playbook.ts';
import { useStepPanels, type Values } from '../../state/index.ts';
import { Badge, Skeleton, StateMark } from '../../ui/index.ts';
import { FieldEditor } from './fields/FieldEditor.tsx';
import { BaselineGate, useChangesPermitted } from './GuardRails.tsx';

interface PhaseStepProps {
  phase: Phase;
  step: Step;
  values: Values;
  /** Undefined until the engine has judged the method. */
  status: StepStatus | undefined;
  disabled: boolean;
  onFocus(): void;
}

export function PhaseStep({ phase, step, values, status, disabled, onFocus }: PhaseStepProps) {
  const panels = useStepPanels(`${phase.id}.${step.id}`);
  const openChecks = status?.openChecks ?? [];
  return (
    // Focus anywhere inside decides which guidance is shown; the section itself takes none.
    <section
      className="phase-step"
      id={`step-${step.id}`}
      aria-labelledby={`step-title-${step.id}`}
      onFocusCapture={onFocus}
    >
      <header>
        <h2 id={`step-title-${step.id}`} tabIndex={-1}>
          {step.title}
        </h2>
        {status !== undefined &&
          status.required > 0 &&
          (status.done === status.required ? (
            <StateMark tone="good">Done</StateMark>
          ) : (
            <Badge>
              {status.done} of {status.required}
            </Badge>
          ))}
      </header>
      {panels.map((Panel, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- the panels of a step never change
        <Panel key={place} values={values} disabled={disabled} />
      ))}
      {step.fields.map((field) => {
        const key = fieldKey(phase, step, field);
        const placed = { key, phase, step, field };
        const editor = <FieldEditor key={key} placed={placed} values={values} disabled={disabled} />;
        return field.type === 'changes' ? (
          <ChangesBehindGate key={key} disabled={disabled}>
            {editor}
          </ChangesBehindGate>
        ) : (
          editor
        );
      })}
      {openChecks.length > 0 && (
        <ul className="open-checks">
          {openChecks.map(({ id, label }) => (
            <li key={id}>
              <StateMark tone="plain">{label}</StateMark>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** In px: what the gate takes, so that nothing moves when it appears. */
const gateHeight = 96;

function ChangesBehindGate({ disabled, children }: { disabled: boolean; children: React.ReactNode }) {
  const permitted = useChangesPermitted();
  if (permitted === null) return <Skeleton height={gateHeight} />;
  return permitted ? children : <BaselineGate disabled={disabled} />;
}
