// What holds for every analysis, whatever it computes. A new one gives `examples.ts` in its folder to be asked here.
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { AnalysisDeclaration } from '../../../shared/analyses/declare.ts';
import { declarations } from '../../../shared/analyses/index.ts';
import { figure } from '../../../shared/domain/figure.ts';
import { canonicalJson, digestOf } from '../db/canonical.ts';
import { openAudit } from '../audits.ts';
import type { OpenAudit } from '../db/database.ts';
import { readSources } from '../db/sources.ts';
import type { Engine } from '../engine.ts';
import type { AnalysisRegistry } from './analysis.ts';
import { execute, type Answer } from './execute.ts';
import { analyses } from './registry.ts';
import { createAnalysisRunner, type AnalysisRunner } from './runner.ts';
import { importEveryKind } from './test-audit.ts';
import { testAudit } from '../../../test/support/engine.ts';
import { atEnd, closedAtEnd } from '../../../test/support/temporary.ts';

const registry: AnalysisRegistry = analyses;
let engine: Engine;
let audit: OpenAudit;
let runner: AnalysisRunner;
beforeAll(async () => {
  const made = await testAudit('Every kind');
  engine = made.engine;
  await importEveryKind(engine, made.folder);
  audit = closedAtEnd(openAudit(made.path, 'never'));
  runner = createAnalysisRunner();
  atEnd(() => runner.end());
});

type Parameters = Record<string, unknown>;
const examplesOf = async (id: string): Promise<readonly Parameters[]> =>
  ((await import(`./${id}/examples.ts`)) as { examples: readonly Parameters[] }).examples;

/** Every analysis with each of its examples. */
const cases: [string, Parameters, AnalysisDeclaration][] = [];
for (const declaration of declarations as readonly AnalysisDeclaration[]) {
  for (const example of await examplesOf(declaration.id)) cases.push([declaration.id, example, declaration]);
}

const answerTo = (id: string, parameters: Parameters): Promise<Answer> =>
  runner.computeAgain(audit, runner.question(id, parameters), {});
/** What canonical JSON carries of a value, as the schema reads it. */
const carried = (schema: z.ZodType, value: unknown): string =>
  canonicalJson(schema.parse(JSON.parse(canonicalJson(value))));

it('has examples of every analysis', () => {
  expect(new Set(cases.map(([id]) => id))).toEqual(new Set(declarations.map(({ id }) => id)));
});

describe.each(cases)('%s, asked %j,', (id, parameters, declaration) => {
  it('has parameters and a result that canonical JSON carries whole', async () => {
    const parsed = declaration.parameters.parse(parameters);
    expect(carried(declaration.parameters, parsed)).toBe(canonicalJson(parsed));
    const { result } = await answerTo(id, parameters);
    expect(carried(declaration.result, JSON.parse(result))).toBe(result);
  });

  it('gives the same digest again, in a thread and out of one', async () => {
    const first = await answerTo(id, parameters);
    const again = await answerTo(id, parameters);
    expect(again).toEqual(first);
    expect(execute(audit.db, registry, { id, parameters })).toEqual(first);
    expect(first.resultDigest).toBe(digestOf(first.result));
  });

  it('rests on live sources', async () => {
    const { inputs } = await answerTo(id, parameters);
    const live = readSources(audit.db).map(({ id: sourceId, file, sha256 }) => ({ sourceId, file, sha256 }));
    expect(inputs.length).toBeGreaterThan(0);
    for (const input of inputs) expect(live).toContainEqual(input);
  });

  it('has a figure, a sentence and a title, which depend on the answer alone', async () => {
    const told = await engine.call('analysis.run', { id, parameters });
    expect(figure.parse(told.figure)).toEqual(told.figure);
    const answer = await answerTo(id, parameters);
    const result = declaration.result.parse(JSON.parse(answer.result));
    const parsed = declaration.parameters.parse(JSON.parse(answer.parameters));
    const { timeZone } = (await engine.call('audit.current', {})) ?? { timeZone: '' };
    expect(told.sentence).toBe(declaration.sentence(result, parsed, { timeZone }));
    expect(told.pinTitle).toBe(declaration.pinTitle(result, parsed, { timeZone }));
    expect(told.sentence).toMatch(/^.*[^.]\.$/u);
    expect(told.pinTitle).toMatch(/[^.]$/u);
    for (const text of [told.sentence, told.pinTitle, JSON.stringify(told.figure)]) {
      expect(text).not.toMatch(/undefined|NaN|\[object|Infinity|∞/u);
    }
  });

  it('refuses parameters that do not fit', async () => {
    const broken: unknown[] = Object.entries(declaration.parameters.shape)
      .filter(([, schema]) => !(schema as z.ZodType).safeParse(null).success)
      .map(([key]) => ({ ...parameters, [key]: null }));
    for (const each of ['broken', ...broken]) {
      await expect(engine.call('analysis.run', { id, parameters: each })).rejects.toMatchObject({
        code: 'analysis.parameters-invalid',
      });
    }
  });
});

describe('the list of analyses', () => {
  it('tells each with its version and the schema of its parameters', async () => {
    const { analyses: listed } = await engine.call('analysis.list', {});
    expect(listed.map(({ id }) => id).toSorted()).toEqual(declarations.map(({ id }) => id).toSorted());
    for (const { parameters } of listed) expect(parameters).toMatchObject({ type: 'object' });
    expect(listed.find(({ id }) => id === 'critical-path')?.parameters).toMatchObject({
      properties: { traceId: { type: 'string' } },
      required: ['traceId'],
    });
  });
});
