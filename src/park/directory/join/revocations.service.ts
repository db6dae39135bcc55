import { Injectable } from '@nestjs/common';
import { Audit, SYSTEM } from '../../../platform/account/index.js';
import { logger } from '../../../platform/config/index.js';
import { inTransaction } from '../../../platform/database/index.js';
import { Vault } from '../../../platform/vault/index.js';
import { Directories, type OpenedDirectory } from '../directories.service.js';
import { nameOfDomain } from '../ldap/names.js';
import type { LdapSession } from '../ldap/session.js';
import { removeComputer, spoilPassword, takeFromGroups } from './account-changes.js';
import { opens, passwordOf } from './account-password.js';
import { type ComputerAccount, findComputer } from './computer-account.js';
import type { JoinAccount } from './join-account.entity.js';
import { JoinAccountStore } from './join-account.store.js';

/** What became of an account whose deployment was called off. */
type Outcome = 'deleted' | 'disabled' | 'password-changed' | 'not-there';

const log = logger('directory');

/** Makes join blobs worthless whose deployment was called off, or that nobody fetched in time. */
@Injectable()
export class Revocations {
  constructor(
    private readonly store: JoinAccountStore,
    private readonly directories: Directories,
    private readonly vault: Vault,
    private readonly audit: Audit,
  ) {}

  /** One round of a worker: each that is due, once. One that fails waits a minute. */
  async once(): Promise<void> {
    const round = new Date();
    const next = () => this.store.takeRevocation(round);
    await this.store.callOffExpired();
    for (let row = await next(); row !== null; row = await next()) {
      await this.revoke(row).catch((error: unknown) =>
        log.warn({ err: error, deployment: row?.deploymentId }, 'a join could not be revoked yet'),
      );
    }
  }

  /**
   * Gives an account back first that an earlier deployment must give back, or that an earlier deployment of this very PC
   * has prepared: only one can be under way. Rejects as `revoke`.
   */
  async finish(order: {
    directory: string;
    computer: string;
    machineId: string;
    orderKey: string;
  }): Promise<void> {
    const holder = await this.store.holderOf(order.directory, order.computer.toUpperCase());
    if (holder === null) return;
    const isEarlier = holder.machineId === order.machineId && holder.orderKey !== order.orderKey;
    if (holder.state !== 'revoking' && !isEarlier) return;
    const { deploymentId } = holder;
    if (isEarlier)
      await inTransaction(this.store.database, (manager) => this.store.callOff(manager, [deploymentId]));
    await this.revoke(holder);
  }

  /** Safe to repeat. Rejects when the directory cannot be asked, or refuses. */
  private async revoke(row: JoinAccount): Promise<void> {
    const outcome = await this.directories.within(row.directory, (session, opened) =>
      this.spoiled(session, opened, row),
    );
    await inTransaction(this.store.database, async (manager) => {
      await this.store.revoked(row.id, manager);
      const data = { directory: row.directory, computer: row.computer, action: row.action, outcome };
      const subject = { kind: 'deployment', id: row.deploymentId };
      await this.audit.record({ actor: SYSTEM, action: 'directory.revoke-join', subject, data }, manager);
    });
  }

  private async spoiled(session: LdapSession, opened: OpenedDirectory, row: JoinAccount): Promise<Outcome> {
    const base = nameOfDomain(opened.document.domain);
    const found = await findComputer(session, base, row.computer);
    if (found === undefined || !(await this.isItsAccount(session, opened, row, found))) return 'not-there';
    if (row.action === 'create') return removeComputer(session, found);
    await spoilPassword(session, found);
    await takeFromGroups(
      session,
      found.dn,
      row.groups.filter((group) => found.memberOf.includes(group)),
    );
    return 'password-changed';
  }

  /**
   * An account of this name that somebody else made meanwhile is not touched, nor one that was to be taken and was not:
   * a PC still uses it.
   */
  private async isItsAccount(
    session: LdapSession,
    opened: OpenedDirectory,
    row: JoinAccount,
    found: ComputerAccount,
  ): Promise<boolean> {
    const { action, accountGuid, sealedPassword } = row;
    if (accountGuid !== null && found.guid !== accountGuid) return false;
    // Its password is forgotten once the PC has it; before, it is the one of a blob only if it opens the account.
    const isKnown = accountGuid !== null && (action === 'create' || sealedPassword === null);
    if (isKnown) return true;
    const password = passwordOf(this.vault, row);
    if (password === undefined) return false;
    return opens(opened, session, found.dn, password);
  }
}
