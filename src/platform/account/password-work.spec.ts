import { PasswordWork } from './password-work.js';

/** Work that the test ends. */
function work() {
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const one = (name: number) => () => {
    started.push(name);
    return new Promise<number>((resolve) => ends.push(() => resolve(name)));
  };
  return { started, ends, one };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('password hashing', () => {
  it('runs two at a time, first come first served', async () => {
    const { started, ends, one } = work();
    const line = new PasswordWork();
    const all = [1, 2, 3, 4].map((name) => line.run(one(name)));
    await settled();
    expect(started).toEqual([1, 2]);
    ends[1]!();
    await settled();
    expect(started).toEqual([1, 2, 3]);
    ends[0]!();
    ends[2]!();
    await settled();
    ends[3]!();
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4]);
  });

  it('is refused while 40 wait, and accepted again afterwards', async () => {
    const { ends, one } = work();
    const line = new PasswordWork();
    const all = Array.from({ length: 42 }, (_, name) => line.run(one(name)));
    await expect(line.run(one(42))).rejects.toMatchObject({ status: 503, retryAfterSeconds: 5 });
    for (let served = 0; served < 42; served += 1) {
      ends[served]!();
      await settled();
    }
    expect(await Promise.all(all)).toHaveLength(42);
    const later = line.run(one(43));
    await settled();
    ends[42]!();
    expect(await later).toBe(43);
  });

  it('goes on after a failure', async () => {
    const line = new PasswordWork();
    const failing = () => Promise.reject(new Error('no'));
    const ends = await Promise.allSettled([1, 2, 3].map(() => line.run(failing)));
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await line.run(() => Promise.resolve('yes'))).toBe('yes');
  });
});
