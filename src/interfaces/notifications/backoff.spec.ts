import { nextAttempt, untilOf } from './backoff.js';

/** The seconds between attempts until the message is given up, each attempt made at its time. */
function pauses(): number[] {
  const begin = new Date('2026-03-01T08:00:00Z');
  const found: number[] = [];
  let now = begin;
  for (let attempts = 1; ; attempts += 1) {
    const next = nextAttempt(attempts, now, untilOf(begin));
    if (next === undefined) return found;
    found.push((next.getTime() - now.getTime()) / 1000);
    now = next;
  }
}

describe('the pause before the next attempt', () => {
  it('doubles from 30 s to an hour', () => {
    expect(pauses().slice(0, 9)).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
  });

  it('comes to an end after a day', () => {
    expect(pauses().reduce((sum, seconds) => sum + seconds, 0)).toBeLessThanOrEqual(86_400);
    expect(pauses()).toHaveLength(29);
  });

  it('is none when a worker comes back after the day', () => {
    const begin = new Date('2026-03-01T08:00:00Z');
    expect(nextAttempt(3, new Date('2026-03-02T08:00:00Z'), untilOf(begin))).toBeUndefined();
  });
});
