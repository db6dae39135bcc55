import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { Notifications } from '../../platform/database/index.js';
import { ChannelStore } from './channel.store.js';
import { pinFingerprint } from './host-key.js';
import type { Channel, ChannelKind, Proof } from './channel.js';

const log = logger('machine');

/** Where machines answer, and the host keys and certificates that are pinned for them. */
@Injectable()
export class Channels {
  constructor(
    private readonly store: ChannelStore,
    private readonly audit: Audit,
    private readonly notifications: Notifications,
  ) {}

  /**
   * Sets where a machine answers, and pins its host key or certificate. Replacing an earlier one is audited.
   * @returns the channel whose key or certificate was replaced
   */
  async pin(manager: EntityManager, machineId: string, channel: Channel): Promise<Channel | undefined> {
    const former = await this.store.locked(manager, machineId, channel.kind);
    const isSame = former?.pin === channel.pin && former.sessionId === channel.sessionId;
    // A retry in the same session, for instance after a lost answer: the proof is kept.
    await this.store.save(manager, machineId, isSame ? { ...channel, proof: former.proof } : channel);
    await this.notifications.publish('machine', machineId, manager);
    if (former === undefined || former.pin === channel.pin) return undefined;
    await this.recordChange(manager, machineId, former, channel);
    return former;
  }

  private async recordChange(
    manager: EntityManager,
    machineId: string,
    former: Channel,
    current: Channel,
  ): Promise<void> {
    const { kind, address, sessionId } = current;
    const data = {
      kind,
      former: pinFingerprint(former),
      formerAddress: former.address,
      current: pinFingerprint(current),
      ...(sessionId && { session: sessionId }),
    };
    log.warn({ machine: machineId, address, ...data }, 'a pinned key changed');
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

  /** Removes the channels of the machines, of one kind or all: an arming invalidates them. */
  forgetAll(manager: EntityManager, machineIds: readonly string[], kind?: ChannelKind): Promise<void> {
    return this.store.deleteAll(manager, machineIds, kind);
  }
}
