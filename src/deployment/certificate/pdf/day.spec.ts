import { dayBegan, dayOf } from './day.js';

describe('a day in a zone', () => {
  it.each([
    ['2026-11-29T04:00:00Z', 'Europe/Paris', '2026-11-29', '2026-11-28T23:00:00.000Z'],
    ['2026-11-29T22:59:59Z', 'Europe/Paris', '2026-11-29', '2026-11-28T23:00:00.000Z'],
    ['2026-11-29T23:00:00Z', 'Europe/Paris', '2026-11-30', '2026-11-29T23:00:00.000Z'],
    ['2026-11-29T02:00:00Z', 'America/Martinique', '2026-11-28', '2026-11-28T04:00:00.000Z'],
    ['2026-11-29T12:00:00Z', 'Asia/Kolkata', '2026-11-29', '2026-11-28T18:30:00.000Z'],
    ['2026-03-29T12:00:00Z', 'Europe/Paris', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25T12:00:00Z', 'Europe/Paris', '2026-10-25', '2026-10-24T22:00:00.000Z'],
  ])('%s in %s is the day %s, which began %s', (at, zone, day, began) => {
    expect(dayOf(new Date(at), zone)).toBe(day);
    expect(dayBegan(new Date(at), zone).toISOString()).toBe(began);
  });
});
