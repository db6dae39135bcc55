import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeUnread } from './unread-body.js';

const LARGE = 16 << 20;

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function mustBeSmall(request: IncomingMessage, most: number): Promise<void> {
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw new Error('too large');
  }
}

it('answers a request whose body it stops reading', async () => {
  server = createServer((request, response) => {
    mustBeSmall(request, 100_000).then(
      () => response.end('all'),
      () => response.writeHead(413).end('too large'),
    );
  });
  closeUnread(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const send = (bytes: number) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
      method: 'POST',
      body: 'x'.repeat(bytes),
      signal: AbortSignal.timeout(10_000),
    });
  const [large, small] = [await send(LARGE), await send(50_000)];
  expect([large.status, await large.text()]).toEqual([413, 'too large']);
  expect([small.status, await small.text()]).toEqual([200, 'all']);
});
