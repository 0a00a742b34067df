// What the sections of the page are made of.
import { citation } from './citation.ts';
import { html, type Markup } from './markup.ts';
import type { ReportModel } from './model.ts';

export const nothing: Markup = { markup: '' };

export type Cite = (text: string) => Markup;

/** Text in which every citation of evidence that exists, such as [E12], is a link. */
export function citer(model: ReportModel): Cite {
  const known = new Set(model.evidence.map(({ id }) => citation(id)));
  return (text) => html`${text.split(/(\[E\d{1,9}\])/).map((part) => (known.has(part) ? link(part) : part))}`;
}

export const link = (cited: string): Markup => html`<a href="#${cited.slice(1, -1)}">${cited}</a>`;
export const cites = (ids: readonly number[]): Markup =>
  html`${ids.map((id, index) => html`${index > 0 ? ' ' : ''}${link(citation(id))}`)}`;
export const absent = (text: string): Markup => html`<p class="absent">${text}</p>`;
export const prose = (text: string, cite: Cite): Markup =>
  text === '' ? nothing : html`<p class="prose">${cite(text)}</p>`;

export const mark = ({ tone, word }: { tone: string; word: string }): Markup =>
  html`<span class="state ${tone}">${word}</span>`;

export interface Column {
  header: string;
  number?: boolean;
  /** The header is there for those who do not see the column. */
  hidden?: boolean;
}

export function table(columns: readonly Column[], rows: readonly (readonly (Markup | string)[])[]): Markup {
  const head = columns.map(
    ({ header, number, hidden }) =>
      html`<th scope="col" ${number ? numberClass : nothing}>
        ${hidden ? html`<span class="hidden">${header}</span>` : header}
      </th>`,
  );
  const body = rows.map(
    (cells) =>
      html`<tr>
        ${cells.map((cell, index) => html`<td${columns[index]?.number ? numberClass : nothing}>${cell}</td>`)}
      </tr> `,
  );
  return html`<div class="scroll">
    <table>
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
