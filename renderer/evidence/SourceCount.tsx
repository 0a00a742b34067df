import type { EvidenceKind } from '../../shared/contract/kinds.ts';
import { formatCount } from '../../shared/domain/format.ts';
import { useSourceCount } from '../state/sources.ts';

/** How many sources hold a kind of evidence, for the end of a line in the rail; nothing while there is none. */
export function SourceCount({ kind }: { kind: EvidenceKind }) {
  const count = useSourceCount(kind);
  return count ? formatCount(count) : null;
}
