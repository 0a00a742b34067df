import { Trash2, X } from 'lucide-react';
import type { Claim } from '../../../shared/domain/claim.ts';
import { constraintTypes } from '../../../shared/playbook/constraint-types.ts';
import { priorities, priorityOf } from '../../../shared/playbook/priority.ts';
import { EvidencePicker } from '../../evidence/index.ts';
import { attempt, call, flushEdits, navigate, notifyUndoable, undoOfLastEdit } from '../../state/index.ts';
import { Button, IconButton, Select, TextArea } from '../../ui/index.ts';
import { useClaim } from './useClaim.ts';
import { isRanked, kinds, levelOptions, severities, statuses } from './words.ts';

const none = 'none';
const orNone = (options: readonly { id: string; label: string }[], label: string) => [
  { id: none, label },
  ...options.map((option) => ({ ...option })),
];

/** What was typed last is stored first, so that undo brings it back too. */
async function remove(claim: Claim, discard: () => void): Promise<void> {
  await flushEdits();
  const done = await attempt(() => call('claim.remove', { id: claim.id }));
  if (!done) return;
  discard();
  navigate('/findings');
  notifyUndoable(`Removed “${claim.title}”.`, await undoOfLastEdit());
}

const statusWords = { unchanged: '', editing: 'Not saved yet', saving: 'Saving', saved: 'Saved' } as const;

/** One claim: the sentence first, then what carries it. */
export function ClaimEditor({ stored, disabled }: { stored: Claim; disabled: boolean }) {
  const { claim, status, error, change, commit, discard } = useClaim(stored);
  const priority = priorityOf(claim);
  return (
    <section
      className="claim-editor card"
      aria-label={`Claim ${claim.id}`}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) void commit();
      }}
    >
      <header className="row">
        <h2>C{claim.id}</h2>
        <span className={`field-state ${status}`} role="status">
          {error ? 'Not saved' : statusWords[status]}
        </span>
        <span className="spacer" />
        <Button
          variant="quiet"
          size="small"
          icon={Trash2}
          isDisabled={disabled}
          onPress={() => void remove(stored, discard)}
        >
          Delete
        </Button>
        <IconButton icon={X} size="small" label="Close" onPress={() => navigate('/findings')} />
      </header>
      <TextArea
        label="In one sentence that a manager understands"
        rows={2}
        isDisabled={disabled}
        value={claim.title}
        onChange={(title) => {
          // A claim without a sentence is none; it is stored again once there is one.
          if (title.trim() !== '' || claim.title !== '') change({ title });
        }}
        {...(error && { error: [error.message, error.hint].filter(Boolean).join(' ') })}
      />
      <div className="claim-marks">
        <Select
          label="Kind"
          isDisabled={disabled}
          options={kinds}
          value={claim.kind}
          onChange={(id) => change({ kind: id as Claim['kind'] })}
        />
        <Select
          label="Severity"
          isDisabled={disabled}
          options={severities.map(({ id, label }) => ({ id, label }))}
          value={claim.severity}
          onChange={(id) => change({ severity: id as Claim['severity'] })}
        />
        <Select
          label="Status"
          isDisabled={disabled}
          options={statuses.map(({ id, label }) => ({ id, label }))}
          value={claim.status}
          onChange={(id) => change({ status: id as Claim['status'] })}
        />
        {claim.kind === 'constraint' && (
          <Select
            label="Kind of constraint"
            isDisabled={disabled}
            options={orNone(
              constraintTypes.map(({ id, label }) => ({ id, label })),
              'Not said',
            )}
            value={claim.constraintType ?? none}
            onChange={(id) =>
              change({ constraintType: id === none ? null : (id as Claim['constraintType']) })
            }
          />
        )}
      </div>
      {isRanked(claim.kind) && (
        <div className="claim-marks">
          {(['impact', 'effort', 'risk'] as const).map((rating) => (
            <Select
              key={rating}
              label={{ impact: 'Impact', effort: 'Effort', risk: 'Risk' }[rating]}
              isDisabled={disabled}
              options={orNone(levelOptions, 'Not rated')}
              value={claim[rating] ?? none}
              onChange={(id) => change({ [rating]: id === none ? null : (id as Claim['impact']) })}
            />
          ))}
          <p className="claim-priority">
            {priority === null
              ? 'No priority before all three are rated.'
              : `${priorities[priority].label}. ${priorities[priority].meaning}`}
          </p>
        </div>
      )}
      <TextArea
        label="Figures and reasoning"
        optional
        rows={5}
        isDisabled={disabled}
        value={claim.detail}
        onChange={(detail) => change({ detail })}
      />
      <EvidencePicker
        label="Rests on"
        isDisabled={disabled}
        value={claim.evidenceIds}
        onChange={(evidenceIds) => change({ evidenceIds })}
      />
    </section>
  );
}
