import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Accounts, ApiTokens } from '../../src/platform/account/index.js';
import { startServer } from '../../src/interfaces/app/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;

beforeEach(async () => {
  server = await runningServer();
});

afterEach(async () => {
  await server.stop();
});

const statusWith = (port: number, token: string) =>
  fetch(`http://127.0.0.1:${port}/api/session`, { headers: { authorization: `Bearer ${token}` } });

describe('the token of the etabli command', () => {
  it('changes at each start, and the previous one is refused', async () => {
    expect(await (await statusWith(server.httpPort, server.token)).json()).toMatchObject({ via: 'local' });
    const second = await startServer({ ...server.config, httpSocket: undefined });
    const file = join(server.config.dataDir, 'local-token');
    const token = (await readFile(file, 'utf8')).trim();
    expect(token).toMatch(/^etabli_local_[\w-]{43}$/);
    expect(token).not.toBe(server.token);
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
    expect((await statusWith(second.httpPort, server.token)).status).toBe(401);
    expect((await statusWith(second.httpPort, token)).status).toBe(200);
    await second.close();
  });

  it('is in no table, and the permanent ones of earlier releases are revoked', async () => {
    const accounts = server.app.get(Accounts);
    const { items } = (await (await server.ask('/api/users')).json()) as { items: { name: string }[] };
    const local = await accounts.findByName(items.find(({ name }) => name.startsWith('local-'))!.name);
    const lasting = await server.app.get(ApiTokens).create(local!.id, 'etabli command');
    expect((await statusWith(server.httpPort, lasting.token)).status).toBe(200);
    const second = await startServer({ ...server.config, httpSocket: undefined });
    expect((await statusWith(second.httpPort, lasting.token)).status).toBe(401);
    const page = await second.app.get(ApiTokens).list(local!.id, { page: 1, pageSize: 50 });
    expect(page.items).toEqual([]);
    await second.close();
  });
});
