import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Connections through the UNIX socket, which only accounts of this machine can open. */
const local = new WeakSet<Socket>();

export function markLocal(socket: Socket): void {
  local.add(socket);
}

/** Whether an IP address is loopback: 127.0.0.0/8, ::1, and IPv4-mapped IPv6. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (!address) return false;
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}

/** Whether a request comes from this machine: loopback, or the UNIX socket. */
export function isLocalPeer(socket: Socket): boolean {
  return local.has(socket) || isLoopbackAddress(socket.remoteAddress);
}

/** Headers that proxies add. RFC 7239, RFC 9110 §7.6.3. */
const OF_A_PROXY = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** Whether the sender of a request is on this machine and not behind a proxy on it. */
export function isSentFromHere({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  return isLocalPeer(socket) && !OF_A_PROXY.some((name) => headers[name] !== undefined);
}
