import { spawn } from 'node:child_process';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { NotificationWorker, type DeliveryDto, type Told } from '../../src/interfaces/notifications/index.js';
import { signatureOf } from '../../src/interfaces/notifications/webhook/signature.js';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { NotifiedLot } from '../support/notified-lot.js';
import { webhookReceiver, type Receiver } from '../support/receiver.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { TlsAuthority } from '../support/tls-authority.js';
import { until } from '../support/until.js';

const HOOKS = join(import.meta.dirname, '..', 'support', 'typescript.mjs');
const ALL = ['deployment.failed', 'deployment.certified', 'lot.done'];

let server: RunningServer;
let receiver: Receiver;
let worker: NotificationWorker;
/** The clock of the worker in this process. */
let now = new Date();
let serials = 0;
/** The name of the webhook of the present test. */
let site = '';

beforeAll(async () => {
  server = await runningServer();
  worker = server.app.get(NotificationWorker);
});
afterAll(() => server.stop());

beforeEach(async () => {
  receiver = await webhookReceiver();
  now = new Date();
  site = `site-${++serials}`;
});
afterEach(async () => {
  for (const { name } of await api<{ name: string }[]>('GET', '/api/notification-targets'))
    await api('DELETE', `/api/notification-targets/${name}`);
  await receiver.stop();
});

const newSerial = () => `NOTE${++serials}`;
const round = () => worker.once(() => now);
const after = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));

