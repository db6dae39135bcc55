import type { Request } from 'express';
import { ForbiddenError, isLocalPeer, isSentFromHere } from '../../platform/account/index.js';

/** ForbiddenError for a request that the boot service of this machine did not send. */
export function refuseOthers(request: Request): void {
  const { socket } = request;
  // A server that listens on one address only gets local requests from that address.
  const isOwnAddress = !isLocalPeer(socket) && socket.remoteAddress === socket.localAddress;
  if (isSentFromHere(request) || isOwnAddress) return;
  throw new ForbiddenError({
    fr: 'réservé au service de démarrage de cette machine',
    en: 'only the boot service of this machine may do this',
  });
}
