import { beforeEach, describe, expect, it } from 'vitest';
import { reportedAudit, type ReportedAudit } from './audit.fixture.ts';
import type { Block } from './blocks.ts';
import { computed, judged, paragraph, prose, stated, table, columns } from './parts.ts';
import { countFigures, figuresIn } from './standings.ts';

const kindsIn = (...blocks: Block[]): string[] =>
  blocks.flatMap((block) => [...figuresIn(block)].map(({ kind }) => kind));
const written = (text: string): Block => ({ kind: 'prose', writtenBy: 'Ada', text: [text] });

describe('the figures of a block', () => {
  it.each([
    ['p95 fell from 1,840 ms to 160 ms', 2],
    ['about 2.5 % of 300 orders', 2],
    ['between −4 and 3', 2],
    ['N+1 queries on x86-hosts, see p95 and p99', 0],
    ['on 2026-03-03 from 20:00 to 21:30:05', 0],
    ['nothing', 0],
  ])('in what a person wrote are its numerals, stated: %s', (text, count) => {
    expect(kindsIn(written(text))).toEqual(Array<string>(count).fill('stated'));
  });

  it('in words of Assay are those that are marked alone', () => {
    expect(kindsIn(paragraph('3 of 4 series'))).toEqual([]);
    expect(
      kindsIn(paragraph([computed('3', 3, ''), ' of ', stated('4', 4, '', 'Ada'), judged('high', 'Ada')])),
    ).toEqual(['computed', 'stated', 'judged']);
  });

  it('in a table are its marked cells, and the numerals in cells that a person wrote', () => {
    const rows = [{ cells: ['2 lines', computed('3', 3, '', 1)] }];
    expect(kindsIn(table(columns('A', 'B'), rows, 'Ada'))).toEqual(['stated', 'computed']);
    expect(kindsIn(table(columns('A', 'B'), rows))).toEqual(['computed']);
  });

  it('in evidence are its cells of figures, computed by that evidence', () => {
    const figure = {
      kind: 'table' as const,
      headers: ['Name', 'Time', 'Note'],
      numeric: [false, true, false],
      rows: [
        ['a1', '3 ms', '4'],
        ['b', '–', ''],
      ],
      shares: null,
      omitted: 0,
    };
    expect([...figuresIn({ kind: 'figure', id: 'E7', evidence: 7, figure, caption: null })]).toEqual([
      { kind: 'computed', evidence: [7] },
    ]);
  });
});

describe('a report', () => {
  let audit: ReportedAudit;
  beforeEach(() => {
    audit = reportedAudit();
    audit.addP95(1, 'Checkout', 160.4);
    audit.set('1.impact.figures', [
      { class: 'latency', metric: 'Checkout p95', value: 1840, unit: 'ms', source: 'Told by the shop' },
    ]);
    audit.set('5.hypotheses.list', [
      { constraint: 'Locks', measurement: 'fell to 160 ms', verdict: 'confirmed' },
    ]);
    audit.set('7.comparison.table', [
      { metric: 'Checkout', statistic: 'p95', before: 1840, after: 160, unit: 'ms', evidence: [1] },
    ]);
  });

  it('counts its own figures', () => {
    const report = audit.report();
    expect(report.figures).toEqual(countFigures(report));
    for (const count of Object.values(report.figures)) expect(count).toBeGreaterThan(0);
  });

  it.each([
    ['html', '160\u202Fms <small class="standing">computed <a href="#E1">[E1]</a></small>'],
    ['md', String.raw`160${'\u202F'}ms (computed [E1](#E1))`],
    ['json', '"standing":{"evidence":[1],"kind":"computed"},"text":"160\u202Fms"'],
  ])('marks a computed figure with its evidence as %s', (form, mark) => {
    expect(audit.print(form)).toContain(mark);
  });

  it.each([
    ['html', '1840 <small class="standing">stated by Ada</small>'],
    ['md', '1840 (stated by Ada)'],
    ['json', '"standing":{"by":"Ada","kind":"stated"},"text":"1840"'],
  ])('marks a typed figure with who states it as %s', (form, mark) => {
    expect(audit.print(form)).toContain(mark);
  });

  it.each([
    ['html', '<p class="standing">Figures stated by Ada. Ratings and verdicts are judged by Ada.</p>'],
    ['md', 'Figures stated by Ada. Ratings and verdicts are judged by Ada.'],
  ])('says under free text with figures, and under verdicts, whose they are as %s', (form, note) => {
    expect(audit.print(form)).toContain(note);
  });

  it.each(['html', 'md'])('tells on its first page how many of each it shows as %s', (form) => {
    const { computed: c, stated: s, judged: j } = audit.report().figures;
    const printed = audit.print(form);
    const sentence = `Of the figures in this report, ${c} are computed from the evidence, ${s} are stated by a person and ${j} are judged by one.`;
    expect(printed).toContain(sentence);
    expect(printed.indexOf(sentence)).toBeLessThan(printed.indexOf('1. Success criteria'));
  });

  it('names the auditor where the audit names nobody', () => {
    const nameless = reportedAudit({ auditor: '' });
    nameless.set('1.impact.cost', 'About 3,000 EUR an evening');
    expect(nameless.print('md')).toContain('Figures stated by the auditor.');
  });

  it('leaves free text without figures unmarked', () => {
    const plain = reportedAudit();
    plain.set('1.impact.cost', 'Carts are given up');
    expect(plain.print('html')).not.toContain('<p class="standing">');
    expect(prose([], 'Ada')).toEqual([]);
  });
});
