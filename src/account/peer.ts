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