async function ask(method: string, path: string, body?: object) {
  const answer = await server.ask(path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function api<T>(method: string, path: string, body?: object): Promise<T> {
  const answer = await ask(method, path, body);
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer.body as T;
}

const listen = (name = site, more: object = {}) =>
  api<{ secret: string }>('POST', '/api/notification-targets', {
    ...{ name, kind: 'webhook', address: receiver.url, plainHttp: true, events: ALL },
    ...more,
  });

const deliveries = async (recipient = site) =>
  (await api<{ items: DeliveryDto[] }>('GET', `/api/notification-deliveries?recipient=${recipient}`)).items;

const told = () => receiver.received.map(({ body }) => JSON.parse(body) as Told);

describe('what a webhook is told', () => {
  it('is each PC that failed or was certified, and the lot once all of it has ended', async () => {
    const { secret } = await listen();
    const [one, other] = [newSerial(), newSerial()];
    const lot = await NotifiedLot.make(server, `${one};PC-1`, `${other};PC-2`);
    await lot.certify(one);
    await lot.fail(other);
    await round();
    // Messages of one round are sent at the same time.
    const both = told().sort((a, b) => a.event.localeCompare(b.event));
    expect(both.map(({ event, deployment }) => [event, deployment?.serial])).toEqual([
      ['deployment.certified', one],
      ['deployment.failed', other],
    ]);
    expect(both[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      event: 'deployment.certified',
      occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      deployment: {
        ...{ id: await lot.deployment(one), state: 'certified', hostname: 'PC-1', serial: one },
        ...{ mac: null, assetTag: null, machineId: null },
      },
      lot: { id: lot.id, number: lot.number, customer: 'ACME' },
      certificate: { id: expect.any(String), number: `C-2026-${one}`, verdict: 'conforming' },
    });
    expect(both[1]?.failure).toEqual({
      step: 'apply-master',
      cause: { fr: 'le disque est en panne', en: 'the disk is broken' },
      remedy: { fr: 'Changez le disque.', en: 'Replace the disk.' },
    });
    await lot.close(other);
    await round();
    expect(told()[2]).toMatchObject({
      event: 'lot.done',
      lot: { number: lot.number, counts: { certified: 1, failed: 1 } },
    });
    const { headers, body } = receiver.received[2]!;
    const [, seconds] = /^t=(\d+),v1=[0-9a-f]{64}$/.exec(headers['etabli-signature'] as string) ?? [];
    expect(headers['etabli-signature']).toBe(signatureOf(secret, body, new Date(Number(seconds) * 1000)));
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'etabli-event': 'lot.done' });
    expect(headers['etabli-event-id']).toBe(told()[2]!.id);
    await round();
    expect(receiver.received).toHaveLength(3);
  });

  it('is only what it asked for, and nothing of a lot of which all was cancelled', async () => {
    await listen(site, { events: ['lot.done'] });
    const [one, other] = [newSerial(), newSerial()];
    const cancelled = await NotifiedLot.make(server, `${one};PC-1`);
    await cancelled.cancel(one);
    const lot = await NotifiedLot.make(server, `${other};PC-2`);
    await lot.certify(other);
    await round();
    expect(told().map(({ event, lot: of }) => [event, of?.number])).toEqual([['lot.done', lot.number]]);
  });

  it('is not told what was rolled back', async () => {
    await listen();
    const serial = newSerial();
    const lot = await NotifiedLot.make(server, `${serial};PC-1`);
    const id = await lot.deployment(serial);
    const database = server.app.get(DataSource);
    const broken = database.transaction(async (manager) => {
      await manager.query(`UPDATE deployment SET state = 'failed' WHERE id = $1`, [id]);
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    await round();
    expect(receiver.received).toEqual([]);
  });
});

describe('a lot whose last two PCs end at the same time', () => {
  it('is done once', async () => {
    await listen(site, { events: ['lot.done'] });
    const two = [newSerial(), newSerial()];
    const lot = await NotifiedLot.make(server, ...two.map((serial) => `${serial};PC-${serial}`));
    await Promise.all(two.map((serial) => lot.certify(serial)));
    await Promise.all([round(), round()]);
    await round();
    expect(told().map(({ lot: of }) => of?.number)).toEqual([lot.number]);
    // More PCs than a worker takes at once: the next take sees the same lot done.
    await server.app
      .get(DataSource)
      .query(`UPDATE notification_event SET handled_at = NULL WHERE lot_id = $1 AND kind <> 'lot.done'`, [
        lot.id,
      ]);
    await round();
    expect(told()).toHaveLength(1);
  });
});

describe('a receiver that does not take a message', () => {
  async function failing(): Promise<string> {
    await listen(site, { events: ['deployment.failed'] });
    const serial = newSerial();
    await (await NotifiedLot.make(server, `${serial};PC-1`)).fail(serial);
    await round();
    return serial;
  }

  it('gets it again, the same, after longer and longer pauses, for a day', async () => {
    receiver.behave((response) => response.writeHead(500).end('x'.repeat(1_000)));
    await failing();
    expect(await deliveries()).toMatchObject([
      { state: 'due', attempts: 1, failure: { en: 'the receiver answered HTTP 500' } },
    ]);
    await round();
    expect(receiver.received).toHaveLength(1);
    for (let hour = 0; hour < 26; hour += 1) {
      for (let minute = 0; minute < 60; minute += 10) {
        after(600);
        await round();
      }
    }
    const [last] = await deliveries();
    expect(last).toMatchObject({ state: 'given-up', failure: { en: 'the receiver answered HTTP 500' } });
    expect(last!.attempts).toBeGreaterThan(20);
    expect(receiver.received).toHaveLength(last!.attempts);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['etabli-event-id'])).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['etabli-signature'])).size).toBeGreaterThan(
      20,
    );

    receiver.behave((response) => response.writeHead(200).end());
    const again = await api<DeliveryDto>('POST', `/api/notification-deliveries/${last!.id}/again`);
    expect(again).toMatchObject({ state: 'due', attempts: 0 });
    expect((await ask('POST', `/api/notification-deliveries/${last!.id}/again`)).status).toBe(409);
    await round();
    expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 1, failure: null }]);
  });

  it.each<[string, Parameters<Receiver['behave']>[0], RegExp]>([
    [
      'redirects to the metadata of a host',
      (response) => response.writeHead(307, { location: 'http://169.254.169.254/latest' }).end(),
      /redirects \(HTTP 307\), which is not followed/,
    ],
    ['cuts the connection', (response) => response.destroy(), /cannot be reached \(ECONNRESET\)/],
    [
      'answers with headers without end',
      (response) => response.writeHead(200, { 'x-filler': 'x'.repeat(20_000) }).end(),
      /cannot be reached \(HPE_HEADER_OVERFLOW\)/,
    ],
  ])('and %s is not believed', async (_, manner, words) => {
    receiver.behave(manner);
    await failing();
    const [one] = await deliveries();
    expect(one).toMatchObject({ state: 'due', failure: { en: expect.stringMatching(words) } });
    expect(receiver.received).toHaveLength(1);
  });

  it('and sends gigabytes holds nobody up: its answer is not read', async () => {
    receiver.behave((response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(1 << 20)));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
    });
    await failing();
    expect(await deliveries()).toMatchObject([{ state: 'sent' }]);
  });

  it('does not keep the others from being told', async () => {
    const other = await webhookReceiver();
    receiver.behave((response) => response.writeHead(503).end());
    await listen('other', { address: other.url, events: ['deployment.failed'] });
    await failing();
    expect(other.received).toHaveLength(1);
    await other.stop();
  });
});

