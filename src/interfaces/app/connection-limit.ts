import type { Server, Socket } from 'node:net';
import { isLoopbackAddress } from '../../platform/account/index.js';

/**
 * Refuses more than `most` open connections from one address. Loopback and UNIX sockets have no limit, because a
 * reverse proxy may run on this machine.
 */
export function limitConnections(server: Server, most: number): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress;
    if (address === undefined || isLoopbackAddress(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > most) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}
