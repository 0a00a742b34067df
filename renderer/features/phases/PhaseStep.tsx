import { checks } from '../../../shared/playbook/checks.ts';
import type { FieldValue } from '../../../shared/contract/method.ts';
import { missingIn } from '../../../shared/playbook/field-types.ts';
import type { Phase, Step } from '../../../shared/playbook/phase.ts';
import { fieldKey } from '../../../shared/playbook/playbook.ts';
import { Badge, Skeleton, StateMark } from '../../ui/index.ts';
import { FieldEditor } from './fields/FieldEditor.tsx';
import { BaselineGate, useChangesPermitted } from './GuardRails.tsx';
import { panels } from './panels/registry.tsx';

export type Values = Readonly<Record<string, FieldValue>>;

/** How many of the required fields and checks of a step are done. `missing` is what the engine says of the phase. */
export function progressOf(phase: Phase, step: Step, values: Values, missing: readonly string[]) {
  const required = step.fields.filter((field) => field.required === true);
  const openFields = required.filter(
    (field) => missingIn(field, values[fieldKey(phase, step, field)] ?? null).length > 0,
  );
  const openChecks = (step.checks ?? []).filter((id) => missing.includes(checks[id].label));
  const total = required.length + (step.checks?.length ?? 0);
  return { total, done: total - openFields.length - openChecks.length };
}

interface PhaseStepProps {
  phase: Phase;
  step: Step;
  values: Values;
  missing: readonly string[];
  disabled: boolean;
  onFocus(): void;
}

export function PhaseStep({ phase, step, values, missing, disabled, onFocus }: PhaseStepProps) {
  const { total, done } = progressOf(phase, step, values, missing);
  const Panel = step.panel ? panels[step.panel] : null;
  const openChecks = (step.checks ?? []).filter((id) => missing.includes(checks[id].label));
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
        {total > 0 &&
          (done === total ? (
            <StateMark tone="good">Done</StateMark>
          ) : (
            <Badge>
              {done} of {total}
            </Badge>
          ))}
      </header>
      {Panel && <Panel values={values} disabled={disabled} />}
      {step.fields.map((field) => {
        const key = fieldKey(phase, step, field);
        const placed = { key, phase, step, field };
        const editor = (
          <FieldEditor key={key} placed={placed} stored={values[key] ?? null} disabled={disabled} />
        );
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
          {openChecks.map((id) => (
            <li key={id}>
              <StateMark tone="plain">{checks[id].label}</StateMark>
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
