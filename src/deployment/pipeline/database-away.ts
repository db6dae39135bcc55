const PAUSE_MS = 250;
/** PostgreSQL is back seconds after a crash; after a minute somebody has to look. */
const PATIENCE_MS = 60_000;

/** SQLSTATE class 08 and 57P01 to 57P03 (shutting down, crashed, starting), and the errors of sockets. */
const AWAY = /^(08\w{3}|57P0[1-3]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)$/;
/** What the pg client says without a code. */
const LOST =
  /connection terminated|connection error and is not queryable|timeout exceeded when trying to connect/i;

/** Whether the database did not answer at all: the error is not about the work itself. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  if (driverError instanceof Error && driverError !== error) return isDatabaseAway(driverError);
  return (typeof code === 'string' && AWAY.test(code)) || LOST.test(error.message);
}

/**
 * Repeats the work until PostgreSQL answers, for a minute at most. Only for
 * work that changes nothing but the database, and that may be done twice.
 */
export async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
