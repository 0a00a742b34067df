// Plays the sample engagement into a new audit through the contract, as an auditor at the window would: imports
// its files, writes down what each phase asks for, pins figures, draws conclusions. What is done is data,
// build/sample/engagement.json: a list of contract calls whose inputs may refer to what came before.
import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { engineContract, type EngineMethod } from '../../shared/contract/index.ts';
import { AssayError } from '../../shared/domain/errors.ts';
import type { Engine } from '../engine/engine.ts';

const engagement = z.object({
  audit: z.object({ name: z.string(), client: z.string(), auditor: z.string(), timeZone: z.string() }),
  files: z.array(z.string()),
  steps: z.array(
    z.object({
      method: z.enum(Object.keys(engineContract) as [EngineMethod, ...EngineMethod[]]),
      input: z.json(),
      /** Names the output, so that later steps can refer to it. */
      as: z.string().optional(),
    }),
  ),
});

/** In a checkout (as source and as built) and in a package. */
const sampleFolders = ['../../build/sample', '../../../sample'];

export function sampleFolder(): string {
  const found = sampleFolders
    .map((folder) => resolve(import.meta.dirname, folder))
    .find((folder) => existsSync(resolve(folder, 'engagement.json')));
  if (found !== undefined) return found;
  throw new AssayError({
    code: 'sample.missing',
    message: 'The sample engagement does not come with this installation.',
    hint: 'Run it from a checkout, or install Assay again.',
  });
}

const readEngagement = (folder: string): z.infer<typeof engagement> =>
  engagement.parse(JSON.parse(readFileSync(resolve(folder, 'engagement.json'), 'utf8')));

/** What the audit of the sample engagement is called. */
export const sampleName = (): string => readEngagement(sampleFolder()).audit.name;

/** Makes the sample audit at `path`, which must not exist, and leaves it open in the engine. */
export async function playSample(engine: Engine, path: string, say: (line: string) => void): Promise<void> {
  const folder = sampleFolder();
  const { audit, files, steps } = readEngagement(folder);
  const { timeZone, ...particulars } = audit;
  await engine.call('audit.create', { path, ...particulars });
  await engine.call('audit.update', { timeZone });
  for (const file of files) {
    const source = await engine.call('source.import', { path: resolve(folder, 'data', file) });
    say(`Imported ${source.file}: ${source.format}, ${source.rows} rows.`);
  }
  const outputs = new Map<string, unknown>();
  for (const { method, input, as } of steps) {
    const output = await engine.call(method, (await resolveReferences(engine, outputs, input)) as never);
    if (as !== undefined) outputs.set(as, output);
  }
}

type Json = z.infer<ReturnType<typeof z.json>>;

/** What `{"$name": argument}` stands for in an input. */
const references: Record<
  string,
  (engine: Engine, outputs: Map<string, unknown>, argument: Json) => Promise<unknown>
> = {
  /** `{"$output": "checkoutPath.id"}`: a property of an earlier step's output. */
  $output: async (_engine, outputs, argument) =>
    String(argument)
      .split('.')
      .reduce<unknown>(
        (value, key, index) => (index === 0 ? outputs.get(key) : (value as Record<string, unknown>)[key]),
        undefined,
      ),
  /** `{"$text": {"$series": "cpu_user_percent"}}`: what it holds as text, where an input wants a name or an id. */
  $text: async (_engine, _outputs, argument) => String(argument),
  /** `{"$series": "cpu_user_percent"}`: the id of the series of that name. */
  $series: async (engine, _outputs, argument) => {
    const { series } = await engine.call('series.list', {});
    return required(
      series.find(
        ({ name, labels }) => name === argument || Object.values(labels).includes(String(argument)),
      ),
      `series ${String(argument)}`,
    ).id;
  },
  /** `{"$source": "traces-peak-before.jsonl.gz"}`: the id of that file. */
  $source: async (engine, _outputs, argument) => {
    const { sources } = await engine.call('source.list', {});
    return required(
      sources.find(({ file }) => file === basename(String(argument))),
      `source ${String(argument)}`,
    ).id;
  },
  /** `{"$profile": "order-service-before.cpuprofile.gz"}`: the id of the first profile of that file. */
  $profile: async (engine, outputs, argument) => {
    const sourceId = await references['$source']?.(engine, outputs, argument);
    const { profiles } = await engine.call('profile.list', {});
    return required(
      profiles.find((profile) => profile.sourceId === sourceId),
      `profile ${String(argument)}`,
    ).id;
  },
  /** `{"$slowestTrace": "POST /checkout"}`: the id of the slowest trace whose root is that operation. */
  $slowestTrace: async (engine, _outputs, argument) => {
    const { traces } = await engine.call('trace.list', {
      operation: String(argument),
      sort: 'duration',
      offset: 0,
      limit: 1,
    });
    return required(traces[0], `trace of ${String(argument)}`).traceId;
  },
};

function required<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw new AssayError({
    code: 'internal.sample',
    message: `The sample engagement refers to ${what}, which is not there.`,
  });
}

async function resolveReferences(
  engine: Engine,
  outputs: Map<string, unknown>,
  value: Json,
): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolveReferences(engine, outputs, item)));
  if (value === null || typeof value !== 'object') return value;
  const [key] = Object.keys(value);
  const reference = key === undefined ? undefined : references[key];
  if (key !== undefined && reference) {
    const argument = await resolveReferences(engine, outputs, value[key] ?? null);
    return reference(engine, outputs, argument as Json);
  }
  const entries = await Promise.all(
    Object.entries(value).map(
      async ([name, item]) => [name, await resolveReferences(engine, outputs, item)] as const,
    ),
  );
  return Object.fromEntries(entries);
}
