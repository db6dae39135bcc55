import { appendFileSync, readFileSync } from 'node:fs';

/** How long jest may take to exit after the summary. */
const LEAVE_MS = 60_000;

/**
 * Prints `N passed, N failed, N skipped` for CI, at exit, because jest's own summary comes late. Runs that share the
 * file ETABLI_TEST_COUNTS are counted together.
 */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const [passed, ...others] = countedTogether([results.numPassedTests, failed, skipped]);
    process.once('exit', () => console.log(`${passed} passed, ${others[0]} failed, ${others[1]} skipped`));
    // A handle that a test left open must not block a finished run.
    setTimeout(() => process.exit(failed > 0 || !results.success ? 1 : 0), LEAVE_MS).unref();
  }
}

function countedTogether(counts) {
  const file = process.env.ETABLI_TEST_COUNTS;
  if (file === undefined) return counts;
  appendFileSync(file, `${counts.join(' ')}\n`);
  const runs = readFileSync(file, 'utf8').trim().split('\n');
  return runs.map((run) => run.split(' ').map(Number)).reduce((sum, run) => sum.map((n, i) => n + run[i]));
}
