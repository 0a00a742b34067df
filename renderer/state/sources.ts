// The sources of the open audit, asked once for the whole window.
import { createContext, use } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import type { EvidenceKind } from '../../shared/contract/kinds.ts';
import type { QueryState } from './query.ts';

export const SourcesContext = createContext<QueryState<Output<'source.list'>>>({
  data: null,
  error: null,
  loading: false,
  reload: () => undefined,
});

export const useSources = (): QueryState<Output<'source.list'>> => use(SourcesContext);

/** How many sources hold this kind of evidence; undefined until it is known. */
export const useSourceCount = (kind: EvidenceKind): number | undefined =>
  useSources().data?.sources.filter(({ kinds }) => kinds.includes(kind)).length;
