import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { Notifications } from '../../platform/database/index.js';
import { ChannelStore } from './channel.store.js';
import { hostKeyFingerprint } from './host-key.js';
import type { Channel, ChannelKind, Proof } from './channel.js';

const log = logger('machine');

/** The SSH addresses of machines and their pinned host keys. */
@Injectable()
export class Channels {
  constructor(
    private readonly store: ChannelStore,
    private readonly audit: Audit,
    private readonly notifications: Notifications,
  ) {}

  /**
   * Sets the SSH address of a machine and pins its host key. Replacing an earlier key is audited.
   * @returns the channel whose key was replaced
   */
  async pin(manager: EntityManager, machineId: string, channel: Channel): Promise<Channel | undefined> {
    const former = await this.store.locked(manager, machineId, channel.kind);
    const isSame = former?.hostKey === channel.hostKey && former.sessionId === channel.sessionId;
    // A retry in the same session, for instance after a lost answer: the proof is kept.
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

  /** Records the proof for that session; false when the environment of the machine belongs to another session. */
  async prove(manager: EntityManager, machineId: string, sessionId: string, proof: Proof): Promise<boolean> {
    const proven = await this.store.prove(manager, machineId, sessionId, proof);
    if (proven) await this.notifications.publish('machine', machineId, manager);
    return proven;
  }

  /** The last channel of the machine; undefined when there is none since its last arming. */
  of(machineId: string, kind: ChannelKind, manager?: EntityManager): Promise<Channel | undefined> {
    return this.store.find(machineId, kind, manager);
  }

  /** Removes a channel: the access was removed from the machine. */
  forget(machineId: string, kind: ChannelKind): Promise<void> {
    return this.store.delete(machineId, kind);
  }

  /** Removes the channels of the machines: an arming invalidates them. */
  forgetAll(manager: EntityManager, machineIds: readonly string[]): Promise<void> {
    return this.store.deleteAll(manager, machineIds);
  }
}
