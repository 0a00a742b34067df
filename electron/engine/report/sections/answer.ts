// What the first page says: the constraint before and now, the decisions, the targets. The sentences are those of the
// one judgement (shared/playbook/verdicts.ts), as window and command line print them.
import type { LimitedBefore, LimitsNow } from '../../../../shared/playbook/verdict-shapes.ts';
import type { Block, PlainBlock } from '../blocks.ts';
import type { ReportContext } from '../context.ts';
import { judged, paragraph, prose } from '../parts.ts';
import { missingUnless, type Section } from './section.ts';

type Answers = Extract<Block, { kind: 'answers' }>;

export const answer: Section = {
  id: 'answer',
  title: 'Answer',
  front: true,
  build(context) {
    const { cite, auditor } = context;
    const { limitedBefore, limitsNow, decisionTaken, nextDecision, targets } = context.check.answer;
    const items: Answers['items'] = [];
    const ask = (
      question: string,
      sentence: string,
      answered: boolean,
      blocks: PlainBlock[] = [],
      writtenBy: string | null = auditor,
    ): void => void items.push({ question, statement: cite(sentence), writtenBy, answered, blocks });
    if (limitedBefore !== null) {
      ask(
        'Which constraint limited this system before the change?',
        limitedBefore.sentence,
        true,
        aboutClaim(limitedBefore, context),
      );
    }
    ask(
      'Which constraint limits this system now?',
      limitsNow.sentence,
      limitsNow.state === 'named',
      limitsNow.state === 'named' ? aboutClaim(limitsNow, context) : [],
    );
    if (decisionTaken !== null) {
      ask('What has been decided?', decisionTaken.what, true, prose(cite(decisionTaken.detail), auditor));
    }
    const decisionWaits = nextDecision.from !== 'none';
    ask(
      'What should be decided next?',
      nextDecision.what,
      decisionWaits,
      prose(cite(nextDecision.detail), auditor),
    );
    ask('Are the targets met?', targets.sentence, targets.met + targets.missed > 0, [], null);
    return {
      blocks: [{ kind: 'answers', items }],
      missing: [
        ...missingUnless(
          limitsNow.state === 'named',
          'Answer',
          limitedBefore === null
            ? 'The dominant constraint is not named (phase 4, priorities).'
            : 'The constraint that limits after the change is not named (phase 4, priorities).',
        ),
        ...missingUnless(decisionWaits, 'Answer', 'What should be decided next is not written down.'),
      ],
    };
  },
};

type Named = LimitedBefore | Extract<LimitsNow, { state: 'named' }>;

const aboutClaim = (
  { claim, rationale, evidenceIds }: Named,
  { cite, cites, auditor }: Pick<ReportContext, 'cite' | 'cites' | 'auditor'>,
): PlainBlock[] => [
  ...prose(cite(claim.detail), auditor),
  ...prose(cite(rationale), auditor),
  paragraph(
    [
      `Judged by ${auditor}: `,
      judged(claim.status, auditor),
      ...(evidenceIds.length > 0 ? ['. Evidence: ', ...cites(evidenceIds)] : ['.']),
    ],
    'sources',
  ),
];
