// HTML that is safe by construction: a template's own text is markup, whatever is put into it is text and is escaped,
// unless it is markup itself.

import { printable } from '../printable.ts';

export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | null | readonly Part[];

const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML: for elements and for quoted attributes. Characters that cannot be seen are written out. */
export const escapeText = (text: string): string =>
  printable(text).replaceAll(/[&<>"']/g, (character) => replacements[character] ?? '');

/** Null is nothing, a list is its parts one after another. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return {
    markup: strings
      .map((text, index) => text + (index < parts.length ? render(parts[index] ?? null) : ''))
      .join(''),
  };
}

function render(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeText(part);
  if ('markup' in part) return part.markup;
  return part.map(render).join('');
}
