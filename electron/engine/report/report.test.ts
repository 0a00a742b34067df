import { beforeEach, describe, expect, it } from 'vitest';
import { blocksOf, reportedAudit, type ReportedAudit } from './audit.fixture.ts';
import { report as reportSchema, type Block, type Report } from './blocks.ts';
import { reportContext } from './context.ts';
import { forms } from './forms/registry.ts';
import { sections } from './sections/registry.ts';

let audit: ReportedAudit;
beforeEach(() => {
  audit = reportedAudit();
});

/** The text of a block, wherever it stands in it. */
const words = (block: Block | Block[]): string =>
  JSON.stringify(block, (key, value: unknown) => (key === 'kind' || key === 'tone' ? undefined : value));

const judgedByAda = (text: string): unknown => [{ kind: 'judged', text, by: 'Ada' }];
const stated = { kind: 'stated', by: 'Ada' };

const unset = 'No success criteria were set, so it cannot be said whether the targets are met.';

/** Of the first page: each question, its answer in plain text, and whether it is one. */
const asked = (report: Report): unknown[] =>
  blocksOf(report, 'answer').flatMap((block) =>
    block.kind === 'answers'
      ? block.items.map(({ question, statement, answered }) => [question, statement.join(''), answered])
      : [],
  );

/** Of each figure in a section: rows shown, rows left out. */
const rowsIn = (report: Report, section: string): unknown =>
  blocksOf(report, section).flatMap((block) =>
    block.kind === 'group'
      ? block.blocks.flatMap((inner) =>
          inner.kind === 'figure' && inner.figure.kind === 'table'
            ? [[inner.figure.rows.length, inner.figure.omitted]]
            : [],
        )
      : [],
  );

describe('a report of an empty audit', () => {
  it.each(['html', 'md'])('says as %s what is missing, and claims nothing', (form) => {
    const printed = audit.print(form);
    for (const sentence of [
      'The audit has not identified the constraint that limits the system.',
      'The audit has not said what should be decided next.',
      'No success criteria were set.',
      'No baseline was frozen.',
      'No finding was written.',
      'No evidence was imported.',
      'No figure was pinned as evidence.',
    ]) {
      expect(printed, sentence).toContain(sentence);
    }
  });

  it('lists what each section misses', () => {
    expect(
      audit
        .report()
        .missing.filter(({ section }) => section !== 'Deliverables')
        .map(({ section, message }) => `${section}: ${message}`),
    ).toEqual([
      'Scope: The period analysed is not written down (phase 1, scope).',
      'Answer: The dominant constraint is not named (phase 4, priorities).',
      'Answer: What should be decided next is not written down.',
      'Success criteria: No success criteria were set.',
      'Before and after: Nothing was compared before and after.',
      'Findings: No finding was written.',
      'Baseline: No baseline was frozen.',
      'Hypotheses: No hypothesis was tested.',
      'Evidence: No evidence was imported.',
    ]);
    expect(audit.report().missing.map(({ section }) => section)).toContain('Deliverables');
  });
});

