import { networkInterfaces } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { publicAddress, type Config } from '../../platform/config/index.js';
import type { Sha256 } from '../../platform/core/index.js';
import { CONFIG } from '../../platform/database/index.js';

/** Where a PC finds what it is sent to fetch. */
@Injectable()
export class Addresses {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** A payload, over plain HTTP: its digest, given over the pinned SSH channel, is what protects it. */
  payload(sha256: Sha256): string {
    return `http://${publicAddress(this.config)}:${this.config.httpPort}/payloads/${sha256}`;
  }

  /** The phone-home service, over HTTPS with Établi's own authority. */
  phoneHome(): string {
    const { host, port } = this.phoneHomePeer();
    return `https://${host}:${port}`;
  }

  /** The addresses that this host may connect to a PC from: those of its interfaces but loopback. */
  own(interfaces = networkInterfaces()): string[] {
    const known = Object.values(interfaces)
      .flatMap((list) => list ?? [])
      .filter(({ internal, address }) => !internal && !/^fe80:/i.test(address))
      .map(({ address }) => address);
    return [...new Set([publicAddress(this.config), ...known])];
  }

  phoneHomePeer(): { host: string; port: number } {
    return { host: publicAddress(this.config), port: this.config.httpsPort };
  }
}
