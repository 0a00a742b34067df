// The kinds of evidence: their methods and what they are called. What a source may hold, and what screens are told to
// read again, follow from them.
import { allKinds } from './kind-registry.ts';

type AnyKind = (typeof allKinds)[number];
type KindContracts = { readonly [Id in AnyKind['id']]: Extract<AnyKind, { id: Id }> };

export const kindContracts = Object.fromEntries(allKinds.map((kind) => [kind.id, kind])) as KindContracts;

export type EvidenceKind = keyof KindContracts;
export const evidenceKinds = allKinds.map(({ id }) => id) as [EvidenceKind, ...EvidenceKind[]];
