import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Accounts } from '../../src/platform/account/index.js';
import { FirstPassword } from '../../src/interfaces/app/first-password.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { until } from '../support/until.js';

const PASSWORD = 'first-password-4715';

let server: RunningServer;
let file: string;

beforeAll(async () => {
  server = await runningServer();
  file = join(server.config.dataDir, 'first-password');
}, 60_000);
afterAll(() => server.stop());

async function administrator(name: string): Promise<string> {
  const order = { name, displayName: name, role: 'administrator', password: PASSWORD } as const;
  const { id } = await server.app.get(Accounts).create(order);
  await writeFile(file, `${name} ${PASSWORD}\n`);
  return id;
}

const gone = () =>
  until(
    () => Promise.resolve(!existsSync(file)),
    () => `${file} is still there`,
    20_000,
  );

describe('the file of the first password', () => {
  it('stays while that password is the one, whatever else changes, and goes when it is changed', async () => {
    const id = await administrator('first');
    await server.app.get(Accounts).update(id, { displayName: 'The First' });
    await server.app.get(FirstPassword).look();
    expect(existsSync(file)).toBe(true);
    await server.app.get(Accounts).setPassword(id, 'another good password');
    await gone();
  });

  it('goes at the start when that password was changed before', async () => {
    await administrator('second');
    await writeFile(file, 'second an-earlier-password\n');
    const { config, accounts, notifications } = server.app.get<unknown, Parts>(FirstPassword);
    const again = new FirstPassword(config, accounts, notifications);
    again.onApplicationBootstrap();
    await gone();
    again.onModuleDestroy();
  });

  it('is left alone when it is not one that Établi wrote', async () => {
    await writeFile(file, 'notes of the administrator: do not delete\n');
    await server.app.get(FirstPassword).look();
    expect(existsSync(file)).toBe(true);
  });
});

interface Parts {
  config: ConstructorParameters<typeof FirstPassword>[0];
  accounts: Accounts;
  notifications: ConstructorParameters<typeof FirstPassword>[2];
}
