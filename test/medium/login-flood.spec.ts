import { request } from 'node:http';
import { Accounts } from '../../src/platform/account/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await runningServer({ LOG_LEVEL: 'fatal' });
});
afterAll(() => server.stop());

interface Answer {
  status: number;
  retryAfter: string | undefined;
}

/** A login of nobody from an address of its own: the limits for each address and name do not answer for it. */
function login(number: number, form: boolean): Promise<Answer> {
  const body = form
    ? `name=nobody-${number}&password=no+password`
    : JSON.stringify({ name: `nobody-${number}`, password: 'no password' });
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: server.httpPort,
        localAddress: `127.0.${1 + Math.floor(number / 200)}.${1 + (number % 200)}`,
        method: 'POST',
        path: form ? '/login' : '/api/session',
        headers: { 'content-type': type, 'content-length': Buffer.byteLength(body) },
        agent: false,
      },
      (answer) => {
        answer.resume();
        answer.on('end', () =>
          resolve({ status: answer.statusCode!, retryAfter: answer.headers['retry-after'] }),
        );
        answer.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

describe.each([
  [1_000, 'the API', false],
  [200, 'the board', true],
])('%d logins at once through %s', (logins, _, form) => {
  it('are refused as wrong, or told to retry later, never with a server error', async () => {
    const answers = await Promise.all(Array.from({ length: logins }, (_, number) => login(number, form)));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].sort()).toEqual([401, 503]);
    const busy = answers.filter(({ status }) => status === 503);
    expect(new Set(busy.map(({ retryAfter }) => retryAfter))).toEqual(new Set(['5']));
    const looked = answers.length - busy.length;
    expect(looked).toBeGreaterThanOrEqual(42);
    expect(busy.length).toBeGreaterThan(0);
  });

  it('do not prevent later logins', async () => {
    const order = { name: form ? 'anna' : 'luc', displayName: '-', role: 'viewer' } as const;
    await server.app.get(Accounts).create({ ...order, password: 'correct horse battery' });
    const answer = await fetch(`${server.base}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: order.name, password: 'correct horse battery' }),
    });
    expect(answer.status).toBe(201);
  });
});
