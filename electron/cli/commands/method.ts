import type { Output } from '../../../shared/contract/index.ts';
import type { MethodState } from '../../../shared/playbook/method-state.ts';
import type { FigureBasis } from '../../../shared/playbook/verdict-shapes.ts';
import { answer, required, type CliCommand } from '../command.ts';
import { apart, renderTable } from '../output.ts';

/** The answer of the audit, a line for each question; what has no answer yet says so, and what was never asked is left out. */
function answerLines({ answer: judged }: MethodState): string[] {
  const { limitedBefore, limitsNow, decisionTaken, nextDecision, nextStep, targets } = judged;
  const lines: [string, string | undefined][] = [
    ['limited before', limitedBefore?.sentence],
    ['limits now', limitsNow.sentence],
    ['decided', decisionTaken?.what],
    ['decide next', nextDecision.what],
    ['targets', targets.sentence],
    ['next step', `${nextStep.label}. ${nextStep.reason}`],
  ];
  const width = Math.max(...lines.map(([label]) => label.length));
  return lines
    .filter(([, sentence]) => sentence !== undefined)
    .map(([label, sentence]) => `${label.padEnd(width)}  ${sentence}`);
}

const standingText = (basis: FigureBasis | null): string =>
  basis === null ? '' : basis.standing === 'computed' ? `computed E${basis.evidenceId}` : 'stated';

/** What is damaged, a line each; what was not told in full is counted. */
function* integrityLines(report: Output<'audit.checkIntegrity'>): Generator<string, void, undefined> {
  const { ok, hasChecksums, rows, damage, damageCount } = report;
  if (ok) yield `Nothing is damaged: every page, the journal’s chain, ${rows} rows.`;
  else {
    yield `The audit is damaged: ${damageCount} found.`;
    yield* renderTable({
      columns: ['table', 'row', 'source', 'problem'],
      rows: damage.map(({ table, row, sourceId, problem }) => [table, row, sourceId, problem]),
    });
    if (damageCount > damage.length) yield `and ${damageCount - damage.length} more`;
  }
  if (!hasChecksums) {
    yield 'The rows of this earlier file format have no checksums. They get them when the audit is opened for writing.';
  }
}

export const commands: readonly CliCommand[] = [
  {
    name: 'check',
    summary: 'the answer so far; then guard rails, deliverables and phases: what is missing',
    define: (command) =>
      command
        .argument('<audit>')
        .option('--integrity', 'whether all that is stored is what was written, instead'),
    async run({ engine }, args, options) {
      await engine.call('audit.open', { path: required(args, 0), write: 'never' });
      if (options['integrity'] === true) {
        const report = await engine.call('audit.checkIntegrity', {});
        return answer(report, () => integrityLines(report), report.ok);
      }
      const check = await engine.call('method.check', {});
      const text = () =>
        apart([
          answerLines(check),
          renderTable({
            columns: ['criterion', 'statistic', 'before', '', 'after', '', 'unit', 'verdict'],
            rows: check.criteria.map((one) => [
              one.metric,
              one.statistic,
              one.before,
              standingText(one.beforeBasis),
              one.after,
              standingText(one.afterBasis),
              one.unit,
              one.verdict === 'stated' ? 'stated, not measured' : one.verdict,
            ]),
          }),
          renderTable({
            columns: ['phase', '', 'state', 'done'],
            rows: check.phases.map(({ id, title, state, done, required: all }) => [
              id,
              title,
              state,
              `${done}/${all}`,
            ]),
          }),
          renderTable({
            columns: ['guard rail', 'state', ''],
            rows: check.guardRails.map(({ code, state, message }) => [code, state, message]),
          }),
          renderTable({
            columns: ['deliverable', 'done', 'missing'],
            rows: check.deliverables.map(({ id, done, missing }) => [
              id,
              done ? 'yes' : 'no',
              missing.join('; '),
            ]),
          }),
        ]);
      return answer(
        check,
        text,
        check.guardRails.every(({ state }) => state !== 'violated'),
      );
    },
  },
];
