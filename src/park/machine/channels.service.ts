import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { Notifications } from '../../platform/database/index.js';
import { ChannelStore } from './channel.store.js';
import { hostKeyFingerprint } from './host-key.js';
import type { Channel, ChannelKind, Proof } from './channel.js';

const log = logger('machine');

/** Where machines answer SSH, and with which pinned host key. */
@Injectable()
export class Channels {
  constructor(
    private readonly store: ChannelStore,
    private readonly audit: Audit,
    private readonly notifications: Notifications,
  ) {}

  /**
   * From now on the machine answers SSH there, with this host key and no other. A key that was pinned before is
   * replaced, on the record.
   * @returns the channel whose key was replaced
   */
  async pin(manager: EntityManager, machineId: string, channel: Channel): Promise<Channel | undefined> {
    const former = await this.store.locked(manager, machineId, channel.kind);
    const isSame = former?.hostKey === channel.hostKey && former.sessionId === channel.sessionId;
    // The same session again, as after a lost answer: what was proven of it stays.
    await this.store.save(manager, machineId, isSame ? { ...channel, proof: former.proof } : channel);
    await this.notifications.publish('machine', machineId, manager);
    if (former === undefined || former.hostKey === channel.hostKey) return undefined;
    await this.recordChange(manager, machineId, former, channel);
    return former;
  }

  private async recordChange(
    manager: EntityManager,
    machineId: string,
    former: Channel,
    { kind, hostKey, address, sessionId }: Channel,
  ): Promise<void> {
    const data = {
      kind,
      former: hostKeyFingerprint(former.hostKey),
      formerAddress: former.address,
      current: hostKeyFingerprint(hostKey),
      ...(sessionId && { session: sessionId }),
    };
    log.warn({ machine: machineId, address, ...data }, 'a pinned host key changed');
    const subject = { kind: 'machine', id: machineId };
    const actor = { kind: 'machine' as const, id: machineId, name: machineId };
    await this.audit.record({ actor, action: 'machine.host-key-changed', subject, data, address }, manager);
  }

  /** The PC of that session is the machine: false when the machine's environment is another session's. */
  async prove(manager: EntityManager, machineId: string, sessionId: string, proof: Proof): Promise<boolean> {
    const proven = await this.store.prove(manager, machineId, sessionId, proof);
    if (proven) await this.notifications.publish('machine', machineId, manager);
    return proven;
  }

  /** How the machine was last reached; undefined when it never was, or an arming came after. */
  of(machineId: string, kind: ChannelKind, manager?: EntityManager): Promise<Channel | undefined> {
    return this.store.find(machineId, kind, manager);
  }

  /** The machine does not answer there any more: its way in was taken away. */
  forget(machineId: string, kind: ChannelKind): Promise<void> {
    return this.store.delete(machineId, kind);
  }

  /** Nothing that was pinned of the machines counts any more: an arming begins anew. */
  forgetAll(manager: EntityManager, machineIds: readonly string[]): Promise<void> {
    return this.store.deleteAll(manager, machineIds);
  }
}
