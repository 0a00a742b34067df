// A program of its own: calls the engine step by step, as the window does, and prints one JSON line when it begins and
// for each answer and notice. Its arguments are steps as JSON.
import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { createEngine } from '../../electron/engine/engine.ts';
import type { EngineMethod } from '../../shared/contract/index.ts';
import { toErrorData } from '../../shared/domain/errors.ts';

/** A method with its input, or `fill` with a file that is to leave this much room of its disk. */
export type Step = readonly [string, unknown];

export type StepLine =
  | { ready: true }
  | { output: unknown }
  | { code: string; message: string }
  | { notice: { code: string } };

const print = (line: unknown): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

function fill({ file, roomKb }: { file: string; roomKb: number }): void {
  const descriptor = openSync(file, 'w');
  try {
    const block = Buffer.alloc(4096, 1);
    for (;;) writeSync(descriptor, block);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOSPC') throw error;
    ftruncateSync(descriptor, Math.max(0, fstatSync(descriptor).size - roomKb * 1024));
  } finally {
    closeSync(descriptor);
  }
}

const engine = createEngine((event) => {
  if (event.type === 'notice') print({ notice: event.notice });
});
print({ ready: true });
for (const step of process.argv.slice(2)) {
  const [method, input] = JSON.parse(step) as [string, never];
  if (method === 'fill') fill(input);
  else {
    try {
      print({ output: await engine.call(method as EngineMethod, input) });
    } catch (error) {
      print(toErrorData(error));
    }
  }
}
await engine.close();
