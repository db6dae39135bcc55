import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { BootSockets } from './boot-sockets.js';

describe('BootSockets', () => {
  let server: Server;
  let sockets: BootSockets;
  let clients: Socket[];

  beforeEach(async () => {
    sockets = new BootSockets(20);
    clients = [];
    server = createServer((request, response) => {
      if (request.url === '/boot') sockets.begin(request.socket, response);
      if (request.url === '/env') sockets.claim(request.socket);
      response.end('here it is');
    });
    sockets.attach(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    for (const client of clients) client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** A connection on which one request was answered. */
  async function ask(path: string, from = '127.0.0.1'): Promise<Socket> {
    const { port } = server.address() as AddressInfo;
    const client = connect({ port, host: '127.0.0.1', localAddress: from });
    clients.push(client);
    client.write(`GET ${path} HTTP/1.1\r\nHost: server\r\n\r\n`);
    for (let text = ''; !text.includes('here it is');) {
      const [chunk] = (await once(client, 'data')) as [Buffer];
      text += chunk.toString();
    }
    return client;
  }

  /** Resolves with the error that ends the connection. */
  async function reset(client: Socket): Promise<unknown> {
    const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
    return error.code;
  }

  /** One more request on the same connection is answered. */
  async function stillServes(client: Socket): Promise<boolean> {
    client.write('GET / HTTP/1.1\r\nHost: server\r\n\r\n');
    const [chunk] = (await once(client, 'data')) as [Buffer];
    return chunk.toString().startsWith('HTTP/1.1 200');
  }

  it('resets the old connections of a PC when it requests its script', async () => {
    const old = await ask('/env');
    const ended = reset(old);
    await ask('/boot');
    expect(await ended).toBe('ECONNRESET');
  });

  it('resets the connection of the script after its delivery', async () => {
    expect(await reset(await ask('/boot'))).toBe('ECONNRESET');
  });

  it('does not reset the browser of a technician at the same address', async () => {
    const browser = await ask('/');
    const script = await ask('/boot');
    expect(await reset(script)).toBe('ECONNRESET');
    expect(await stillServes(browser)).toBe(true);
  });

  it('does not reset other PCs', async () => {
    const other = await ask('/env', '127.0.0.2');
    const script = await ask('/boot', '127.0.0.1');
    expect(await reset(script)).toBe('ECONNRESET');
    expect(await stillServes(other)).toBe(true);
  });

  it('resets when the firmware starts, and forgets closed connections', async () => {
    const ended = reset(await ask('/env'));
    expect(sockets.reset('127.0.0.1')).toBe(1);
    expect(await ended).toBe('ECONNRESET');
    const closed = await ask('/env');
    closed.end();
    await once(closed, 'close');
    expect(sockets.reset('127.0.0.1')).toBe(0);
  });

  it('keeps idle connections open, so that they can be reset', () => {
    expect(server.keepAliveTimeout).toBe(600_000);
  });
});
