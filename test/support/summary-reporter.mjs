/** How long jest may take to leave once everything is told. */
const LEAVE_MS = 60_000;

/** One plain closing line that any CI can count: `N passed, N failed, N skipped`. Said at exit: jest's own summary comes late. */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    process.once('exit', () =>
      console.log(`${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`),
    );
    // A handle that a test left open must not hold a finished run until CI gives up on it.
    setTimeout(() => process.exit(failed > 0 || !results.success ? 1 : 0), LEAVE_MS).unref();
  }
}
