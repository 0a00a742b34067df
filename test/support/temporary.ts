// What a test makes is cleared away by itself, the latest first: when the test ends, or after the last test of the
// file for what was made outside a test (at the top of the file, in `beforeAll`). A test's own `afterEach` runs before.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach } from 'vitest';

type CleanUp = () => unknown;

const ofFile: CleanUp[] = [];
const ofTest: CleanUp[] = [];
let isInTest = false;

beforeEach(() => {
  isInTest = true;
});
afterEach(async () => {
  isInTest = false;
  await runAll(ofTest);
});
afterAll(() => runAll(ofFile));

/** Each runs, whatever becomes of the others; the first error fails the test. */
async function runAll(works: CleanUp[]): Promise<void> {
  const errors: unknown[] = [];
  for (let work = works.pop(); work !== undefined; work = works.pop()) {
    try {
      await work();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

/** Runs `work` when the test ends, or after all tests of the file when none runs now. */
export function atEnd(work: CleanUp): void {
  (isInTest ? ofTest : ofFile).push(work);
}

/** Closes `resource` at the end. Closing it before, too, must do no harm. */
export function closedAtEnd<T extends { close(): unknown }>(resource: T): T {
  atEnd(() => resource.close());
  return resource;
}

/** The path of an empty folder. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'assay-test-'));
  atEnd(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
