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
});
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
  );

describe('the file of the first password', () => {
  it('is kept while that password is in use, and removed when it is changed', async () => {
    const id = await administrator('first');
    await server.app.get(Accounts).update(id, { displayName: 'The First' });
    await server.app.get(FirstPassword).look();
    expect(existsSync(file)).toBe(true);
    await server.app.get(Accounts).setPassword(id, 'another good password');
    await gone();
  });

  it('is removed at start when that password was changed before', async () => {
    await administrator('second');
    await writeFile(file, 'second an-earlier-password\n');
    const { config, accounts, notifications } = server.app.get<unknown, Parts>(FirstPassword);
    const again = new FirstPassword(config, accounts, notifications);
    again.onApplicationBootstrap();
    await gone();
    again.onModuleDestroy();
  });

  it('is kept when Établi did not write it', async () => {
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