describe('a receiver that never answers, with many messages waiting for it', () => {
  afterEach(() => worker.stop());

  it('does not keep the others from being told of what happens meanwhile', async () => {
    receiver.behave(() => undefined);
    await listen(site, { events: ['deployment.failed'] });
    await server.app.get(DataSource).query(
      `INSERT INTO notification_delivery (target_id, channel, kind, recipient, subject, body, retry_until)
       SELECT id, 'webhook', 'deployment.failed', name, 'PC-' || n, '{}', now() + interval '1 day'
         FROM notification_target, generate_series(1, 10000) AS n WHERE name = $1`,
      [site],
    );
    const other = await webhookReceiver();
    await listen('other', { address: other.url, events: ['deployment.certified'] });
    worker.start();
    await until(() => receiver.received.length === 4);
    const serial = newSerial();
    await (await NotifiedLot.make(server, `${serial};PC-1`)).certify(serial);
    await until(() => other.received.length === 1, undefined, 10_000);
    expect(receiver.received).toHaveLength(4);
    await other.stop();
  });
});

describe('a worker that is killed between sending and recording', () => {
  it('has its message sent again by the next one, with the same id', async () => {
    await listen(site, { events: ['deployment.certified'] });
    receiver.behave(() => undefined); // it took the message, and the answer never comes
    const serial = newSerial();
    await (await NotifiedLot.make(server, `${serial};PC-1`)).certify(serial);
    const { config } = server;
    const child = spawn(process.execPath, ['--import', HOOKS, 'src/worker.ts'], {
      env: {
        ...process.env,
        ...{ NODE_OPTIONS: '', DATABASE_URL: config.databaseUrl, ETABLI_DATA_DIR: config.dataDir },
        ETABLI_KEY_FILE: config.keyFile,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let printed = '';
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await until(
      () => receiver.received.length === 1,
      () => `the worker sends nothing: ${printed}`,
      60_000,
    );
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    now = new Date(); // the worker claimed by the real time, and may have taken long to start
    expect(await deliveries()).toMatchObject([{ state: 'sending', attempts: 1 }]);
    receiver.behave((response) => response.writeHead(204).end());
    await round();
    expect(receiver.received).toHaveLength(1);
    after(120);
    await round();
    const [first, second] = receiver.received;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['etabli-event-id']).toBe(first?.headers['etabli-event-id']);
    expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 2 }]);
    await round();
    expect(receiver.received).toHaveLength(2);
  });
});

