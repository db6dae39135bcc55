import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';

/** Forwards the first free port of 127.0.0.1 from 8080 to a UNIX socket. */
export async function forward(socketPath: string): Promise<{ port: number; close(): void }> {
  for (let port = 8080; port < 8100; port += 1) {
    const server = forwarder(socketPath);
    server.listen(port, '127.0.0.1');
    const listens = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (listens) return { port: (server.address() as AddressInfo).port, close: () => server.close() };
  }
  throw new Error('no free port from 8080 to 8099');
}

function forwarder(socketPath: string): Server {
  return createServer((socket) => {
    const target = connect(socketPath);
    socket.pipe(target).pipe(socket);
    socket.on('error', () => target.destroy());
    target.on('error', () => socket.destroy());
    // Closing one side does not close the other, and an event stream would stay open for ever.
    socket.on('close', () => target.destroy());
    target.on('close', () => socket.destroy());
  });
}
