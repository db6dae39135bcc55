import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Notifications } from '../../platform/database/index.js';
import { ConfirmationCodes } from '../../platform/vault/index.js';
import { type Attempt, MachineSessionStore } from './machine-session.store.js';

/** The current environment session of each machine, and the code with which a person confirms it. */
@Injectable()
export class MachineSessions {
  constructor(
    private readonly store: MachineSessionStore,
    private readonly codes: ConfirmationCodes,
    private readonly notifications: Notifications,
  ) {}

  /** Makes this session the current one of the machine and ends older ones. */
  async begin(manager: EntityManager, machineId: string, sessionId: string): Promise<void> {
    await this.store.begin(manager, machineId, sessionId);
    await this.notifications.publish('machine', machineId, manager);
  }

  /** Ends all sessions of the machines, for an arming: earlier sessions do not belong to it. */
  endAll(manager: EntityManager, machineIds: readonly string[]): Promise<void> {
    return this.store.endAll(manager, machineIds);
  }

  /** Whether the session is current; it stays so until the transaction ends. */
  holds(manager: EntityManager, sessionId: string): Promise<boolean> {
    return this.store.holds(manager, sessionId);
  }

  /** The PC of this session polled its screen. False when the session has ended. */
  see(sessionId: string): Promise<boolean> {
    return this.store.see(sessionId);
  }

  /** The current session of the machine. */
  async current(machineId: string, manager?: EntityManager): Promise<string | undefined> {
    return (await this.store.current(machineId, manager))?.sessionId;
  }

  /** Whether two PCs that are present claim this machine. Ends when one has not polled for a minute. */
  isContested(machineId: string, manager?: EntityManager): Promise<boolean> {
    return this.store.isContested(machineId, manager);
  }

  /** The current code of this session; undefined when it has ended. */
  async code(sessionId: string): Promise<string | undefined> {
    const number = await this.store.codeNumber(sessionId);
    return number === undefined ? undefined : this.codes.code(sessionId, number);
  }

  /** Compares a typed code with that of the session. Commit also after a wrong code: it is counted. */
  attempt(manager: EntityManager, sessionId: string, typed: string): Promise<Attempt> {
    return this.store.attempt(manager, sessionId, (number) => {
      const code = Buffer.from(this.codes.code(sessionId, number));
      const given = Buffer.from(typed);
      return given.length === code.length && timingSafeEqual(given, code);
    });
  }
}
