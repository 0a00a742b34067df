import { describe, expect, it } from 'vitest';
import { reportFormat, type Block, type Report } from '../blocks.ts';
import { columns, hash, list, number, paragraph, state, table, term } from '../parts.ts';
import { markdown } from './markdown.ts';

const reportOf = (blocks: Block[]): Report => ({
  format: reportFormat,
  tool: { name: 'Assay', version: '1.0.0' },
  audit: { id: 'id', title: 'Orders', timeZone: 'UTC' },
  asOf: '2026-03-02T10:00:00.000Z',
  sections: [{ id: 'guard-rails', title: 'Guard rails', front: false, blocks }],
  missing: [],
  figures: { computed: 1, stated: 2, judged: 3 },
});

/** The blocks of a report of one section, as printed between its heading and the imprint. */
const printed = (...blocks: Block[]): string => {
  const text = markdown.print(reportOf(blocks));
  return text.slice(
    text.indexOf('1. Guard rails\n') + '1. Guard rails\n\n'.length,
    text.indexOf('\n\n---\n'),
  );
};

describe('the report as Markdown', () => {
  it('has contents that lead to the sections, and says who made it', () => {
    expect(markdown.print(reportOf([]))).toBe(
      [
        'Of the figures in this report, 1 are computed from the evidence, 2 are stated by a person and 3 are judged by one.',
        '1. [Guard rails](#Guard-rails)',
        '## <a name="Guard-rails"></a>1. Guard rails',
        '---',
        'Made by Assay 1.0.0 from audit id, as of 2026-03-02 10:00:00 UTC.',
      ].join('\n\n') + '\n',
    );
  });

  it('keeps the lines of free text, and parts its paragraphs', () => {
    expect(
      printed({
        kind: 'prose',
        writtenBy: 'Ada',
        text: ['One\n# two\r\n\n \nthree ', { kind: 'cite', evidence: 4 }, '\nfour'],
      }),
    ).toBe('One\\\n\\# two\n\nthree [E4](#E4)\\\nfour');
  });

  it('prints a row with its anchor and its notes on one line', () => {
    const rows = [
      { anchor: 'S1', cells: ['a|b\nc', state('✓ Met', 'good')], notes: [hash('ab')] },
      { cells: ['d', '1'] },
    ];
    expect(printed(table(columns('Na|me', number('Rows')), rows))).toBe(
      [
        String.raw`| Na\|me | Rows |`,
        '| --- | ---: |',
        String.raw`| <a name="S1"></a>a\|b c<br>${'`ab`'} | *✓ Met* |`,
        '| d | 1 |',
      ].join('\n'),
    );
  });

  it('prints terms as a list, several lines of one as a list in it', () => {
    expect(printed({ kind: 'terms', terms: [term('Of', 'x'), term('From', 'a', '- b')] })).toBe(
      ['- **Of:** x', '- **From:**', '  - a', String.raw`  - \- b`].join('\n'),
    );
  });

  it('keeps records apart', () => {
    const records = [[term('A', '1'), term('B', '2')], [term('A', '3')]];
    expect(printed({ kind: 'records', writtenBy: null, records })).toBe(
      '1. - **A:** 1\n   - **B:** 2\n2. - **A:** 3',
    );
  });

  it('prints a timeline as a sentence and the table of its parts', () => {
    expect(
      printed({
        kind: 'figure',
        id: 'E1',
        evidence: 1,
        caption: [{ kind: 'cite', evidence: 1 }, ' Path!'],
        figure: {
          kind: 'timeline',
          totalNs: 1000,
          segments: [{ label: 'db', startNs: 0, durationNs: 1000 }],
          table: {
            kind: 'table',
            headers: ['On the path', 'Segments', 'Time', 'Share'],
            numeric: [false, true, true, true],
            rows: [['db', '1', '1 µs', '100 %']],
            shares: [1],
            omitted: 3,
          },
        },
      }),
    ).toBe(
      [
        '[E1](#E1) Path!',
        '1\u202Fµs in 1 segments; most of it in db, 100 %.',
        '| On the path | Segments | Time | Share |\n| --- | ---: | ---: | ---: |\n| db | 1 | 1 µs | 100 % |',
        '3 more in the evidence.',
      ].join('\n\n'),
    );
  });

  it.each<[string, Block, string]>([
    ['a paragraph', paragraph('- a'), String.raw`\- a`],
    ['an item', list(['# a', '1. b']), String.raw`- \# a${'\n'}- 1\. b`],
    ['free text', { kind: 'prose', writtenBy: null, text: ['+ a'] }, String.raw`\+ a`],
    [
      'an answer that is none',
      {
        kind: 'answers',
        items: [{ question: 'Q', statement: ['- a'], writtenBy: null, answered: false, blocks: [] }],
      },
      String.raw`## Q${'\n\n'}\- a`,
    ],
    [
      'the facts of a claim',
      {
        kind: 'group',
        variety: 'claim',
        anchor: null,
        tone: null,
        title: ['T'],
        writtenBy: null,
        facts: ['=== a'],
        blocks: [],
      },
      String.raw`### T${'\n\n'}\=== a`,
    ],
  ])('starts no list, heading or rule with the text of %s', (_name, block, expected) => {
    expect(printed(block)).toBe(expected);
  });

  it('prints a claim under its title, with its facts', () => {
    expect(
      printed({
        kind: 'group',
        variety: 'claim',
        anchor: null,
        tone: 'bad',
        title: ['C# #'],
        writtenBy: null,
        facts: ['Finding, open; ', { kind: 'toned', tone: 'warn', text: 'rests on no evidence' }],
        blocks: [],
      }),
    ).toBe('### C# \\#\n\nFinding, open; rests on no evidence');
  });
});
