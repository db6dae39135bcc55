import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Sockets that came in through the UNIX socket: only accounts of this machine that may open it. */
const local = new WeakSet<Socket>();

export function markLocal(socket: Socket): void {
  local.add(socket);
}

/** Whether an IP address is this machine itself: 127.0.0.0/8, ::1, and the former as IPv4-mapped IPv6. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (!address) return false;
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}

/** Whether a request comes from this machine: loopback, or the UNIX socket. */
export function isLocalPeer(socket: Socket): boolean {
  return local.has(socket) || isLoopbackAddress(socket.remoteAddress);
}

/** What a proxy adds to a request that it passes on. RFC 7239, RFC 9110 §7.6.3. */
const OF_A_PROXY = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** Whether the sender of a request is on this machine: a proxy here passes on what others send. */
export function isSentFromHere({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  return isLocalPeer(socket) && !OF_A_PROXY.some((name) => headers[name] !== undefined);
}
