// The figures by which pinned evidence proves a number that somebody wrote down.
import type { AnalysisDeclaration } from '../../../shared/analyses/declare.ts';
import { declarations } from '../../../shared/analyses/index.ts';
import type { ComputedFigure } from '../../../shared/domain/standing.ts';
import type { AuditDb } from '../db/database.ts';

const proving: ReadonlyMap<string, AnalysisDeclaration> = new Map(
  (declarations as readonly AnalysisDeclaration[])
    .filter(({ figures }) => figures !== undefined)
    .map((declaration) => [declaration.id, declaration]),
);

/** By the id of the evidence; evidence that offers no figures, or that another version pinned in another shape, is left out. */
export function readComputedFigures(db: AuditDb): Map<number, readonly ComputedFigure[]> {
  const rows = db
    .prepare('select id, analysis, result from evidence where analysis in (select value from json_each(?))')
    .all(JSON.stringify([...proving.keys()])) as { id: number; analysis: string; result: string }[];
  return new Map(
    rows.flatMap(({ id, analysis, result }) => {
      const declaration = proving.get(analysis);
      const read = declaration?.result.safeParse(JSON.parse(result));
      return read?.success === true ? [[id, declaration?.figures?.(read.data) ?? []] as const] : [];
    }),
  );
}
