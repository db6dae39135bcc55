import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Notifications } from '../../platform/database/index.js';
import { ConfirmationCodes } from '../../platform/vault/index.js';
import { type Attempt, MachineSessionStore } from './machine-session.store.js';

/** Which session of the environment speaks for a machine, and the code by which a person confirms it. */
@Injectable()
export class MachineSessions {
  constructor(
    private readonly store: MachineSessionStore,
    private readonly codes: ConfirmationCodes,
    private readonly notifications: Notifications,
  ) {}

  /** From now on this session speaks for the machine; every older one of it ends. */
  async begin(manager: EntityManager, machineId: string, sessionId: string): Promise<void> {
    await this.store.begin(manager, machineId, sessionId);
    await this.notifications.publish('machine', machineId, manager);
  }

  /** Ends every session of the machines: an arming does, since what came before it was not asked by it. */
  endAll(manager: EntityManager, machineIds: readonly string[]): Promise<void> {
    return this.store.endAll(manager, machineIds);
  }

  /** Whether the session still speaks for its machine; that stays so until the transaction ends. */
  holds(manager: EntityManager, sessionId: string): Promise<boolean> {
    return this.store.holds(manager, sessionId);
  }

  /** The PC of this session asked for its screen. False when the session has ended. */
  see(sessionId: string): Promise<boolean> {
    return this.store.see(sessionId);
  }

  /** The session that speaks for the machine now. */
  async current(machineId: string, manager?: EntityManager): Promise<string | undefined> {
    return (await this.store.current(machineId, manager))?.sessionId;
  }

  /** Whether two PCs that are there both claim this machine. It ends when one was silent for a minute. */
  isContested(machineId: string, manager?: EntityManager): Promise<boolean> {
    return this.store.isContested(machineId, manager);
  }

  /** The code that this session's screen shows now; undefined when the session has ended. */
  async code(sessionId: string): Promise<string | undefined> {
    const number = await this.store.codeNumber(sessionId);
    return number === undefined ? undefined : this.codes.code(sessionId, number);
  }

  /** Compares what somebody typed with the code of the session; a wrong code counts, and must be committed. */
  attempt(manager: EntityManager, sessionId: string, typed: string): Promise<Attempt> {
    return this.store.attempt(manager, sessionId, (number) => {
      const code = Buffer.from(this.codes.code(sessionId, number));
      const given = Buffer.from(typed);
      return given.length === code.length && timingSafeEqual(given, code);
    });
  }
}
