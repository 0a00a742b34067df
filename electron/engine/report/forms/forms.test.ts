import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportedAudit } from '../audit.fixture.ts';
import { reportFiles } from '../documents.ts';
import { escapeText, html } from '../html/markup.ts';
import { forms } from './registry.ts';

describe('the forms of a report', () => {
  it('differ in name and in file', () => {
    for (const key of ['id', 'extension', 'title'] as const) {
      expect(new Set(forms.map((form) => form[key])).size).toBe(forms.length);
    }
  });

  it('are written as they are asked for, each once, and all when none is named', () => {
    const { audit } = reportedAudit();
    const names = (formats?: string[]): string[] => reportFiles(audit, formats).map(({ name }) => name);
    expect(names(['md', 'html', 'md'])).toEqual(['report.md', 'report.html']);
    expect(names()).toEqual(forms.map(({ extension }) => `report.${extension}`));
  });

  it('are refused when they are not known, with those that are', () => {
    const { audit } = reportedAudit();
    expect(() => reportFiles(audit, ['html', 'pdf'])).toThrow(
      expect.objectContaining({
        code: 'usage.unknown-report-format',
        message: 'There is no report format “pdf”.',
        data: expect.objectContaining({ hint: `Known: ${forms.map(({ id }) => id).join(', ')}.` }) as unknown,
      }),
    );
  });

  it.each(forms.map(({ id }) => id))(
    'are the same bytes for the same audit, also when it is opened again: %s',
    (form) => {
      const audit = reportedAudit();
      audit.addEvidence(1, 'p95 of checkout', { p95: 812.5 });
      audit.claim({ kind: 'finding', title: 'Slow', detail: 'See [E1].', evidenceIds: [1] });
      const first = audit.print(form);
      audit.reopen();
      expect(audit.print(form)).toBe(first);
    },
  );
});

describe('the page', () => {
  it('carries no script, and nothing from outside', () => {
    const audit = reportedAudit();
    audit.addEvidence(1, 'p95', { p95: 1 });
    expect(audit.print('html')).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|src=|https?:\/\//i);
  });
});

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><script>',
  '</title></svg><script>',
  '[E2]<b>',
  'javascript:alert(1)',
  '\u202Eevil\u0000',
  '\uD800 lone',
  '# Heading',
  'Title #',
  'Heading\n=======',
  'Heading\n---',
  '---\ntitle: front matter\n---',
  '| a | b |\n| --- | --- |',
  'cell | cell \\| cell',
  '`code` and ``',
  '```\nfence',
  '~~~\nfence',
  '~~gone~~ **bold** _slanted_ *too*',
  '- item\n+ item\n* item\n1. item\n2) item',
  '- [ ] task',
  '> quote',
  '    indented',
  '[text](https://evil.example)',
  '![picture](https://evil.example/a.png)',
  '[text]: https://evil.example',
  '[^1] and [^1]: note',
  'https://evil.example www.evil.example ftp://evil.example me@evil.example',
  '&lt;b&gt; &#35; heading',
  'wow!',
  'ends with \\',
  '$x$ and $$y$$',
  '<!-- hidden',
  '<a name="E1"></a>',
];

/** An audit that holds the text wherever it may. */
function fill(text: string, form: string): string {
  const audit = reportedAudit({ name: text, client: text, auditor: text });
  audit.addEvidence(1, text, { [text]: [{ [text]: text, n: 1 }] });
  audit.set('1.symptoms.list', [
    { symptom: text, flow: text, impact: text, frequency: text, severity: 'high' },
  ]);
  audit.set('1.criteria.list', [
    { metric: text, statistic: 'p95', comparison: 'lt', unit: text, from: 2, threshold: 1 },
  ]);
  audit.set('7.transfer.next', [text]);
  audit.claim({ kind: 'finding', title: text, detail: `${text}[E1]${text}`, evidenceIds: [1] });
  audit.claim({ kind: 'constraint', title: text, detail: text });
  return audit.print(form);
}

const storable = hostile.filter((text) => !text.includes('\uD800'));
/** As many lines, without anything in them that could be taken for more than words and, where there are any, figures. */
const harmless = (text: string): string =>
  text.replaceAll(/[^\n]+/g, (line) => (/(?<![\p{L}\d])\d/u.test(line) ? 'harmless 1' : 'harmless'));

/** Tags of a page in order: what hostile text must not change. */
const tagsOf = (page: string): string[] =>
  [...page.matchAll(/<(?!style)[a-z!/][^>]*>/gi)].map(([tag]) => tag.replaceAll(/"[^"]*"/g, '""'));

/**
 * What a Markdown reader would act on, line by line: how the line begins, and the marks inside it. Escaped marks are
 * text; so is what stands inside of code.
 */
const structureOf = (markdown: string): string[] =>
  markdown.split('\n').map((line) => {
    const bare = line.replaceAll(/\\[!-/:-@[-`{-~]/g, ',').replaceAll(/`[^`]+`/g, 'x');
    const [start = ''] = /^(?: *(?:[-+*]|\d+[.)]) | {4})*(?:#+ |[-=]+$|>|:-)?/.exec(bare) ?? [];
    const marks =
      bare.slice(start.length).match(/[`*[\]<>~|$\\]|\b_|_\b|&(?=#|\w+;)|!(?=\[)|:\/\/|www\.|@/gi) ?? [];
    return start + marks.join('') + (bare.endsWith('\\') ? '/' : '');
  });

describe('hostile text', () => {
  it.each(storable)('stays text on the page: %j', (text) => {
    const page = fill(text, 'html');
    expect(tagsOf(page)).toEqual(tagsOf(fill(harmless(text), 'html')));
    expect(page).not.toContain('\u0000');
  });

  it.each(storable)('stays text in Markdown: %j', (text) => {
    const markdown = fill(text, 'md');
    expect(structureOf(markdown)).toEqual(structureOf(fill(harmless(text), 'md')));
    expect(markdown).not.toContain('\u0000');
    expect(markdown.startsWith('Performance audit\n\n# ')).toBe(true);
  });

  it.each(storable)('comes back whole from the data: %j', (text) => {
    const read = JSON.parse(fill(text, 'json')) as { audit: { title: string } };
    expect(read.audit.title).toBe(text);
  });

  it('is escaped on the page whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped.isWellFormed()).toBe(true);
        expect(html`<i title="${text}">${text}</i>`.markup).toBe(`<i title="${escaped}">${escaped}</i>`);
      }),
    );
    for (const text of hostile) expect(escapeText(text)).not.toMatch(/[<>"']/);
  });
});
