import { rateOf, timed } from './rates.js';

describe('rates', () => {
  it('give the rate per second, the median and the 99th percentile', () => {
    const times = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(rateOf(times, 2_000)).toEqual({ perSecond: 50, p50: 51, p99: 100 });
    expect(rateOf([], 1_000)).toEqual({ perSecond: 0, p50: 0, p99: 0 });
  });

  it('run the work once for each index, with limited concurrency', async () => {
    const done: number[] = [];
    let atOnce = 0;
    let most = 0;
    await timed(20, 4, async (index) => {
      most = Math.max(most, (atOnce += 1));
      await Promise.resolve();
      atOnce -= 1;
      done.push(index);
    });
    expect(done.sort((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(most).toBe(4);
  });
});
