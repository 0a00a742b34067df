import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toErrorData } from '../../../shared/domain/errors.ts';
import { schema } from '../schema.ts';
import type { AnalysisContext } from './analysis.ts';
import { execute } from './execute.ts';
import { analysisOf, registryOf, scaledRows } from './test-registry.ts';

/** Asks for analyses the contract does not know. */
const asking = ({ run }: AnalysisContext) => run as (id: string, parameters: unknown) => unknown;

const twice = analysisOf(
  { id: 'twice', version: 1, parameters: z.object({ source: z.number() }) },
  {
    inputs: () => [],
    run: (_db, { source }, context) => asking(context)('scaled-rows', { source, factor: 2 }),
  },
);
const sum = analysisOf(
  { id: 'sum', version: 1, parameters: z.object({}) },
  {
    inputs: () => [2],
    run(_db, _parameters, context) {
      const rows = [1, 1, 2].map((source) => asking(context)('twice', { source }) as { rows: number });
      return { rows: rows.reduce((total, one) => total + one.rows, 0) };
    },
  },
);
const ring = analysisOf(
  { id: 'ring', version: 1, parameters: z.object({ step: z.number() }) },
  { inputs: () => [], run: (_db, { step }, context) => asking(context)('ring', { step: (step + 1) % 3 }) },
);
const stubborn = analysisOf(
  { id: 'stubborn', version: 1, parameters: z.object({}) },
  {
    inputs: () => [1],
    run(_db, _parameters, context) {
      const attempt = (): string => {
        try {
          return String(asking(context)('scaled-rows', { source: 9 }));
        } catch (error) {
          return toErrorData(error).code === 'source.unknown' ? 'no source' : toErrorData(error).code;
        }
      };
      return [attempt(), attempt()].join(', ');
    },
  },
);
const registry = registryOf(scaledRows, twice, sum, ring, stubborn);

let db: Database.Database;
beforeEach(() => {
  db = new Database(':memory:');
  for (const { up } of schema.migrations) up(db);
  const insert = db.prepare(
    `insert into source (id, file, bytes, sha256, kind, format, importer_version, confidence, options, row_count, rejected, rejected_count, warnings, duration_ms, imported_at, state, kinds) values (?, ?, 1, ?, 'metrics', 'csv', 1, 1, '{}', ?, '[]', 0, '[]', 1, '2026-03-02T00:00:00.000Z', 'live', '["metrics"]')`,
  );
  for (const id of [1, 2]) insert.run(id, `f${id}.csv`, String(id).repeat(64), id * 10);
});

describe('an analysis that asks others', () => {
  it('gets their answers, each computed once, and tells of every one that ran', () => {
    const answer = execute(db, registry, { id: 'sum', parameters: {} });
    expect(answer.result).toBe('{"rows":80}');
    expect(answer.uses.map(({ analysis, version, parameters }) => [analysis, version, parameters])).toEqual([
      ['scaled-rows', 2, { factor: 2, source: 1 }],
      ['twice', 1, { source: 1 }],
      ['scaled-rows', 2, { factor: 2, source: 2 }],
      ['twice', 1, { source: 2 }],
    ]);
    // printf '{"rows":20}' | sha256sum
    expect(answer.uses[0]?.resultDigest).toBe(
      '92fb29ab16553ec5358fb995dbd6710acc702d3a4973e79dc8eafc9370036a4c',
    );
  });

  it('rests on their sources too', () => {
    const { inputs } = execute(db, registry, { id: 'sum', parameters: {} });
    expect(inputs.map(({ sourceId }) => sourceId)).toEqual([2, 1]);
  });

  it('may ask again after an answer it could not get', () => {
    expect(execute(db, registry, { id: 'stubborn', parameters: {} }).result).toBe('"no source, no source"');
  });

  it('is refused when it comes to ask for itself', () => {
    expect(() => execute(db, registry, { id: 'ring', parameters: { step: 0 } })).toThrow(
      expect.objectContaining({ code: 'analysis.ring' }) as Error,
    );
  });
});
