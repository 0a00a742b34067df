import { describe, expect, it } from 'vitest';
import type { Analysis, AnalysisRegistry } from '../../../../electron/engine/analyses/analysis.ts';
import { execute } from '../../../../electron/engine/analyses/execute.ts';
import { importEveryKind } from '../../../../electron/engine/analyses/test-audit.ts';
import { openAudit } from '../../../../electron/engine/audits.ts';
import { testAudit } from '../../../../test/support/engine.ts';
import { closedAtEnd } from '../../../../test/support/temporary.ts';
import { declaration } from './declaration.ts';
import { analysis } from './index.ts';

const registry: AnalysisRegistry = { [declaration.id]: analysis as unknown as Analysis };

const { engine, folder, path } = await testAudit('Rows');
await importEveryKind(engine, folder);
const { db } = closedAtEnd(openAudit(path, 'never'));
const ask = (parameters: unknown) => execute(db, registry, { id: declaration.id, parameters });

/** By source, from 1, as the import of each counted them. */
const rows = db.prepare('select row_count from source order by id').pluck().all() as number[];

describe('the skeleton of an analysis', () => {
  it('counts what SQL counts, and rests on the sources it read', () => {
    const { result, inputs, figure } = ask({});
    expect(JSON.parse(result)).toMatchObject({
      sources: rows.map((count, index) => ({ sourceId: index + 1, rows: count })),
    });
    expect(inputs.map(({ sourceId }) => sourceId)).toEqual(rows.map((_, index) => index + 1));
    expect(figure).toMatchObject({ kind: 'table', headers: ['File', 'Rows'] });
  });

  it('gives the same digest for the same question, defaults filled in or not', () => {
    expect(ask({}).resultDigest).toBe(ask({ atLeast: 0 }).resultDigest);
    expect(ask({ atLeast: 200 }).resultDigest).not.toBe(ask({}).resultDigest);
  });

  it('says its result in a sentence, and names a pin by its figure', () => {
    const result = declaration.result.parse(JSON.parse(ask({}).result));
    const words = { timeZone: 'UTC' };
    const parameters = { atLeast: 0 };
    expect(declaration.sentence(result, parameters, words)).toMatch(
      new RegExp(`^${rows.length} sources hold .+ rows of evidence\\.$`, 'u'),
    );
    expect(declaration.pinTitle(result, parameters, words)).toContain('rows of evidence');
  });

  it('refuses parameters that do not fit, by their name', () => {
    expect(() => ask({ atLeast: -1 })).toThrow(
      expect.objectContaining({ code: 'analysis.parameters-invalid' }),
    );
  });
});
