// Every data document of a bundle: the audit's own and one of each kind of evidence.
import type { BundleDocument } from '../../db/document.ts';
import { kindOf } from '../../kinds/lookup.ts';
import { kinds } from '../../kinds/registry.ts';
import { evidenceKinds } from '../../../../shared/contract/kinds.ts';
import { claimsDocument } from './claims.ts';
import { evidenceDocument } from './evidence.ts';
import { methodDocument } from './method.ts';
import { sourcesDocument } from './sources.ts';

type AnyDocument = BundleDocument<object>;

/** Of the kinds of evidence: computed again from the raw files, and compared. */
export const kindDocuments: readonly AnyDocument[] = evidenceKinds.map((id) => kindOf(id).document);

/** What the auditor wrote and pinned, in an order that satisfies its references when it is put back. */
export const auditDocuments: readonly AnyDocument[] = [
  evidenceDocument,
  claimsDocument,
  methodDocument,
] as unknown as readonly AnyDocument[];

export const documents: readonly AnyDocument[] = [
  sourcesDocument as unknown as AnyDocument,
  ...auditDocuments,
  ...kindDocuments,
];

/** The document of a kind by the name a bundle's index of sources gives it; null for a kind this build has not. */
export const documentOfKind = (kind: string): AnyDocument | null =>
  Object.hasOwn(kinds, kind) ? kindOf(kind as keyof typeof kinds).document : null;
