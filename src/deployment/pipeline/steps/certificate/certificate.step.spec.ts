import { Certificate } from './certificate.step.js';

/** The step with answers that note what is done to them, and a store that cannot be read. */
function step(missing: object | undefined) {
  const done: string[] = [];
  const manual = {
    close: () => Promise.resolve(void done.push('close')),
    reopen: () => Promise.resolve(void done.push('reopen')),
  };
  const people = { waitForSignatures: () => Promise.resolve(missing) };
  const deployments = { find: () => Promise.reject(new Error('the database is away')) };
  const certificate = new Certificate(
    {} as never,
    manual as never,
    people as never,
    {} as never,
    {} as never,
    deployments as never,
  );
  return { done, run: () => certificate.run({ deploymentId: 'd' } as never) };
}

describe('the certificate', () => {
  it('that is not made leaves the answers open', async () => {
    const { done, run } = step(undefined);
    await expect(run()).rejects.toThrow('the database is away');
    expect(done).toEqual(['close', 'reopen']);
  });

  it('waits for a signature when an answer was corrected after the recette', async () => {
    const wait = { kind: 'wait', for: 'manual-checks-answered', timeoutMs: 1 };
    const { done, run } = step(wait);
    expect(await run()).toBe(wait);
    expect(done).toEqual(['close', 'reopen']);
  });
});
