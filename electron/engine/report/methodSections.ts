// The phases with what was written down in them, the guard rails and the deliverables.
import { formatNumber, formatTime } from '../../../shared/domain/format.ts';
import type { Printed } from '../../../shared/playbook/print.ts';
import { html, type Markup } from './markup.ts';
import type { PhaseSection, ReportModel } from './model.ts';
import { absent, type Cite, mark, nothing, prose, table } from './pieces.ts';

/** Fields that have a section of their own, and are not printed again among the phases. */
const shownElsewhere: Readonly<Record<string, string>> = {
  '1.criteria.list': 'criteria',
  '7.comparison.table': 'comparison',
};

const stateWords: Readonly<Record<string, string>> = {
  'not-started': 'Not started',
  'in-progress': 'In progress',
  done: 'Done',
};

export function phaseSection(phase: PhaseSection, cite: Cite): Markup {
  const { id, title, question, state, hoursSpent, steps, notes, missing } = phase;
  const hours = hoursSpent > 0 ? `; ${formatNumber(hoursSpent)} h` : '';
  return html`<h3>${id}. ${title} <span class="state">${stateWords[state] ?? state}${hours}</span></h3>
    <p class="muted">${question}</p>
    ${steps.length === 0 ? absent('Nothing was written down in this phase.') : nothing}
    ${steps.map(
      (step) =>
        html`${step.fields.map(
          ({ key, label, value }) =>
            html`<h4>${step.title === label ? label : `${step.title}: ${label}`}</h4>
              ${shownElsewhere[key] === undefined ? printed(value, cite) : html`<p>See <a href="#${shownElsewhere[key]}">${label}</a>.</p>`}`,
        )}`,
    )}
    ${
      notes === ''
        ? nothing
        : html`<h4>Notes</h4>
            ${prose(notes, cite)}`
    }
    ${missing.length === 0 ? nothing : html`<p class="absent">Not done: ${missing.join('; ')}</p>`}`;
}

function printed(value: Printed, cite: Cite): Markup {
  switch (value.kind) {
    case 'empty':
      return nothing;
    case 'text':
      return prose(value.text, cite);
    case 'list':
      return html`<ul>
        ${value.items.map((item) => html`<li>${cite(item)}</li>`)}
      </ul>`;
    case 'table':
      if (value.headers.length > widestTable) return recordList(value, cite);
      return table(
        value.headers.map((header, index) => ({ header, number: value.numeric[index] ?? false })),
        value.rows.map((row) => row.map((cell) => cite(cell))),
      );
  }
}

/** Records of more columns than fit a page are set one below another. */
const widestTable = 6;

function recordList({ headers, rows }: Extract<Printed, { kind: 'table' }>, cite: Cite): Markup {
  return html`<div class="records">
    ${rows.map(
      (row) =>
        html`<dl class="particulars">
          ${headers.map((header, index) =>
            row[index] === ''
              ? nothing
              : html`<dt>${header}</dt>
                  <dd>${cite(row[index] ?? '')}</dd>`,
          )}
        </dl>`,
    )}
  </div>`;
}

const railMarks: Readonly<Record<string, { tone: string; word: string }>> = {
  ok: { tone: 'good', word: '✓ Kept' },
  warning: { tone: 'warn', word: '! Warning' },
  violated: { tone: 'bad', word: '✗ Broken' },
  'not-applicable': { tone: 'muted', word: 'Does not apply' },
};

export function guardRailTable({
  guardRails,
  overrides,
  deliverables,
  cover: { timeZone },
}: ReportModel): Markup {
  return html`${table(
    [{ header: 'Guard rail' }, { header: 'State' }, { header: 'What was found' }],
    guardRails.map(({ title, state, message }) => [
      title,
      mark(railMarks[state] ?? { tone: 'muted', word: state }),
      message,
    ]),
  )}
  ${
    overrides.length === 0
      ? html`<p>No guard rail was overridden.</p>`
      : table(
          [{ header: 'Overridden' }, { header: 'When' }, { header: 'Reason given' }],
          overrides.map(({ title, at, reason }) => [title, formatTime(at, timeZone, 'minute'), reason]),
        )
  }
  ${table(
    [{ header: 'Deliverable' }, { header: 'State' }, { header: 'Missing' }],
    deliverables.map(({ title, done, missing }) => [
      title,
      mark(done ? { tone: 'good', word: '✓ Done' } : { tone: 'muted', word: 'Not done' }),
      missing.join('; '),
    ]),
  )}`;
}
