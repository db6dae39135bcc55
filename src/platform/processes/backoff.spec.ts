import { Backoff } from './backoff.js';

describe('Backoff', () => {
  it('doubles from half a second to ten seconds while runs are short', () => {
    const backoff = new Backoff();
    expect([1, 1, 1, 1, 1, 1, 1].map((ran) => backoff.pauseAfter(ran))).toEqual([
      500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
  });

  it('starts again at half a second after a healthy run', () => {
    const backoff = new Backoff();
    backoff.pauseAfter(1);
    backoff.pauseAfter(1);
    expect(backoff.pauseAfter(30_000)).toBe(500);
    expect(backoff.pauseAfter(1)).toBe(1000);
  });

  it('reports a loop at every fifth short run in a row', () => {
    const backoff = new Backoff();
    const loops = Array.from({ length: 10 }, () => {
      backoff.pauseAfter(1);
      return backoff.isLoop;
    });
    expect(loops).toEqual([false, false, false, false, true, false, false, false, false, true]);
  });
});
