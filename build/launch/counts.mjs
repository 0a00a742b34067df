// Adds up what the runners report. A runner that dies without a report, or fails outside any test, counts as one
// failure: a green sum must mean that everything ran.

/** @typedef {{ passed: number, failed: number }} Counts */

/** @param {Counts[]} parts @returns {Counts} */
export const sum = (parts) =>
  parts.reduce(
    (total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }),
    {
      passed: 0,
      failed: 0,
    },
  );

/** @typedef {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} VitestReport */

/** Counts of vitest's JSON report; a file that could not be loaded is one failure. @param {VitestReport} report */
export function countVitest(report) {
  const parts = report.testResults.map(({ status, assertionResults }) => {
    const count = (/** @type {string} */ wanted) =>
      assertionResults.filter((test) => test.status === wanted).length;
    const failed = count('failed');
    return { passed: count('passed'), failed: failed === 0 && status === 'failed' ? 1 : failed };
  });
  return sum(parts);
}

/** @typedef {{ stats: { expected: number, unexpected: number, flaky: number }, errors: unknown[] }} PlaywrightReport */

/**
 * Counts of Playwright's JSON report. A test that passed only when repeated is a failure, and so is each error
 * outside the tests (a file that does not load, a set-up that fails).
 * @param {PlaywrightReport} report
 */
export const countPlaywright = ({ stats, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + errors.length,
});

/**
 * The counts of a runner that ended with `status`: one failure at least when that is not 0, and when no test ran.
 * @param {Counts | undefined} counts undefined when the runner left no report
 * @param {number} status
 * @returns {Counts}
 */
export function countRunner(counts, status) {
  const { passed, failed } = counts ?? { passed: 0, failed: 0 };
  const isSilentFailure = failed === 0 && (status !== 0 || passed === 0);
  return { passed, failed: isSilentFailure ? 1 : failed };
}
