import { AssayError } from '../../../shared/domain/errors.ts';
import { readTimeZone } from '../db/open.ts';
import type { AnalysisRunner } from '../analyses/runner.ts';
import type { Handlers } from '../handler.ts';
import { createClaim, readClaims, removeClaim, updateClaim } from '../evidence/claims.ts';
import { describeEvidence } from '../evidence/describe.ts';
import { pinAnswer, readEvidence, removeEvidence } from '../evidence/evidence.ts';
import { recomputeEvidence } from '../evidence/recompute.ts';
import { readValues } from '../method/fields.ts';
import { tellAnswer } from './analyses.ts';

export const findingHandlers = (analyses: AnalysisRunner) =>
  ({
    'claim.list': ({ audit }) => ({ claims: readClaims(audit().db) }),
    'claim.create': (context, draft) => {
      const claim = createClaim(context.writableDb(), draft);
      context.changed('findings', 'method', 'journal');
      return claim;
    },
    'claim.update': (context, { id, changes }) => {
      const claim = updateClaim(context.writableDb(), id, changes);
      context.changed('findings', 'method', 'journal');
      return claim;
    },
    'claim.remove': (context, { id }) => {
      removeClaim(context.writableDb(), id);
      context.changed('findings', 'method', 'journal');
      return {};
    },
    'evidence.list': ({ audit }) => {
      const { db } = audit();
      const words = { timeZone: readTimeZone(db) };
      return {
        evidence: readEvidence(db).map((one) => ({
          ...one,
          ...describeEvidence(analyses.registry, one, words),
        })),
      };
    },
    'evidence.pin': async (context, { analysis, parameters, title, resultDigest }) => {
      const db = context.writableDb();
      const audit = context.audit();
      const answer = await analyses.answer(audit, analyses.question(analysis, parameters), {});
      if (resultDigest !== undefined && resultDigest !== answer.resultDigest) {
        throw new AssayError({
          code: 'evidence.changed',
          message: 'The figure has changed since it was shown; nothing was pinned.',
          hint: 'Look at the figure as it is now, and pin that.',
        });
      }
      const evidence = pinAnswer(db, answer, title ?? tellAnswer(analyses.registry, audit, answer).pinTitle);
      context.changed('evidence', 'method', 'journal');
      return evidence;
    },
    'evidence.remove': (context, { id }) => {
      const db = context.writableDb();
      removeEvidence(db, id, readValues(db));
      context.changed('evidence', 'method', 'journal');
      return {};
    },
    'evidence.recompute': (context, { ids }) => {
      const audit = context.audit();
      return context.job('the evidence', (job) => recomputeEvidence(audit, analyses, job, ids));
    },
  }) satisfies Partial<Handlers>;
