import { once } from 'node:events';
import { Agent, createServer, request, type ClientRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { limitBodies } from './body-limits.js';

/** An upload has no time limit while bytes arrive; any other body has 100 ms. */
const LIMITS = { wholeMs: 100, silentMs: 60_000 };

let server: Server;

async function listening(limits: typeof LIMITS, answer: 'after body' | 'at once' = 'after body') {
  server = createServer((request, response) => {
    if (answer === 'at once') return void response.writeHead(401).end('no');
    request.resume().once('end', () => response.end('whole'));
  });
  limitBodies(server, limits);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

function begun(path: string, method = 'PUT'): ClientRequest {
  const { port } = server.address() as AddressInfo;
  const sent = request({ host: '127.0.0.1', port, path, method });
  sent.write('the beginning');
  return sent;
}

/** The text of the answer, or `cut` when the connection was closed. */
function outcome(sent: ClientRequest): Promise<string> {
  return new Promise((resolve) => {
    sent.once('error', () => resolve('cut'));
    sent.once('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.once('end', () => resolve(text));
    });
  });
}

const closed = (sent: ClientRequest) => once(sent.socket!, 'close');

describe('bodies of requests', () => {
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('leave no listeners on a connection that carries several requests', async () => {
    await listening(LIMITS);
    const { port } = server.address() as AddressInfo;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const listeners: number[] = [];
    server.on('request', ({ socket }) => listeners.push(socket.listenerCount('close')));
    for (let count = 0; count < 4; count += 1) {
      const sent = request({ host: '127.0.0.1', port, method: 'POST', agent });
      sent.end('body');
      expect(await outcome(sent)).toBe('whole');
    }
    agent.destroy();
    expect(new Set(listeners.slice(1)).size).toBe(1);
  });

  it('are cut when they are not complete in time', async () => {
    await listening(LIMITS);
    expect(await outcome(begun('/api/lots'))).toBe('cut');
  });

  it.each(['/api/payloads', '/phone-home/payloads?sha256=ab', '//api//payloads'])(
    'may take longer while an upload keeps sending: %s',
    async (path) => {
      await listening(LIMITS);
      const sent = begun(path);
      const upload = outcome(sent);
      const other = outcome(begun('/api/lots'));
      expect(await other).toBe('cut');
      sent.end('the end');
      expect(await upload).toBe('whole');
    },
  );

  it('may take longer for the data of users, which restic posts', async () => {
    await listening(LIMITS);
    const sent = begun('/phone-home/user-data/x/data/y', 'POST');
    const upload = outcome(sent);
    expect(await outcome(begun('/api/lots', 'POST'))).toBe('cut');
    sent.end('the end');
    expect(await upload).toBe('whole');
  });

  it('are cut when an upload stops sending', async () => {
    await listening({ wholeMs: 60_000, silentMs: 100 });
    expect(await outcome(begun('/api/payloads'))).toBe('cut');
  });

  it('are cut when an upload goes on after it was refused', async () => {
    await listening(LIMITS, 'at once');
    const sent = begun('/api/payloads');
    expect(await outcome(sent)).toBe('no');
    await closed(sent);
  });

  it('leave Node’s own limit of the whole request off', async () => {
    await listening(LIMITS);
    expect(server.requestTimeout).toBe(0);
  });
});
