import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { plainAddress } from './plain-address.js';

/** How long a delivered script may still be read before its connection is reset. */
const DELIVERY_MS = 2_000;
/** An idle connection that Node closed by itself can no longer be reset, so none is closed for this long. */
const KEEP_ALIVE_MS = 600_000;

/**
 * Frees the TCP ports of PCs that went away without a word.
 *
 * GRUB always starts from source port 21550, and disappears with its connections open: when the kernel
 * starts, or when the plug is pulled. The next GRUB of the same PC then meets the old connection, is
 * answered with a challenge ACK (RFC 5961 §4.2) that it does not understand, and loses 20 s at every try.
 * So connections that served boot files are reset as soon as their PC is known to have begun a new life.
 * Other connections of the same address, a technician's browser for one, are never touched.
 */
export class BootSockets {
  private readonly served = new Map<string, Set<Socket>>();

  constructor(private readonly deliveryMs = DELIVERY_MS) {}

  /** Keeps idle connections of the server open, so that they can be reset here. */
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

  /** A PC asks for its boot script: what its previous life left is reset, and this connection once delivered. */
  begin(socket: Socket, response: ServerResponse): void {
    this.claim(socket);
    this.reset(plainAddress(socket.remoteAddress), socket);
    response.once('finish', () => {
      const timer = setTimeout(() => socket.resetAndDestroy(), this.deliveryMs);
      timer.unref();
      socket.once('close', () => clearTimeout(timer));
    });
  }

  /** Resets every connection that served boot files to the address, `keep` excepted. Gives how many. */
  reset(address: string, keep?: Socket): number {
    const stale = [...(this.served.get(address) ?? [])].filter((socket) => socket !== keep);
    for (const socket of stale) socket.resetAndDestroy();
    return stale.length;
  }
}
