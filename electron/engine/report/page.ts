// The report as one page that needs nothing else: no script, no font, no picture from outside.
import { greatestOf, leastOf } from '../../../shared/domain/extremes.ts';
import {
  formatCount,
  formatNumber,
  formatShare,
  formatTime,
  noValue,
} from '../../../shared/domain/format.ts';
import type { Baseline } from '../../../shared/contract/method.ts';
import type { LimitedBefore, LimitsNow } from '../../../shared/playbook/verdict-shapes.ts';
import { seriesTitle } from '../kinds/metrics/series.ts';
import { drawMetric } from './drawings.ts';
import { evidenceList, figuresFor, sources } from './evidenceSections.ts';
import { html, type Markup } from './markup.ts';
import { phaseSection, guardRailTable } from './methodSections.ts';
import type { ReportClaim, ReportModel } from './model.ts';
import { absent, cites, citer, type Cite, mark, nothing, prose, table } from './pieces.ts';
import { style } from './style.ts';

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

function answer({ answer: all }: ReportModel, cite: Cite): Markup {
  const { limitedBefore, limitsNow, decisionTaken, nextDecision, targets } = all;
  return html`<div class="answer">
    ${
      limitedBefore === null
        ? nothing
        : question(
            'Which constraint limited this system before the change?',
            html`${statement(limitedBefore.sentence, true, cite)}${aboutClaim(limitedBefore, cite)}`,
          )
    }
    ${question(
      'Which constraint limits this system now?',
      html`${statement(limitsNow.sentence, limitsNow.state === 'named', cite)}${
        limitsNow.state === 'named' ? aboutClaim(limitsNow, cite) : nothing
      }`,
    )}
    ${
      decisionTaken === null
        ? nothing
        : question(
            'What has been decided?',
            html`${statement(decisionTaken.what, true, cite)}${prose(decisionTaken.detail, cite)}`,
          )
    }
    ${question(
      'What should be decided next?',
      html`${statement(nextDecision.what, nextDecision.from !== 'none', cite)}${prose(nextDecision.detail, cite)}`,
    )}
    ${question('Are the targets met?', statement(targets.sentence, targets.met + targets.missed > 0, cite))}
  </div>`;
}

const question = (title: string, body: Markup): Markup =>
  html`<div>
    <h2 class="question">${title}</h2>
    <div>${body}</div>
  </div>`;

const statement = (text: string, given: boolean, cite: Cite): Markup =>
  html`<p class="statement${given ? '' : ' open'}">${cite(text)}</p>`;

type Named = LimitedBefore | Extract<LimitsNow, { state: 'named' }>;
const aboutClaim = ({ claim, rationale, evidenceIds }: Named, cite: Cite): Markup =>
  html`${prose(claim.detail, cite)}${prose(rationale, cite)}${
    evidenceIds.length > 0 ? html`<p class="cites">Evidence: ${cites(evidenceIds)}</p>` : nothing
  }`;

const marks = {
  met: { tone: 'good', word: '✓ Met' },
  missed: { tone: 'bad', word: '✗ Not met' },
  open: { tone: 'muted', word: 'Not measured' },
} as const;
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
  return html`${rated}${all.map((claim) => claimBlock(model, claim, cite))}`;
}

function claimList(
  model: ReportModel,
  kinds: readonly ReportClaim['kind'][],
  none: string,
  cite: Cite,
): Markup {
  const all = ofKinds(model, kinds);
  return all.length === 0 ? absent(none) : html`${all.map((claim) => claimBlock(model, claim, cite))}`;
}

function claimBlock(model: ReportModel, claim: ReportClaim, cite: Cite): Markup {
  const { id, title, detail, severity, status, kind, evidence } = claim;
  const figures = model.evidence.filter((item) => evidence.includes(item.id));
  const support =
    evidence.length === 0
      ? html`<span class="warn">rests on no evidence</span>`
      : html`evidence ${cites(evidence)}`;
  return html`<article class="claim ${severity}">
    <h3>${cite(title)}</h3>
    <p class="facts">${capital(kind)}, ${status}, severity ${severity}; ${support}</p>
    ${prose(detail, cite)} ${figuresFor(id, figures)}
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
        ${note === '' ? nothing : html`<p class="prose">${note}</p>`} ${coverageOf(series)}
        <p class="muted">Digest <span class="hash">${digest}</span></p>`,
  )}`;
}

const titleOf = ({ name, labels, unit }: Baseline['series'][number]): string =>
  `${seriesTitle(name, labels)}${unit === '' ? '' : `, ${unit}`}`;

/** Series with holes in the window stand in a table; those without are only named. */
function coverageOf(series: Baseline['series']): Markup {
  const whole = series.filter(({ coverage }) => coverage >= wholeCoverage);
  const partial = series.filter(({ coverage }) => coverage < wholeCoverage);
  return html`${
    partial.length === 0
      ? nothing
      : table(
          [{ header: 'Series that cover the window in part' }, { header: 'Covered', number: true }],
          partial.map((item) => [titleOf(item), formatShare(item.coverage)]),
        )
  }
  ${
    whole.length === 0
      ? nothing
      : html`<h4>Series that cover the window whole</h4>
          <ul class="names">
            ${whole.map((item) => html`<li>${titleOf(item)}</li>`)}
          </ul>`
  }`;
}

/** Shown as 100 % to three digits. */
const wholeCoverage = 0.9995;

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
        [
          { header: 'From' },
          { header: withUnit('Least', chart.unit), number: true },
          { header: withUnit('Greatest', chart.unit), number: true },
        ],
        parts.map((part, index) => [
          formatTime(times[index * sixth], timeZone, 'minute'),
          formatNumber(leastOf(part.map(([min]) => min))),
          formatNumber(greatestOf(part.map(([, max]) => max))),
        ]),
      )}
    </figure>`;
  })}`;
}

const withUnit = (name: string, unit: string): string => (unit === '' ? name : `${name}, ${unit}`);

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