describe('a target', () => {
  it('has an https address that is nobody’s metadata, unless http is allowed for it', async () => {
    const add = (address: string, more: object = {}) =>
      ask('POST', '/api/notification-targets', {
        name: 'new',
        kind: 'webhook',
        address,
        events: ALL,
        ...more,
      });
    for (const address of ['http://10.0.0.5/', 'ftp://10.0.0.5/', 'https://anna:secret@site/', 'site', ''])
      expect([address, (await add(address)).status]).toEqual([address, 400]);
    expect((await add('https://site/', { events: [] })).status).toBe(400);
    expect((await add('https://site/', { events: ['everything'] })).status).toBe(400);
    expect((await add('https://site/', { name: '<b>' })).status).toBe(400);
    expect((await add('https://site/', { secret: 'short' })).status).toBe(400);
    expect((await add('http://169.254.169.254/latest', { plainHttp: true })).status).toBe(201);
    const tested = await ask('POST', '/api/notification-targets/new/test');
    expect([tested.status, tested.body['detail']]).toEqual([
      expect.any(Number),
      expect.stringContaining('169.254.169.254'),
    ]);
    expect(tested.status).toBeGreaterThanOrEqual(400);
  });

  it('shows its secret once, and nowhere else', async () => {
    const { secret } = await listen();
    expect(secret).toMatch(/^[\w-]{43}$/);
    const texts = await Promise.all([
      server.ask('/api/notification-targets').then((answer) => answer.text()),
      server.ask('/api/audit?pageSize=200').then((answer) => answer.text()),
    ]);
    const rows = await server.app.get(DataSource).query<object[]>('SELECT * FROM notification_target');
    expect([...texts, JSON.stringify(rows)].filter((text) => text.includes(secret))).toEqual([]);
    expect(
      (
        await ask('POST', '/api/notification-targets', {
          ...{ name: site, kind: 'mail', address: 'a@example.com', events: ALL },
        })
      ).status,
    ).toBe(409);
  });

  it('is an administrator’s to add', async () => {
    const headers = { authorization: '', 'content-type': 'application/json' };
    const answer = await server.ask('/api/notification-targets', { headers });
    expect(answer.status).toBe(401);
  });

  it('of which the certificate is not trusted gets nothing', async () => {
    const authority = new TlsAuthority();
    const pair = authority.issue('IP:127.0.0.1', 'DNS:localhost');
    let asked = 0;
    const tls = createTlsServer({ key: pair.keyPem, cert: pair.certificatePem }, (_, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    const address = `https://localhost:${(tls.address() as AddressInfo).port}/`;
    await listen(site, { address, plainHttp: false });
    const tested = await ask('POST', `/api/notification-targets/${site}/test`);
    expect(tested.body['detail']).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED/);
    expect(asked).toBe(0);
    tls.close();
    authority.remove();
  });

  it('that is removed gives up what is owed to it, and says how much', async () => {
    receiver.behave((response) => response.writeHead(500).end());
    await listen('gone', { events: ['deployment.failed'] });
    const serial = newSerial();
    await (await NotifiedLot.make(server, `${serial};PC-1`)).fail(serial);
    await round();
    expect(await api('DELETE', '/api/notification-targets/gone')).toEqual({ givenUp: 1 });
    const [one] = await deliveries('gone');
    expect(one).toMatchObject({ state: 'given-up', failure: { en: 'the target was removed' } });
    expect((await ask('POST', `/api/notification-deliveries/${one!.id}/again`)).status).toBe(409);
    after(3600);
    await round();
    expect(receiver.received).toHaveLength(1);
  });
});

describe('etabli notify', () => {
  async function etabli(...args: string[]) {
    let [out, err] = ['', ''];
    const status = await runCommand(
      ['--url', server.base, '--token', server.token, '--language', 'en', ...args],
      {
        out: { write: (text) => (out += text) },
        err: { write: (text) => (err += text) },
      },
    );
    return { status, out, err };
  }

  it('adds a webhook, tests it, lists its messages, sends one again and removes it', async () => {
    const added = await etabli(
      'notify',
      'webhook',
      site,
      receiver.url,
      '--allow-http',
      '--event',
      'lot.done',
    );
    expect(added).toMatchObject({ status: 0, err: expect.stringContaining('shown only once') });
    expect(added.out).toMatch(/^[\w-]{43}\n$/);
    expect((await etabli('notify', 'list')).out).toContain(site);
    expect((await etabli('notify', 'test', site)).out).toContain('took a test message');
    expect(receiver.received[0]?.headers['etabli-event']).toBe('test');
    const serial = newSerial();
    const lot = await NotifiedLot.make(server, `${serial};PC-1`);
    await lot.certify(serial);
    await round();
    const listed = await etabli('notify', 'messages', '--recipient', site);
    expect(listed.out).toMatch(new RegExp(`lot.done.*${site}.*${lot.number}.*sent`));
    const [{ id }] = (await deliveries()) as [DeliveryDto];
    expect((await etabli('notify', 'again', id)).status).toBe(0);
    now = new Date();
    await round();
    expect(receiver.received).toHaveLength(3);
    expect((await etabli('notify', 'remove', site)).out).toContain('0');
    expect((await etabli('notify', 'remove', site)).status).toBe(4);
  });
});
