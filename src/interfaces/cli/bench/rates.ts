/** The rate of timed requests, with the median and the 99th percentile in ms. */
export interface Rate {
  perSecond: number;
  p50: number;
  p99: number;
}

/** Runs `work` for every index below `count`, `width` at once, and times each. */
export async function timed(
  count: number,
  width: number,
  work: (index: number) => Promise<unknown>,
): Promise<Rate> {
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  const runner = async () => {
    while (next < count) {
      const index = next++;
      const start = performance.now();
      await work(index);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: width }, runner));
  return rateOf(times, performance.now() - began);
}

export function rateOf(times: number[], wholeMs: number): Rate {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { perSecond: (times.length / wholeMs) * 1000, p50: at(0.5), p99: at(0.99) };
}
