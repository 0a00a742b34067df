// The tests that a folder or file of the project holds, for `npm test -- FOLDER`. The name tells who runs a test:
// `*.test.ts` is vitest's, `*.spec.ts` is Playwright's and drives the app.
import { readdirSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { SetupError } from './say.mjs';

/** @typedef {{ unit: string[], app: string[] }} ChosenTests paths from the project's folder, with `/` */

/** Folders that hold nothing of the project's own; hidden ones are passed over likewise. */
const passedOver = new Set(['node_modules', 'dist', 'out', 'release', 'test-results']);

/**
 * Throws a `SetupError` of status 2 for an option, for what does not exist or lies outside, and where no test is.
 * @param {string} root the project's folder
 * @param {readonly string[]} names folders and files, from there
 * @returns {ChosenTests}
 */
export function chooseTests(root, names) {
  const files = new Set(names.flatMap((name) => testsIn(root, name)));
  const ending = (/** @type {RegExp} */ pattern) => [...files].filter((file) => pattern.test(file)).sort();
  return { unit: ending(/\.test\.tsx?$/), app: ending(/\.spec\.ts$/) };
}

/** @param {string} root @param {string} name */
function testsIn(root, name) {
  if (name.startsWith('-')) throw refusal(`The option ${name} is not known.`);
  const path = resolve(root, name);
  const place = relative(root, path).split(sep).join('/');
  if (place.startsWith('..')) throw refusal(`${name} is not inside the project.`);
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) throw refusal(`There is no file or folder ${name}.`);
  const files = entry.isDirectory() ? filesIn(root, place) : [place];
  const tests = files.filter((file) => /\.(?:test\.tsx?|spec\.ts)$/.test(file));
  if (tests.length === 0) throw refusal(`${name} holds no test.`);
  return tests;
}

/** @param {string} root @param {string} place @returns {string[]} */
function filesIn(root, place) {
  return readdirSync(resolve(root, place), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || passedOver.has(entry.name)) return [];
    const inner = place === '' ? entry.name : `${place}/${entry.name}`;
    return entry.isDirectory() ? filesIn(root, inner) : [inner];
  });
}

/** @param {string} message */
const refusal = (message) =>
  new SetupError(message, 'Name folders or files with tests: npm test -- shared/domain', 2);
