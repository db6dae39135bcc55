import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { logger } from '../../platform/config/index.js';
import { httpBootOffer, type HttpBootServer } from './http-boot.js';

const SERVER_PORT = 67;
const CLIENT_PORT = 68;
const EVERYONE = '255.255.255.255';

/**
 * Answers UEFI HTTP Boot clients, which dnsmasq ignores in proxy mode. Both use the same port and get every broadcast.
 * This socket is bound to the broadcast address, so it gets no unicast packets for dnsmasq. PCs behind a DHCP relay
 * are not answered.
 */
export class HttpBootResponder {
  private readonly log = logger('boot');

  private constructor(
    private readonly socket: Socket,
    private readonly server: HttpBootServer,
  ) {}

  /** Rejects when the port cannot be bound. */
  static async start(server: HttpBootServer): Promise<HttpBootResponder> {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    socket.bind({ port: SERVER_PORT, address: EVERYONE });
    await once(socket, 'listening');
    const responder = new HttpBootResponder(socket, server);
    socket.on('message', (packet) => void responder.answer(packet));
    socket.on('error', (error) => responder.log.error({ err: error }, 'the HTTP Boot socket failed'));
    return responder;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.socket.close(resolve));
  }

  private async answer(packet: Buffer): Promise<void> {
    const offer = httpBootOffer(packet, this.server);
    if (offer === undefined) return;
    const mac = packet
      .subarray(28, 34)
      .toString('hex')
      .replaceAll(/..(?=.)/g, '$&:');
    this.log.debug({ mac }, 'HTTP Boot offered');
    await this.send(offer).catch((error: unknown) =>
      this.log.error({ err: error, mac }, 'the HTTP Boot offer was not sent'),
    );
  }

  /**
   * The bound address selects the interface of a broadcast. The socket is open only while it sends, since packets to
   * that address are for dnsmasq.
   */
  private async send(offer: Buffer): Promise<void> {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    try {
      socket.bind({ port: SERVER_PORT, address: this.server.address });
      await once(socket, 'listening');
      socket.setBroadcast(true);
      await new Promise<void>((resolve, reject) =>
        socket.send(offer, CLIENT_PORT, EVERYONE, (error) => (error === null ? resolve() : reject(error))),
      );
    } finally {
      socket.close();
    }
  }
}
