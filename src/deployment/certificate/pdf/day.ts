const HOUR_MS = 3_600_000;

/** `2026-11-29`, in the zone. */
export function dayOf(at: Date, timeZone?: string): string {
  // Sweden writes its dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(at);
}

/** When the day began that an instant is in, in the zone; also on the days that have 23 or 25 hours. */
export function dayBegan(at: Date, timeZone?: string): Date {
  const today = dayOf(at, timeZone);
  const minute = Math.floor(at.getTime() / 60_000) * 60_000;
  const sinceMidnight = minutesOf(at, timeZone) * 60_000;
  // A change of the clock since midnight puts the guess an hour off, to either side.
  const guesses = [HOUR_MS, 0, -HOUR_MS].map((off) => new Date(minute - sinceMidnight - off));
  return (
    guesses.find((guess) => dayOf(guess, timeZone) === today && minutesOf(guess, timeZone) === 0) ??
    guesses[1]!
  );
}

function minutesOf(at: Date, timeZone?: string): number {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  const [hours = 0, minutes = 0] = new Intl.DateTimeFormat('sv-SE', options)
    .format(at)
    .split(':')
    .map(Number);
  return hours * 60 + minutes;
}
