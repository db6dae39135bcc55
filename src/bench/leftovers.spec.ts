import { isLeftover } from './leftovers.js';
import { processIdentity } from './process-identity.js';

describe('isLeftover', () => {
  const { pid, startedAt } = processIdentity(process.pid)!;

  it('is not from a running process', () => {
    expect(isLeftover(`etabli-${pid}-${startedAt}-1-lan`)).toBe(false);
    expect(isLeftover(`etabli-${pid}-${startedAt}-2`)).toBe(false);
  });

  it('is from an earlier process with the same pid', () => {
    expect(isLeftover(`etabli-${pid}-${Number(startedAt) - 1}-1-lan`)).toBe(true);
    expect(isLeftover(`etabli-4194399-1-1`)).toBe(true);
  });

  it('is nothing with another name', () => {
    for (const name of ['etabli-test-x1', 'etabli-4194399', 'pxe', `x-etabli-${pid}-1-1`]) {
      expect(isLeftover(name)).toBe(false);
    }
  });
});
