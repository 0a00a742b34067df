// The report as one page that needs nothing else: no script, no font, no picture from outside.
import {
  formatBytes,
  formatCount,
  formatNumber,
  formatShare,
  formatTime,
  noValue,
} from '../../../shared/domain/format.ts';
import type { Printed } from '../../../shared/playbook/print.ts';
import { citation } from './build.ts';
import { drawMetric, drawTimeline, sliceClasses } from './drawings.ts';
import type { Figure, TableFigure } from './figures.ts';
import { html, type Markup } from './markup.ts';
import type { EvidenceSection, PhaseSection, ReportClaim, ReportModel } from './model.ts';
import { style } from './style.ts';

const nothing: Markup = { markup: '' };

/** Fields that have a section of their own, and are not printed again among the phases. */
const shownElsewhere: Readonly<Record<string, string>> = {
  '1.criteria.list': 'criteria',
  '7.comparison.table': 'comparison',
};

export function renderReport(model: ReportModel): string {
  const cite = citer(model);
  const sections: { id: string; title: string; body: Markup }[] = [
    { id: 'criteria', title: 'Success criteria', body: criteria(model, cite) },
    { id: 'comparison', title: 'Before and after', body: comparison(model, cite) },
    { id: 'constraints', title: 'Constraints, in order', body: constraints(model, cite) },
    {
      id: 'findings',
      title: 'Findings',
      body: claimList(model, ['finding'], 'No finding was written.', cite),
    },
    {
      id: 'decisions',
      title: 'Decisions and recommendations',
      body: claimList(
        model,
        ['decision', 'recommendation'],
        'No decision or recommendation was written.',
        cite,
      ),
    },
    { id: 'baseline', title: 'Baseline', body: baseline(model) },
    { id: 'measurements', title: 'Measurements', body: measurements(model) },
    {
      id: 'method',
      title: 'The method, phase by phase',
      body: html`${model.phases.map((phase) => phaseSection(phase, cite))}`,
    },
    { id: 'guard-rails', title: 'Guard rails and deliverables', body: guardRailTable(model) },
    { id: 'evidence', title: 'Evidence', body: evidenceList(model) },
    { id: 'sources', title: 'Sources', body: sources(model) },
    { id: 'verify', title: 'How to verify this report', body: verify(model) },
  ];
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${model.cover.title}: performance audit</title>
        <style>
          ${{ markup: style }}
        </style>
      </head>
      <body>
        <main>
          <div class="first-page">
            ${cover(model)} ${answer(model, cite)}
            <nav aria-label="Contents">
              <ol>
                ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
              </ol>
            </nav>
          </div>
          ${sections.map(
            ({ id, title, body }, index) =>
              html`<section aria-labelledby="${id}">
                <h2 id="${id}">${index + 1}. ${title}</h2>
                ${body}
              </section> `,
          )}
          <footer>
            Made by ${model.tool.name} ${model.tool.version} from audit ${model.cover.auditId}, as of
            ${formatTime(model.cover.asOf, model.cover.timeZone)} ${model.cover.timeZone}.
          </footer>
        </main>
      </body>
    </html> `;
  return page.markup;
}

type Cite = (text: string) => Markup;

/** Text in which every citation of evidence that exists, such as [E12], is a link. */
function citer(model: ReportModel): Cite {
  const known = new Set(model.evidence.map(({ id }) => citation(id)));
  return (text) => html`${text.split(/(\[E\d{1,9}\])/).map((part) => (known.has(part) ? link(part) : part))}`;
}

const link = (cited: string): Markup => html`<a href="#${cited.slice(1, -1)}">${cited}</a>`;
const cites = (ids: readonly number[]): Markup =>
  html`${ids.map((id, index) => html`${index > 0 ? ' ' : ''}${link(citation(id))}`)}`;
const absent = (text: string): Markup => html`<p class="absent">${text}</p>`;
const prose = (text: string, cite: Cite): Markup =>
  text === '' ? nothing : html`<p class="prose">${cite(text)}</p>`;

function cover({ cover: { title, client, auditor, period, traffic, asOf, timeZone } }: ReportModel): Markup {
  const rows: [string, string][] = [
    ['Client', client || 'Not named'],
    ['Auditor', auditor || 'Not named'],
    ['Period analysed', period || 'Not written down'],
    ['Traffic', traffic || 'Not written down'],
    ['State of', `${formatTime(asOf, timeZone, 'minute')} ${timeZone}`],
  ];
  return html`<p class="overline">Performance audit</p>
    <h1>${title}</h1>
    <dl class="particulars">
      ${rows.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>`;
}

function answer({ answer: a, criteria: all }: ReportModel, cite: Cite): Markup {
  const met = all.filter(({ met: isMet }) => isMet === true).length;
  const judged = all.filter(({ met: isMet }) => isMet !== null).length;
  const targets =
    all.length === 0
      ? 'No success criteria were set, so it cannot be said whether the targets are met.'
      : judged === 0
        ? `None of the ${all.length} success criteria has a measurement yet.`
        : `${met} of ${all.length} success criteria are met${judged < all.length ? `; ${all.length - judged} are not measured` : ''}.`;
  const statement = (text: string, named: boolean): Markup =>
    html`<p class="statement${named ? '' : ' open'}">${cite(text)}</p>`;
  return html`<div class="answer">
    <div>
      <h2 class="question">Which constraint limits this system now?</h2>
      <div>
        ${statement(a.constraint, a.constraintNamed)}${prose(a.constraintDetail, cite)}${prose(a.rationale, cite)}${
          a.constraintEvidence.length > 0
            ? html`<p class="cites">Evidence: ${cites(a.constraintEvidence)}</p>`
            : nothing
        }
      </div>
    </div>
    <div>
      <h2 class="question">What should be decided next?</h2>
      <div>${statement(a.decision, a.decisionNamed)}${prose(a.decisionDetail, cite)}</div>
    </div>
    <div>
      <h2 class="question">Are the targets met?</h2>
      <div>${statement(targets, judged > 0)}</div>
    </div>
  </div>`;
}

const marks = {
  met: { tone: 'good', word: '✓ Met' },
  missed: { tone: 'bad', word: '✗ Not met' },
  open: { tone: 'muted', word: 'Not measured' },
} as const;
const mark = ({ tone, word }: { tone: string; word: string }): Markup =>
  html`<span class="state ${tone}">${word}</span>`;

interface Column {
  header: string;
  number?: boolean;
}

function table(
  columns: readonly Column[],
  rows: readonly (readonly (Markup | string)[])[],
  caption = '',
): Markup {
  const head = columns.map(
    ({ header, number }) => html`<th scope="col" ${number ? numberClass : nothing}>${header}</th>`,
  );
  const body = rows.map(
    (cells) =>
      html`<tr>
        ${cells.map((cell, index) => html`<td${columns[index]?.number ? numberClass : nothing}>${cell}</td>`)}
      </tr> `,
  );
  return html`<div class="scroll">
    <table>
      ${
        caption === ''
          ? nothing
          : html`<caption>
              ${caption}
            </caption>`
      }
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}
const numberClass: Markup = { markup: ' class="number"' };

function criteria({ criteria: all }: ReportModel, cite: Cite): Markup {
  if (all.length === 0) return absent('No success criteria were set.');
  return table(
    [
      { header: 'Criterion' },
      { header: 'At the start', number: true },
      { header: 'Measured', number: true },
      { header: 'Verdict' },
      { header: 'Evidence' },
    ],
    all.map(({ text, today, measured, met, evidence }) => [
      cite(text),
      today,
      measured,
      mark(met === null ? marks.open : met ? marks.met : marks.missed),
      cites(evidence),
    ]),
  );
}

const measured = (value: number | null, unit: string): string =>
  value === null ? noValue : `${formatNumber(value)}\u202F${unit}`;

function comparison({ comparison: rows }: ReportModel, cite: Cite): Markup {
  if (rows.length === 0) return absent('Nothing was compared before and after a change.');
  return table(
    [
      { header: 'Metric' },
      { header: 'Statistic' },
      { header: 'Before', number: true },
      { header: 'After', number: true },
      { header: 'Change', number: true },
      { header: 'Evidence' },
    ],
    rows.map(({ metric, statistic, unit, before, after, change, evidence }) => [
      cite(metric),
      statistic,
      measured(before, unit),
      measured(after, unit),
      change === null ? noValue : `${change > 0 ? '+' : ''}${formatShare(change)}`,
      cites(evidence),
    ]),
  );
}

const ofKinds = (model: ReportModel, kinds: readonly ReportClaim['kind'][]): ReportClaim[] =>
  model.claims.filter(({ kind }) => kinds.includes(kind));

function constraints(model: ReportModel, cite: Cite): Markup {
  const all = ofKinds(model, ['constraint']);
  if (all.length === 0) return absent('No constraint was written down.');
  const rated = table(
    [
      { header: 'Constraint' },
      { header: 'Impact' },
      { header: 'Effort' },
      { header: 'Risk' },
      { header: 'Priority' },
      { header: 'Status' },
    ],
    all.map(({ title, rating, priorityLabel, status }) => [
      cite(title),
      rating.impact ?? noValue,
      rating.effort ?? noValue,
      rating.risk ?? noValue,
      priorityLabel || 'Not rated',
      status,
    ]),
  );
  return html`${rated}${all.map((claim) => claimBlock(claim, cite))}`;
}

function claimList(
  model: ReportModel,
  kinds: readonly ReportClaim['kind'][],
  none: string,
  cite: Cite,
): Markup {
  const all = ofKinds(model, kinds);
  return all.length === 0 ? absent(none) : html`${all.map((claim) => claimBlock(claim, cite))}`;
}

function claimBlock({ title, detail, severity, status, kind, evidence }: ReportClaim, cite: Cite): Markup {
  const support =
    evidence.length === 0
      ? html`<span class="warn">rests on no evidence</span>`
      : html`evidence ${cites(evidence)}`;
  return html`<article class="claim ${severity}">
    <h3>${cite(title)}</h3>
    <p class="facts">${capital(kind)}, ${status}, severity ${severity}; ${support}</p>
    ${prose(detail, cite)}
  </article> `;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function baseline({ baselines, cover: { timeZone } }: ReportModel): Markup {
  if (baselines.length === 0) {
    return absent('No baseline was frozen. Without one, no change can be shown to help.');
  }
  return html`${baselines.map(
    ({ name, from, to, note, series, digest, frozenAt }) =>
      html`<h3>${name}</h3>
        <p>
          ${formatTime(from, timeZone, 'minute')} to ${formatTime(to, timeZone, 'minute')} ${timeZone},
          ${formatCount(series.length)} series, frozen ${formatTime(frozenAt, timeZone, 'minute')}.
        </p>
        ${note === '' ? nothing : html`<p class="prose">${note}</p>`}
        ${table(
          [{ header: 'Series' }, { header: 'Unit' }, { header: 'Window covered', number: true }],
          series.map((item) => [item.name, item.unit, formatShare(item.coverage)]),
        )}
        <p class="muted">Digest <span class="hash">${digest}</span></p>`,
  )}`;
}

function measurements(model: ReportModel): Markup {
  const {
    charts,
    cover: { timeZone },
  } = model;
  if (charts.length === 0) return absent('No metric is drawn: no metrics were imported.');
  return html`${charts.map((chart) => {
    const values = chart.points.flatMap(([, min, max]) =>
      min === null || max === null ? [] : [[min, max] as const],
    );
    const drawn = chart.raw
      ? `every one of ${formatCount(chart.sampleCount)} samples`
      : `least and greatest of each ${formatNumber(chart.bucketMs / 60_000)}\u202Fmin, from ${formatCount(chart.sampleCount)} samples`;
    const sixth = Math.max(1, Math.ceil(values.length / 6));
    const parts = Array.from({ length: Math.ceil(values.length / sixth) }, (_, index) =>
      values.slice(index * sixth, (index + 1) * sixth),
    );
    const times = chart.points.filter(([, min]) => min !== null).map(([time]) => time);
    return html`<figure>
      <figcaption>
        <strong>${chart.name}</strong>${chart.unit === '' ? '' : `, ${chart.unit}`}; ${drawn}; times in
        ${timeZone}
      </figcaption>
      ${drawMetric(chart, timeZone)}
      ${table(
        [{ header: 'From' }, { header: 'Least', number: true }, { header: 'Greatest', number: true }],
        parts.map((part, index) => [
          formatTime(times[index * sixth], timeZone, 'minute'),
          formatNumber(Math.min(...part.map(([min]) => min))),
          formatNumber(Math.max(...part.map(([, max]) => max))),
        ]),
      )}
    </figure>`;
  })}`;
}

const stateWords: Readonly<Record<string, string>> = {
  'not-started': 'Not started',
  'in-progress': 'In progress',
  done: 'Done',
};

function phaseSection(phase: PhaseSection, cite: Cite): Markup {
  const { id, title, question, state, hoursSpent, steps, notes, missing } = phase;
  const hours = hoursSpent > 0 ? `; ${formatNumber(hoursSpent)} h` : '';
  return html`<h3>${id}. ${title}</h3>
    <p class="muted">${question} <span class="state">${stateWords[state] ?? state}${hours}</span></p>
    ${steps.length === 0 ? absent('Nothing was written down in this phase.') : nothing}
    ${steps.map(
      (step) =>
        html`${step.fields.map(
          ({ key, label, value }) =>
            html`<h4>${step.title}: ${label}</h4>
              ${shownElsewhere[key] === undefined ? printed(value, cite) : html`<p>See <a href="#${shownElsewhere[key]}">${label}</a>.</p>`}`,
        )}`,
    )}
    ${
      notes === ''
        ? nothing
        : html`<h4>Notes</h4>
            ${prose(notes, cite)}`
    }
    ${missing.length === 0 ? nothing : html`<p class="absent">Not done: ${missing.join('; ')}.</p>`}`;
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
      return table(
        value.headers.map((header, index) => ({ header, number: value.numeric[index] ?? false })),
        value.rows.map((row) => row.map((cell) => cite(cell))),
      );
  }
}

const railMarks: Readonly<Record<string, { tone: string; word: string }>> = {
  ok: { tone: 'good', word: '✓ Kept' },
  warning: { tone: 'warn', word: '! Warning' },
  violated: { tone: 'bad', word: '✗ Broken' },
  'not-applicable': { tone: 'muted', word: 'Does not apply' },
};

function guardRailTable({ guardRails, overrides, deliverables, cover: { timeZone } }: ReportModel): Markup {
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

function evidenceList({ evidence, cover: { timeZone } }: ReportModel): Markup {
  if (evidence.length === 0) return absent('No figure was pinned as evidence.');
  return html`<p>
      Each figure was computed from the raw files named under it, and gives the same digest when it is
      computed again from them.
    </p>
    ${evidence.map((item) => evidenceEntry(item, timeZone))}`;
}

function evidenceEntry(item: EvidenceSection, timeZone: string): Markup {
  const {
    id,
    title,
    analysis,
    analysisTitle,
    analysisVersion,
    inputs,
    parameters,
    resultDigest,
    pinnedAt,
    figure,
    usedBy,
  } = item;
  return html`<article class="entry" id="E${id}">
    <h3>E${id}. ${title}</h3>
    ${drawFigure(figure, `E${id}`)}
    <dl class="particulars">
      <dt>Analysis</dt>
      <dd>
        ${analysisTitle} (<code>${analysis}</code>, version ${analysisVersion}), pinned
        ${formatTime(pinnedAt, timeZone, 'minute')}
      </dd>
      <dt>Parameters</dt>
      <dd><code>${JSON.stringify(parameters)}</code></dd>
      <dt>From</dt>
      <dd>
        ${inputs.map(({ sourceId, file, sha256 }) => html`<div>${file} (<a href="#S${sourceId}">S${sourceId}</a>) <span class="hash">${sha256}</span></div>`)}
      </dd>
      <dt>Result digest</dt>
      <dd><span class="hash">${resultDigest}</span></dd>
      <dt>Supports</dt>
      <dd>${usedBy.length === 0 ? 'no claim' : usedBy.join('; ')}</dd>
    </dl>
  </article> `;
}

function drawFigure(figure: Figure, id: string): Markup {
  if (figure.kind === 'table') return figureTable(figure, null);
  return html`<figure>${drawTimeline(figure, id)}</figure>
    ${figureTable(figure.table, sliceClasses(figure))}`;
}

const bar = (share: number): Markup =>
  html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect width="${Math.round(share * 1000) / 10}" height="10" />
  </svg>`;

function figureTable(
  { headers, numeric, rows, shares, omitted }: TableFigure,
  keys: Map<string, string> | null,
): Markup {
  const columns = headers.map((header, index): Column => ({ header, number: numeric[index] ?? false }));
  const key = (row: readonly string[]): Markup =>
    keys
      ? html`<svg class="key" viewBox="0 0 10 10" aria-hidden="true">
          <rect class="${keys.get(row[0] ?? '') ?? 'slice-8'}" width="10" height="10" />
        </svg>`
      : nothing;
  return html`${table(
    shares ? [...columns, { header: '' }] : columns,
    rows.map((row, index) => [
      html`${key(row)}${row[0] ?? ''}`,
      ...row.slice(1),
      ...(shares ? [bar(Math.min(1, Math.max(0, shares[index] ?? 0)))] : []),
    ]),
  )}${omitted > 0 ? html`<p class="muted">${formatCount(omitted)} more in the data.</p>` : nothing}`;
}

function sources({ sources: all, removedSources }: ReportModel): Markup {
  if (all.length === 0) return absent('No evidence was imported.');
  const listed = html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Format</th>
          <th scope="col" class="number">Size</th>
          <th scope="col" class="number">Rows</th>
          <th scope="col" class="number">Rejected</th>
        </tr>
      </thead>
      <tbody>
        ${all.map(
          ({ id, file, format, bytes, rows, rejectedCount, warnings, sha256 }) =>
            html`<tr id="S${id}">
              <td class="wide">
                S${id}. ${file}<br /><span class="hash muted">${sha256}</span
                >${warnings.map((message) => html`<br /><span class="warn">${message}</span>`)}
              </td>
              <td>${format}</td>
              <td class="number">${formatBytes(bytes)}</td>
              <td class="number">${formatCount(rows)}</td>
              <td class="number">${formatCount(rejectedCount)}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
  const removed =
    removedSources.length === 0
      ? nothing
      : html`<h3>Set aside</h3>
          <p>These files were imported and later set aside; no figure rests on them.</p>
          <ul>
            ${removedSources.map(({ file, sha256 }) => html`<li>${file} <span class="hash muted">${sha256}</span></li>`)}
          </ul>`;
  return html`<p>The files as they were imported, with the SHA-256 of their bytes.</p>
    ${listed}${removed}`;
}

function verify({ journal, missing }: ReportModel): Markup {
  return html`<p>
      This report travels in a signed bundle beside the raw files, the data and the journal of the audit.
      <code>VERIFY.md</code> in the bundle says how to check it with stock tools; with Assay:
    </p>
    <pre><code>assay verify BUNDLE.zip --signer AUDITOR.pub --recompute</code></pre>
    <p>
      Compare the fingerprint of the key with the auditor’s by another channel. The journal holds
      ${formatCount(journal.entries)} entries; its last hash is <span class="hash">${journal.head}</span>.
    </p>
    <h3>What this report does not have</h3>
    ${
      missing.length === 0
        ? html`<p>Nothing that the method asks for is missing.</p>`
        : html`<ul>
            ${missing.map(({ section, message }) => html`<li>${section}: ${message}</li>`)}
          </ul>`
    }`;
}
