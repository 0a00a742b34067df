import { analyses } from '../analyses/registry.ts';
import { createClaim, readClaims, removeClaim, updateClaim } from '../db/claims.ts';
import { pinEvidence, readEvidence, recomputeEvidence, removeEvidence } from '../db/evidence.ts';
import type { Handlers } from '../handler.ts';

export const findingHandlers = {
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
  'evidence.list': ({ audit }) => ({ evidence: readEvidence(audit().db) }),
  'evidence.pin': (context, pin) => {
    const evidence = pinEvidence(context.writableDb(), pin);
    context.changed('evidence', 'method', 'journal');
    return evidence;
  },
  'evidence.remove': (context, { id }) => {
    removeEvidence(context.writableDb(), id);
    context.changed('evidence', 'method', 'journal');
    return {};
  },
  'evidence.recompute': ({ audit }, { ids }) => recomputeEvidence(audit().db, ids),
  'analysis.list': () => ({
    analyses: analyses.map(({ id, version, title }) => ({ id, version, title })),
  }),
} satisfies Partial<Handlers>;
