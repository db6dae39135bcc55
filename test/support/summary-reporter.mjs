/** How long jest may take to exit after the summary. */
const LEAVE_MS = 60_000;

/** Prints `N passed, N failed, N skipped` for CI, at exit, because jest's own summary comes late. */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    process.once('exit', () =>
      console.log(`${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`),
    );
    // A handle that a test left open must not block a finished run.
    setTimeout(() => process.exit(failed > 0 || !results.success ? 1 : 0), LEAVE_MS).unref();
  }
}
