// The phases with what was written down in them.
import { formatNumber } from '../../../../shared/domain/format.ts';
import { verdicts } from '../../../../shared/playbook/field-types.ts';
import type { Phase } from '../../../../shared/playbook/phase.ts';
import { fieldKey, notesKey, phases } from '../../../../shared/playbook/playbook.ts';
import type { Printed } from '../../../../shared/playbook/print.ts';
import type { Inline, Missing, PlainBlock, Text } from '../blocks.ts';
import { claimsOf, unsupported } from '../claims.ts';
import type { ReportContext } from '../context.ts';
import {
  absent,
  columns,
  heading,
  judged,
  list,
  number,
  paragraph,
  prose,
  state,
  stated,
  table,
  term,
} from '../parts.ts';
import { missingUnless, type Section } from './section.ts';

export const method: Section = {
  id: 'method',
  title: 'The method, phase by phase',
  build(context) {
    return {
      blocks: phases.flatMap((phase) => phaseBlocks(context, phase)),
      missing: [...missingHypotheses(context), ...unsupported(claimsOf(context, 'hypothesis'))],
    };
  },
};

/** Fields that have a section of their own, and are not printed again among the phases. */
const shownElsewhere: Readonly<Record<string, string>> = {
  '1.criteria.list': 'criteria',
  '7.comparison.table': 'comparison',
};

const stateWords: Readonly<Record<string, string>> = {
  'not-started': 'Not started',
  'in-progress': 'In progress',
  done: 'Done',
};

function phaseBlocks(context: ReportContext, phase: Phase): PlainBlock[] {
  const { check, print, line, cite, auditor } = context;
  const status = check.phases.find(({ id }) => id === phase.id);
  const hoursSpent = Math.round((status?.minutesSpent ?? 0) / 6) / 10;
  const hours: Inline[] =
    hoursSpent > 0 ? ['; ', stated(`${formatNumber(hoursSpent)} h`, hoursSpent, 'h', auditor)] : [];
  const word = stateWords[status?.state ?? 'not-started'] ?? '';
  const fields = phase.steps.flatMap((step) =>
    step.fields.flatMap((field): PlainBlock[] => {
      const key = fieldKey(phase, step, field);
      const value = print(key);
      if (value.kind === 'empty') return [];
      const { label } = field;
      const elsewhere = shownElsewhere[key];
      return [
        heading(4, step.title === label ? label : `${step.title}: ${label}`),
        ...(elsewhere === undefined
          ? printed(value, context)
          : [paragraph(['See ', { kind: 'link', to: elsewhere, text: label }, '.'])]),
      ];
    }),
  );
  const notes = prose(cite(line(notesKey(phase))), auditor);
  const missing = status?.missing ?? [];
  return [
    heading(3, [`${phase.id}. ${phase.title} `, state(word, null), ...hours]),
    paragraph(phase.question, 'muted'),
    ...(fields.length === 0 ? [absent('Nothing was written down in this phase.')] : fields),
    ...(notes.length === 0 ? [] : [heading(4, 'Notes'), ...notes]),
    ...(missing.length === 0 ? [] : [absent(`Not done: ${missing.join('; ')}`)]),
  ];
}

/** Records of more columns are set one below another. */
const widestTable = 6;

function printed(value: Printed, { cite, auditor }: ReportContext): PlainBlock[] {
  switch (value.kind) {
    case 'empty':
      return [];
    case 'text':
      return prose(value.judged ? [judged(value.text, auditor)] : cite(value.text), auditor);
    case 'list':
      return [list(value.items.map(cite), auditor)];
    case 'table': {
      const { headers, numeric, judged: isJudged, rows } = value;
      const cell = (text: string, index: number): Text => {
        if (text === '') return [];
        if (isJudged[index] === true) return [judged(text, auditor)];
        return numeric[index] === true ? [stated(text, Number(text), '', auditor)] : cite(text);
      };
      if (headers.length > widestTable) {
        const records = rows.map((row) =>
          headers.flatMap((header, index) =>
            row[index] === '' ? [] : [term(header, cell(row[index] ?? '', index))],
          ),
        );
        return [{ kind: 'records', writtenBy: auditor, records }];
      }
      return [
        table(
          columns(...headers.map((header, index) => (numeric[index] ? number(header) : header))),
          rows.map((row) => ({ cells: row.map(cell) })),
          auditor,
        ),
      ];
    }
  }
}

/** How a hypothesis without a verdict is printed. */
const openVerdict = verdicts[0]?.label ?? '';

function missingHypotheses(context: ReportContext): Missing[] {
  const hypotheses = context.print('5.hypotheses.list');
  const rows = hypotheses.kind === 'table' ? hypotheses.rows : [];
  const tested = rows.length + claimsOf(context, 'hypothesis').length;
  return [
    ...missingUnless(tested > 0, 'Hypotheses', 'No hypothesis was tested.'),
    ...missingUnless(
      !rows.some((row) => row.includes(openVerdict)),
      'Hypotheses',
      'A hypothesis is still without a verdict.',
    ),
  ];
}
