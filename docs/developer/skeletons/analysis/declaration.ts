// Stands in `shared/analyses/rows-by-source.ts`. Rows of evidence of each live source, and their sum.
import { z } from 'zod';
import { declareAnalysis } from '../../../../shared/analyses/declare.ts';
import { formatQuantity } from '../../../../shared/domain/format.ts';

const parameters = z.object({
  /** Sources of fewer rows are left out. */
  atLeast: z.int().min(0).default(0),
});

const result = z.object({
  sources: z.array(z.object({ sourceId: z.int(), file: z.string(), rows: z.int() })),
  total: z.int(),
});

export const declaration = declareAnalysis({
  id: 'rows-by-source',
  version: 1,
  title: 'Rows by source',
  parameters,
  result,
  sentence: ({ sources, total }) =>
    `${formatQuantity(sources.length, 'source')} hold ${formatQuantity(total, 'row')} of evidence.`,
  pinTitle: ({ total }) => `Sources: ${formatQuantity(total, 'row')} of evidence`,
});
