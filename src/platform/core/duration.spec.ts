import { durationText } from './duration.js';

describe('durationText', () => {
  it.each([
    [-1, '0 s'],
    [9_400, '9 s'],
    [59_600, '1 min 00 s'],
    [75_000, '1 min 15 s'],
    [3_599_000, '59 min 59 s'],
    [3_720_000, '1 h 02 min'],
    [90_000_000, '25 h 00 min'],
  ])('says %d ms as %j', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
