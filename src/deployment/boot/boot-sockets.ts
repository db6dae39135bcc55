import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { plainAddress } from './plain-address.js';

/** The delay before the connection of a delivered script is reset. */
const DELIVERY_MS = 2_000;
/** Keep-alive timeout: a connection that Node closed can no longer be reset. */
const KEEP_ALIVE_MS = 600_000;

/**
 * Frees the TCP ports of PCs that disappeared without closing their connections.
 *
 * GRUB always starts with source port 21550 and does not close its connections when the kernel starts or the power
 * fails. The next GRUB of the same PC uses the port of the old connection, gets a challenge ACK (RFC 5961 §4.2) that
 * it does not understand, and loses 20 s at each attempt. So connections that served boot files are reset when their
 * PC starts again. Other connections of the same address, such as a technician's browser, are not touched.
 */
export class BootSockets {
  private readonly served = new Map<string, Set<Socket>>();

  constructor(private readonly deliveryMs = DELIVERY_MS) {}

  /** Keeps idle connections of the server open, so that they can be reset. */
  attach(server: Server): void {
    server.keepAliveTimeout = KEEP_ALIVE_MS;
  }

  /** This connection serves a boot file: it may be reset when its PC starts again. */
  claim(socket: Socket): void {
    const address = plainAddress(socket.remoteAddress);
    const sockets = this.served.get(address) ?? new Set();
    if (sockets.has(socket)) return;
    this.served.set(address, sockets.add(socket));
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0 && this.served.get(address) === sockets) this.served.delete(address);
    });
  }

  /** A PC requests its boot script: resets its old connections, and this one after the delivery. */
  begin(socket: Socket, response: ServerResponse): void {
    this.claim(socket);
    this.reset(plainAddress(socket.remoteAddress), socket);
    response.once('finish', () => {
      const timer = setTimeout(() => socket.resetAndDestroy(), this.deliveryMs);
      timer.unref();
      socket.once('close', () => clearTimeout(timer));
    });
  }

  /** Resets the connections that served boot files to the address, except `keep`. Returns their number. */
  reset(address: string, keep?: Socket): number {
    const stale = [...(this.served.get(address) ?? [])].filter((socket) => socket !== keep);
    for (const socket of stale) socket.resetAndDestroy();
    return stale.length;
  }
}
