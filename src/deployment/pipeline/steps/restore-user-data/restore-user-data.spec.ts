import type { StepContext } from '../../step-context.js';
import { RestoreUserData } from './restore-user-data.step.js';

/** What the step remembers of data that the deployment `savedBy` saved, for a PC that is now for `user`. */
async function returned(savedBy: string, earlier: object | null, user?: string): Promise<unknown> {
  const facts: Record<string, unknown> = {};
  const userData = {
    toRestore: () => Promise.resolve({ id: 'snap', deploymentId: savedBy }),
    prepare: () => Promise.resolve({ password: 'the password', roomBytes: 5 }),
  };
  const context = {
    ...{ deploymentId: 'now', machineId: 'm', plan: { row: { user } }, facts },
    known: () => ({}),
    conceal: () => undefined,
    confirmMine: () => Promise.resolve(),
    remember: (more: object) => Promise.resolve(void Object.assign(facts, more)),
    agent: () => Promise.resolve({ files: 0, bytes: 0, profiles: [], skipped: [] }),
  } as unknown as StepContext<'deploy'>;
  const addresses = { phoneHome: () => 'https://etabli:8443' };
  const tickets = { issue: () => 'ticket' };
  const deployments = { find: () => Promise.resolve(earlier) };
  const step = new RestoreUserData(
    addresses as never,
    tickets as never,
    userData as never,
    deployments as never,
  );
  await step.run(context);
  return facts['returnedData'];
}

const planFor = (user?: string) => ({ plan: { purpose: 'deploy', row: { user } } });

describe('data that is put back', () => {
  it('may become that of the user of the row when it was saved for the same user', async () => {
    await expect(returned('now', null, 'bob')).resolves.toMatchObject({ snapshot: 'snap', isForRow: true });
    await expect(returned('before', planFor('bob'), 'bob')).resolves.toMatchObject({ isForRow: true });
  });

  it.each([
    ['for another person', planFor('anna')],
    ['for nobody', planFor()],
    ['by a deployment that is not known any more', null],
  ])('never does when it was saved %s', async (_, earlier) => {
    await expect(returned('before', earlier, 'bob')).resolves.toMatchObject({ isForRow: false });
  });
});
