const FIRST_MS = 30_000;
const LONGEST_MS = 60 * 60_000;
/** How long a message is tried. */
export const TRIED_FOR_MS = 24 * 60 * 60_000;

/** When to try again after so many attempts: after 30 s, doubling up to an hour; undefined when the day is over. */
export function nextAttempt(attempts: number, now: Date, until: Date): Date | undefined {
  const wait = Math.min(FIRST_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_MS);
  const next = new Date(now.getTime() + wait);
  return next <= until ? next : undefined;
}

export function untilOf(now: Date): Date {
  return new Date(now.getTime() + TRIED_FOR_MS);
}
