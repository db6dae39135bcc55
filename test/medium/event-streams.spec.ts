import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Accounts, ApiTokens, Sessions } from '../../src/platform/account/index.js';
import type { Role } from '../../src/platform/core/index.js';
import { Notifications } from '../../src/platform/database/index.js';
import { Machines } from '../../src/park/machine/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { until } from '../support/until.js';
import { Workshop } from '../support/workshop.js';

const PASSWORD = 'correct horse battery';

let server: RunningServer;
const places: Record<string, string> = { home: '/live', events: '/api/events' };

beforeAll(async () => {
  server = await runningServer();
  const administrator = new Workshop(server.base, server.token);
  await administrator.furnish('poste', 'a good password');
  const lot = await administrator.lot('poste', [{ serial: 'SN1' } as SimulatedPc]);
  const { items } = await administrator.get<{ items: { id: string }[] }>(`/api/deployments?lotId=${lot}`);
  const machine = await server.app.get(Machines).register({ serial: 'SN2', macs: ['52:54:00:0b:0a:03'] });
  places['lot'] = `/lots/${lot}/live`;
  places['deployment'] = `/deployments/${items[0]!.id}/live`;
  places['machine'] = `/machines/${machine.id}/live`;
});
afterAll(() => server.stop());

interface Person {
  id: string;
  name: string;
  session: string;
  token: { id: string; token: string };
}

async function person(role: Role = 'technician'): Promise<Person> {
  const name = `p-${randomUUID().slice(0, 8)}`;
  const { id } = await server.app.get(Accounts).create({ name, displayName: name, role, password: PASSWORD });
  const { token: session } = await server.app.get(Sessions).login(name, PASSWORD, randomUUID());
  return { id, name, session, token: await server.app.get(ApiTokens).create(id, 'tests') };
}

const bySession = ({ session }: Person) => ({ cookie: `etabli_session=${session}` });
const byToken = ({ token }: Person) => ({ authorization: `Bearer ${token.token}` });

/** A stream that has begun: what it says next, and its end. */
async function stream(path: string, headers: Record<string, string>) {
  const abort = new AbortController();
  const answer = await fetch(server.base + path, { headers, signal: abort.signal });
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}`);
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader.read()).value ?? '';
  return {
    close: () => abort.abort(),
    heard: () => text,
    /** Resolves when the server has ended it. */
    async end(): Promise<string> {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return 'ended';
        text += value;
      }
    },
    /** Resolves when it tells of this. */
    async tells(wanted: string): Promise<void> {
      while (!text.includes(wanted)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended after ${text}`);
        text += value;
      }
    },
  };
}

const acts: [string, (who: Person) => Promise<unknown>][] = [
  ['its session ends', ({ session }) => server.app.get(Sessions).end(session)],
  ['its account is disabled', ({ id }) => server.app.get(Accounts).disable(id)],
  ['its role changes', ({ id }) => server.app.get(Accounts).update(id, { role: 'viewer' })],
  ['its password is reset', ({ id }) => server.app.get(Accounts).setPassword(id, 'another good password')],
  [
    'it changes its own password',
    ({ id, session }) =>
      server.app
        .get(Sessions)
        .changePassword(id, { current: PASSWORD, password: 'another good password' }, 'here', session),
  ],
];

describe('an event stream that was opened with a session', () => {
  it.each(acts)('ends when %s', async (_, act) => {
    const who = await person();
    const opened = await stream('/api/events', bySession(who));
    await act(who);
    expect(await opened.end()).toBe('ended');
  });

  it.each(['home', 'lot', 'deployment', 'machine', 'events'])('ends on the page %s as well', async (page) => {
    const who = await person();
    const opened = await stream(places[page]!, bySession(who));
    await server.app.get(Sessions).end(who.session);
    expect(await opened.end()).toBe('ended');
  });

  it('ends when its session expires', async () => {
    const who = await person();
    await server.app
      .get(DataSource)
      .query(`UPDATE session SET expires_at = now() + interval '1 second' WHERE account_id = $1`, [who.id]);
    expect(await (await stream('/api/events', bySession(who))).end()).toBe('ended');
  });

  it('ends when the notification was missed because its connection was lost', async () => {
    const who = await person();
    const opened = await stream('/api/events', bySession(who));
    const database = server.app.get(DataSource);
    await database.query(`UPDATE account SET disabled_at = now() WHERE id = $1`, [who.id]);
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'etabli-listen' AND datname = current_database()`,
    );
    expect(await opened.end()).toBe('ended');
  });
});

describe('the event streams of an account', () => {
  it('are sixty at most, of any pages: one more is refused until one has ended', async () => {
    const [who, other] = [await person(), await person()];
    const path = (n: number) => (n % 2 === 0 ? `/live?q=${n}` : `/api/events`);
    const opened = await Promise.all(Array.from({ length: 60 }, (_, n) => stream(path(n), bySession(who))));
    const more = () => fetch(`${server.base}/api/events`, { headers: byToken(who) });
    const refused = await more();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    (await stream('/api/events', bySession(other))).close();
    opened.pop()?.close();
    await until(async () => {
      const answer = await more();
      await answer.body?.cancel();
      return answer.status === 200;
    });
    opened.forEach(({ close }) => close());
  });
});

describe('an event stream that was opened with a token', () => {
  const ofTokens: [string, (who: Person) => Promise<unknown>][] = [
    ['the token is revoked', ({ token }) => server.app.get(ApiTokens).revoke(token.id)],
    ['its account is disabled', ({ id }) => server.app.get(Accounts).disable(id)],
    [
      'the password of its account is reset',
      ({ id }) => server.app.get(Accounts).setPassword(id, 'a good new one'),
    ],
  ];

  it.each(ofTokens)('ends when %s', async (_, act) => {
    const who = await person();
    const opened = await stream('/api/events', byToken(who));
    await act(who);
    expect(await opened.end()).toBe('ended');
  });

  it('continues when another session, token or account ends, and sends nothing about accounts', async () => {
    const [who, other] = [await person(), await person()];
    const opened = await stream('/api/events', byToken(who));
    await server.app.get(Sessions).end(who.session);
    await server.app.get(Accounts).disable(other.id);
    const id = randomUUID();
    await server.app.get(Notifications).publish('machine', id);
    await opened.tells(id);
    opened.close();
    expect([opened.heard().includes(who.id), opened.heard().includes(other.id)]).toEqual([false, false]);
  });
});
