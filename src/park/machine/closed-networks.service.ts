import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Audit } from '../../platform/account/index.js';
import { InputError, NotFoundError } from '../../platform/core/index.js';
import { inTransaction } from '../../platform/database/index.js';
import type { Proof } from './channel.js';
import { ChannelStore } from './channel.store.js';
import type { ClosedNetwork } from './closed-network.entity.js';
import { ClosedNetworkStore } from './closed-network.store.js';

/** The shortest allowed prefixes: larger networks are not those of one workshop. */
const SHORTEST_PREFIX = { 4: 8, 6: 32 } as const;
const SYNTAX = z.union([z.cidrv4(), z.cidrv6()]);
/** PostgreSQL's invalid_text_representation: host bits are set, as in `10.77.0.1/16`. */
const NOT_A_NETWORK = '22P02';

/** The networks that an administrator declared closed: only PCs to deploy are plugged in there. */
@Injectable()
export class ClosedNetworks {
  constructor(
    private readonly store: ClosedNetworkStore,
    private readonly channels: ChannelStore,
    private readonly audit: Audit,
  ) {}

  /** Declares a network closed: PCs that boot on it need no confirmation. Idempotent. */
  async close(network: string, reason: string | undefined, actor: Actor): Promise<void> {
    mustBeNetwork(network);
    const work = inTransaction(this.store.database, async (manager) => {
      if (!(await this.store.insert(manager, network, reason, actor.name))) return;
      const subject = { kind: 'network', id: network };
      await this.audit.record({ actor, action: 'network.close', subject, data: { reason } }, manager);
    });
    await work.catch((error: unknown) => {
      const { code } = (error as { driverError?: { code?: string } }).driverError ?? {};
      throw code === NOT_A_NETWORK ? notANetwork(network) : error;
    });
  }

  /** Removes a network: its PCs need a confirmation again, also those that are on it now. Rejects with NotFoundError. */
  async open(network: string, actor: Actor): Promise<void> {
    mustBeNetwork(network);
    await inTransaction(this.store.database, async (manager) => {
      if (!(await this.store.delete(manager, network))) throw notClosed(network);
      await this.channels.unprove(manager, network);
      const subject = { kind: 'network', id: network };
      await this.audit.record({ actor, action: 'network.open', subject }, manager);
    });
  }

  list(): Promise<ClosedNetwork[]> {
    return this.store.all();
  }

  /** The proof for a PC at this address; undefined when it is in no closed network. */
  async proofAt(address: string): Promise<Proof | undefined> {
    const closed = await this.store.around(address);
    if (closed === undefined) return undefined;
    return { kind: 'closed-network', by: closed.closedBy, at: closed.closedAt, network: closed.network };
  }
}

function mustBeNetwork(text: string): void {
  const prefix = Number(text.split('/')[1]);
  const shortest = SHORTEST_PREFIX[text.includes(':') ? 6 : 4];
  if (!SYNTAX.safeParse(text).success || prefix < shortest) throw notANetwork(text);
}

function notANetwork(found: string): InputError {
  const expected = {
    fr: 'un réseau comme 10.77.0.0/16, de /8 au plus large en IPv4, de /32 en IPv6',
    en: 'a network such as 10.77.0.0/16, no larger than a /8 of IPv4 or a /32 of IPv6',
  };
  return new InputError(
    { fr: `« ${found} » n’est pas un réseau valide`, en: `“${found}” is not a valid network` },
    [{ field: 'network', found, expected }],
  );
}

function notClosed(network: string): NotFoundError {
  return new NotFoundError({
    fr: `le réseau ${network} n’est pas déclaré fermé`,
    en: `the network ${network} is not declared closed`,
  });
}
