import { within } from './within.js';

describe('within', () => {
  it('gives the result of work that ends in time', async () => {
    expect(await within(60_000, Promise.resolve('done'), 'late')).toBe('done');
  });

  it('gives the other value when the work does not end', async () => {
    expect(await within(1, new Promise<string>(() => undefined), 'late')).toBe('late');
  });

  it('hands on why the work failed', async () => {
    await expect(within(60_000, Promise.reject(new Error('no')), 'late')).rejects.toThrow('no');
  });
});
