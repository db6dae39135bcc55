import { Accounts, Audit } from '../../src/platform/account/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await runningServer();
});
afterAll(() => server.stop());

const json = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

async function newToken(body: object, with_ = server.token) {
  const answer = await server.ask('/api/tokens', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: json(with_),
  });
  return (await answer.json()) as { token: string; role: string | null };
}

const status = async (token: string, path: string, method = 'GET') =>
  (await server.ask(path, { method, headers: { authorization: `Bearer ${token}` } })).status;

describe('a token', () => {
  it('may do no more than its role, although its account may', async () => {
    const { token, role } = await newToken({ name: 'wall', role: 'viewer' });
    expect(role).toBe('viewer');
    expect(await status(token, '/api/deployments')).toBe(200);
    expect(await status(token, '/api/users')).toBe(403);
    const all = await newToken({ name: 'all' });
    expect([all.role, await status(all.token, '/api/users')]).toEqual([null, 200]);
  });

  it('that a limited token makes is limited too', async () => {
    const { token } = await newToken({ name: 'desk', role: 'technician' });
    const { role, token: made } = await newToken({ name: 'more', role: 'administrator' }, token);
    expect(role).toBe('technician');
    expect(await status(made, '/api/users')).toBe(403);
    expect((await newToken({ name: 'same' }, token)).role).toBe('technician');
  });
});

describe('the audit log', () => {
  const find = async (query: string) => {
    const { items, total } = (await (await server.ask(`/api/audit?${query}`)).json()) as {
      items: { action: string }[];
      total: number;
    };
    return { actions: items.map(({ action }) => action), total };
  };

  it('is searched by text, by name and by period', async () => {
    const audit = server.app.get(Audit);
    const actor = { kind: 'account', id: '1', name: 'Zoé 100%_' } as const;
    const subject = { kind: 'lot', id: 'L-2026-0042' };
    await audit.record({ actor, action: 'lot.create', subject, data: { customer: 'Mairie de Brest' } });
    expect(await find('search=mairie%20de')).toEqual({ actions: ['lot.create'], total: 1 });
    expect(await find('search=0042')).toEqual({ actions: ['lot.create'], total: 1 });
    expect((await find(`actorName=${encodeURIComponent('100%_')}`)).total).toBe(1);
    expect((await find(`actorName=${encodeURIComponent('10_%')}`)).total).toBe(0);
    expect((await find('subjectKind=lot&until=2020-01-01T00:00:00Z')).total).toBe(0);
    expect((await find('subjectKind=lot&since=2020-01-01T00:00:00Z')).total).toBe(1);
    expect((await server.ask('/api/audit?since=hier')).status).toBe(400);
  });

  it('shows each act of an administrator on accounts', async () => {
    const accounts = server.app.get(Accounts);
    await accounts.create({
      name: 'bob',
      displayName: 'Bob',
      role: 'viewer',
      password: 'correct horse battery',
    });
    expect((await find('search=bob')).actions).toEqual(['account.create']);
  });
});
