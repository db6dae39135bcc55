import { localTime } from './local-time.js';

describe('a moment on the terminal', () => {
  const timeZone = 'Europe/Paris';

  it('is that of its zone, day first in both languages', () => {
    expect(localTime('2026-07-01T22:30:05.000Z', 'fr', { timeZone })).toBe('02/07/2026 00:30');
    expect(localTime('2026-07-01T22:30:05.000Z', 'en', { timeZone })).toBe('02/07/2026 00:30');
  });

  it('has its seconds in a log', () => {
    expect(localTime('2026-01-01T12:00:05.000Z', 'fr', { timeZone, seconds: true })).toBe(
      '01/01/2026 13:00:05',
    );
  });

  it('is nothing when there is none, and stays when it is no moment', () => {
    expect([localTime(null, 'fr'), localTime(undefined, 'en'), localTime('soon', 'en')]).toEqual([
      '',
      '',
      'soon',
    ]);
  });
});
