import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { runningServer, type RunningServer } from '../support/running-server.js';

const BIG = 9_900_000;
/** The headers, one read of Node, and what a stream holds back: the rest stays with the sender. */
const FEW = 262_144;

let server: RunningServer;
const accepted = new Set<Socket>();
const note = (message: unknown) => accepted.add((message as { socket: Socket }).socket);

beforeAll(async () => {
  server = await runningServer();
  subscribe('http.server.request.start', note);
});

afterAll(async () => {
  unsubscribe('http.server.request.start', note);
  await server.stop();
});

beforeEach(() => accepted.clear());

interface Told {
  status: number;
  connection: string | undefined;
  type: string;
}

/** Sends the whole body as fast as it is taken, and gives what is answered. */
function told(path: string, headers: Record<string, string | undefined>, bytes = BIG): Promise<Told> {
  return new Promise((resolve, reject) => {
    const sent = request(server.base + path, {
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'application/json',
        ...(headers['transfer-encoding'] === undefined && { 'content-length': bytes }),
        ...headers,
      },
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      sent.on('error', () => undefined); // what is left of the body meets a closed door
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.once('end', () => {
        const { type } = JSON.parse(body) as { type: string };
        resolve({ status: response.statusCode ?? 0, connection: response.headers.connection, type });
        sent.destroy();
      });
    });
    sent.end(Buffer.alloc(bytes, '['));
  });
}

const received = () => [...accepted].reduce((sum, { bytesRead }) => sum + bytesRead, 0);
/** Resolves with nothing left open; what the sender does meanwhile is no matter. */
const allClosed = () =>
  Promise.all(
    [...accepted]
      .filter(({ closed }) => !closed)
      .map((socket) => new Promise((resolve) => socket.once('close', resolve))),
  );

describe('the body of a request', () => {
  it.each([
    ['an unknown caller', '/api/lots', {}, 401, 'unauthenticated'],
    [
      'a forged token',
      '/api/answer/check',
      { authorization: 'Bearer etabli_made-up' },
      401,
      'unauthenticated',
    ],
    ['a machine without a ticket', '/phone-home/inventory', {}, 401, 'unauthenticated'],
    [
      'a made-up session',
      '/phone-home/inventory',
      { authorization: 'Bearer made-up' },
      401,
      'unauthenticated',
    ],
    ['a made-up ticket', '/phone-home/hello', { authorization: 'Bearer made-up' }, 413, 'too-large'],
    ['a login', '/api/session', {}, 413, 'too-large'],
    ['a login of unknown length', '/api/session', { 'transfer-encoding': 'chunked' }, 413, 'too-large'],
    ['nobody, at no address', '/api/nothing', {}, 404, 'not-found'],
  ])('is left unread and the connection is closed for %s', async (_who, path, headers, status, type) => {
    expect(await told(path, headers)).toEqual({
      status,
      connection: 'close',
      type: `urn:etabli:problem:${type}`,
    });
    await allClosed();
    expect(accepted.size).toBe(1);
    expect(received()).toBeLessThan(FEW);
  });

  it.each([
    ['a session', '/phone-home/inventory', 401],
    ['a ticket', '/phone-home/hello', 413],
    ['a ticket', '/phone-home/system', 413],
  ])(
    'is not read for an invented %s, although it is no larger than an inventory',
    async (_what, path, status) => {
      expect(await told(path, { authorization: 'Bearer made-up' }, 500_000)).toMatchObject({ status });
      await allClosed();
      expect(received()).toBeLessThan(FEW);
    },
  );

  it('is not read for a role that is too low', async () => {
    const made = await server.ask('/api/users', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'looker', role: 'viewer', password: 'looks-at-lots-1' }),
    });
    expect(made.status).toBe(201);
    const login = await server.ask('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: '' },
      body: JSON.stringify({ name: 'looker', password: 'looks-at-lots-1' }),
    });
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    accepted.clear();
    const answer = await told('/api/lots', { cookie });
    expect([answer.status, answer.connection]).toEqual([403, 'close']);
    await allClosed();
    expect(received()).toBeLessThan(FEW);
  });

  it('does not accumulate in memory when sixty unknown callers send at once', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => told('/api/lots', {})));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 60 }, () => 401));
    await allClosed();
    expect(accepted.size).toBe(60);
    expect(received()).toBeLessThan(60 * FEW);
  });

  it('is requested (100 Continue) only when its sender is authorised', async () => {
    const heard = async (authorization: string): Promise<string> => {
      const socket = connect(server.httpPort, '127.0.0.1');
      socket.write(
        `POST /api/lots HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\nexpect: 100-continue\r\n` +
          'content-type: application/json\r\ncontent-length: 2\r\n\r\n',
      );
      const [first] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      return first.toString().split('\r\n')[0] ?? '';
    };
    expect(await heard('Bearer etabli_made-up')).toBe('HTTP/1.1 401 Unauthorized');
    expect(await heard(`Bearer ${server.token}`)).toBe('HTTP/1.1 100 Continue');
  });

  it.each([
    ['profile.name', '{"profile":{"name":"a","name":"b"},"kind":"preseed"}', 'this field only once'],
    ['profile.__proto__', '{"profile":{"__proto__":{}},"kind":"preseed"}', 'no field of this name here'],
  ])('is refused by the name of a field that would be dropped: %s', async (field, body, expected) => {
    const answer = await server.ask('/api/answer/render', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { type: 'urn:etabli:problem:invalid-input', findings: [{ field, expected }] },
    ]);
  });

  it('is refused when it is not JSON', async () => {
    const answer = await server.ask('/api/answer/render', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"kind":',
    });
    expect(answer.status).toBe(400);
  });

  it('leaves the connection open when it is small and has arrived', async () => {
    const answer = await server.ask('/api/lots', {
      method: 'POST',
      headers: { authorization: '', 'content-type': 'application/json' },
      body: '{}',
    });
    expect([answer.status, answer.headers.get('connection')]).toEqual([401, 'keep-alive']);
  });
});