describe('a report', () => {
  it('is made of the blocks it says it is made of', () => {
    audit.addEvidence(1, 'p95 of checkout', { p95: 812.5 });
    audit.claim({ kind: 'finding', title: 'Slow at the peak', detail: 'See [E1].', evidenceIds: [1] });
    audit.set('1.symptoms.list', [
      { symptom: 'Slow', flow: null, impact: null, frequency: null, severity: 'high' },
    ]);
    expect(reportSchema.parse(audit.report())).toEqual(audit.report());
    expect(JSON.parse(audit.print('json'))).toEqual(audit.report());
  });

  it('holds every section once, in order, under an anchor of its own', () => {
    const built = audit.report().sections.map(({ id }) => id);
    expect(built).toEqual(sections.map(({ id }) => id));
    expect(new Set(built).size).toBe(built.length);
    expect(built.slice(0, 3)).toEqual(['cover', 'answer', 'criteria']);
  });

  it('lists at its end all that its sections miss', () => {
    audit.claim({ kind: 'finding', title: 'Guessed', detail: '' });
    audit.claim({ kind: 'constraint', title: 'Assumed', detail: '' });
    audit.claim({ kind: 'hypothesis', title: 'Supposed', detail: '' });
    audit.claim({ kind: 'recommendation', title: 'Advised', detail: '' });
    audit.claim({ kind: 'decision', title: 'Dropped', detail: '', status: 'rejected' });
    const report = audit.report();
    const messages = report.missing.map(({ section, message }) => `${section}: ${message}`);
    expect(messages.filter((message) => message.startsWith('Claims'))).toEqual([
      'Claims: The constraint “Assumed” rests on no evidence.',
      'Claims: The finding “Guessed” rests on no evidence.',
      'Claims: The recommendation “Advised” rests on no evidence.',
      'Claims: The hypothesis “Supposed” rests on no evidence.',
    ]);
    expect(blocksOf(report, 'verify')).toContainEqual({
      kind: 'list',
      writtenBy: null,
      names: false,
      items: messages.map((message) => [message]),
    });
  });

  it('leads with the constraint named dominant and the decision', () => {
    audit.claim({ kind: 'constraint', title: 'Processor time', impact: 'high', effort: 'low', risk: 'low' });
    const dominant = audit.claim({ kind: 'constraint', title: 'Lock waits on the stock table' });
    audit.claim({ kind: 'decision', title: 'Batch the stock query' });
    audit.set('4.priorities.dominant', [dominant.id]);
    const report = audit.report();
    expect(asked(report)).toEqual([
      ['Which constraint limits this system now?', 'Lock waits on the stock table', true],
      ['What should be decided next?', 'Batch the stock query', true],
      ['Are the targets met?', unset, false],
    ]);
    const [rated] = blocksOf(report, 'constraints');
    expect(rated).toMatchObject({
      kind: 'table',
      rows: [
        { cells: [['Processor time'], ...['high', 'low', 'low', 'Fix now', 'open'].map(judgedByAda)] },
        {
          cells: [['Lock waits on the stock table'], ['–'], ['–'], ['–'], ['Not rated'], judgedByAda('open')],
        },
      ],
    });
  });

  it('names no constraint that the auditor did not name', () => {
    audit.claim({ kind: 'constraint', title: 'Lock waits' });
    const report = audit.report();
    expect(asked(report)[0]).toEqual([
      'Which constraint limits this system now?',
      'Not named yet; first in line: Lock waits',
      false,
    ]);
    expect(report.missing).toContainEqual({
      section: 'Answer',
      message: 'The dominant constraint is not named (phase 4, priorities).',
    });
  });

  it('tells what limited before a measured change apart from what limits now, and what was decided', () => {
    audit.audit.db.exec(
      "insert into guard_rail_override (code, reason, at) values ('baseline-before-change', 'None was taken', '2026-03-02T10:00:00.000Z')",
    );
    const lifted = audit.claim({
      kind: 'constraint',
      title: 'Lock waits on the stock table',
      status: 'confirmed',
    });
    audit.claim({ kind: 'decision', title: 'Batch the stock query', status: 'confirmed' });
    audit.claim({ kind: 'recommendation', title: 'Measure a whole week' });
    audit.set('4.priorities.dominant', [lifted.id]);
    audit.set('6.changes.list', [
      {
        title: 'Stock is read in one query',
        constraint: lifted.id,
        appliedAt: '2026-03-04T05:30:00Z',
        effect: 'p95 from 1,840 ms to 160 ms',
      },
    ]);
    const report = audit.report();
    const { limitsNow } = reportContext(audit.audit).check.answer;
    expect(limitsNow.state).toBe('none-claimed');
    expect(asked(report)).toEqual([
      ['Which constraint limited this system before the change?', 'Lock waits on the stock table', true],
      ['Which constraint limits this system now?', limitsNow.sentence, false],
      ['What has been decided?', 'Batch the stock query', true],
      ['What should be decided next?', 'Measure a whole week', true],
      ['Are the targets met?', unset, false],
    ]);
    expect(report.missing).toContainEqual({
      section: 'Answer',
      message: 'The constraint that limits after the change is not named (phase 4, priorities).',
    });
  });

  it('judges a criterion by the measurement of the same metric and statistic, in its own unit', () => {
    const criterion = {
      metric: 'Checkout latency',
      statistic: 'p95',
      comparison: 'lt',
      unit: 'ms',
      from: 900,
    };
    audit.set('1.criteria.list', [
      { ...criterion, threshold: 500 },
      { ...criterion, threshold: 300 },
      { ...criterion, threshold: 500, statistic: 'p99' },
      { ...criterion, threshold: 0.5, from: 0.9, unit: 's' },
      { ...criterion, threshold: 500, unit: '%' },
      { ...criterion, threshold: 500, metric: 'Orders' },
    ]);
    audit.set('7.comparison.table', [
      { metric: 'checkout latency', statistic: 'p95', unit: 'ms', before: 900, after: 450, evidence: [1] },
      { metric: 'Orders', statistic: 'p95', unit: 'ms', before: 90, after: 45, evidence: [1] },
    ]);
    audit.addP95(1, 'Checkout after', 450.2);
    const report = audit.report();
    const [table] = blocksOf(report, 'criteria');
    const column = (index: number): unknown =>
      table?.kind === 'table' && table.rows.map(({ cells }) => cells[index]);
    const unmeasured = [{ kind: 'state', text: 'Not measured', tone: 'muted' }];
    expect(column(3)).toEqual([
      [{ kind: 'state', text: '✓ Met', tone: 'good' }],
      [{ kind: 'state', text: '✗ Not met', tone: 'bad' }],
      unmeasured,
      [{ kind: 'state', text: '✓ Met', tone: 'good' }],
      unmeasured,
      [{ kind: 'state', text: 'Stated, not measured', tone: 'warn' }],
    ]);
    expect(report.missing).toContainEqual({
      section: 'Success criteria',
      message: '1 of 6 criteria have a value that is stated and not measured.',
    });
    expect(words(table ?? [])).toContain('450\u202Fms');
    expect(words(table ?? [])).toContain('0.45\u202Fs');
    expect(blocksOf(report, 'comparison')).toMatchObject([
      {
        rows: [
          {
            cells: [
              ['checkout latency'],
              ['p95'],
              [{ text: '900\u202Fms', value: 900, unit: 'ms', standing: stated }],
              [{ text: '450\u202Fms', value: 450.2, standing: { kind: 'computed', evidence: [1] } }],
              [{ text: '−50\u202F%', standing: stated }],
              [{ kind: 'cite', evidence: 1 }],
            ],
          },
          {
            cells: [
              ['Orders'],
              ['p95'],
              [{ standing: stated }],
              [{ value: 45, standing: stated }],
              [{}],
              [{}],
            ],
          },
        ],
      },
    ]);
  });

  it('links every citation of evidence that exists, and no other', () => {
    audit.addEvidence(1, 'p95 of checkout', { p95: 812.5 });
    audit.claim({
      kind: 'finding',
      title: 'Slow at the peak',
      detail: 'See [E1] and [E2].',
      evidenceIds: [1],
    });
    const page = audit.print('html');
    expect(page).toContain('See <a href="#E1">[E1]</a> and [E2].');
    expect(page).toContain('id="E1"');
    const markdown = audit.print('md');
    expect(markdown).toContain(String.raw`See [E1](#E1) and \[E2\].`);
    expect(markdown).toContain('<a name="E1"></a>');
  });

  it('gives each figure with its analysis, its raw files and its digest', () => {
    audit.addEvidence(1, 'p95 of checkout', { p95: 812.5 });
    for (const { id } of forms) {
      const printed = audit.print(id);
      for (const text of ['an-analysis', 'p95.csv', 'digest-of-it', '813']) expect(printed).toContain(text);
    }
    expect(words(blocksOf(audit.report(), 'evidence'))).toContain('no claim');
  });

  it('shows beside a claim the first rows of the figures it rests on, and all of them in the appendix', () => {
    audit.addEvidence(1, 'Nine', { rows: Array.from({ length: 9 }, (_, n) => ({ n })) });
    audit.claim({ kind: 'finding', title: 'Slow', detail: '', evidenceIds: [1] });
    expect(rowsIn(audit.report(), 'findings')).toEqual([[5, 4]]);
    expect(rowsIn(audit.report(), 'evidence')).toEqual([[9, 0]]);
  });
});
