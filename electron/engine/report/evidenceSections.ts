// The appendix that every figure leads to: pinned evidence and the raw files it rests on.
import { greatestOf } from '../../../shared/domain/extremes.ts';
import { formatBytes, formatCount, formatTime } from '../../../shared/domain/format.ts';
import type { Figure, TableFigure } from '../../../shared/domain/figure.ts';
import { drawTimeline, sliceClasses } from './drawings.ts';
import { html, type Markup } from './markup.ts';
import type { EvidenceSection, ReportModel } from './model.ts';
import { absent, type Column, nothing, table } from './pieces.ts';

export function evidenceList({ evidence, cover: { timeZone } }: ReportModel): Markup {
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

/** Rows of a figure shown beside the claim it supports; the appendix shows it whole. */
const besideClaim = 5;

/** The figures a claim rests on, set where it is made. */
export function figuresFor(claimId: number, evidence: readonly EvidenceSection[]): Markup {
  return html`${evidence.map(
    ({ id, title, figure }) =>
      html`<div class="support">
        <p class="muted"><a href="#E${id}">[E${id}]</a> ${title}</p>
        ${drawFigure(shorten(figure), `C${claimId}-E${id}`)}
      </div>`,
  )}`;
}

const cut = (table: TableFigure): TableFigure => ({
  ...table,
  rows: table.rows.slice(0, besideClaim),
  shares: table.shares && table.shares.slice(0, besideClaim),
  omitted: table.omitted + Math.max(0, table.rows.length - besideClaim),
});

function shorten(figure: Figure): Figure {
  return figure.kind === 'table' ? cut(figure) : { ...figure, table: cut(figure.table) };
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
  const largest = Math.max(greatestOf(shares ?? []), Number.EPSILON);
  return html`${table(
    shares ? [...columns, { header: 'Share, drawn', hidden: true }] : columns,
    rows.map((row, index) => [
      html`${key(row)}${row[0] ?? ''}`,
      ...row.slice(1),
      ...(shares ? [bar((shares[index] ?? 0) / largest)] : []),
    ]),
  )}${omitted > 0 ? html`<p class="muted">${formatCount(omitted)} more in the evidence.</p>` : nothing}`;
}

export function sources({ sources: all, removedSources }: ReportModel): Markup {
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
