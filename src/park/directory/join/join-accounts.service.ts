import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit, SYSTEM } from '../../../platform/account/index.js';
import { Vault } from '../../../platform/vault/index.js';
import { Directories, type OpenedDirectory } from '../directories.service.js';
import type { Existing } from '../directory.schema.js';
import { type DomainFacts, readDomain } from '../ldap/domain.js';
import { nameOfDomain } from '../ldap/names.js';
import type { LdapSession } from '../ldap/session.js';
import {
  addToGroups,
  computerName,
  createComputer,
  findGroups,
  machinePassword,
  mustExist,
  takeComputer,
} from './account-changes.js';
import { blobOf, opens, passwordOf, sealed } from './account-password.js';
import { decidedAction, type JoinAction, type Wanted } from './account-decision.js';
import { composeBlob } from './compose-blob.js';
import { type ComputerAccount, findComputer, lastSeen } from './computer-account.js';
import type { JoinAccount } from './join-account.entity.js';
import { JoinAccountStore } from './join-account.store.js';
import { calledOff, heldByAnother, mustBeComputerName, mustBeWithin, wrongPassword } from './join-faults.js';
import { Revocations } from './revocations.service.js';

/** What a PC needs to join. */
export interface JoinOrder {
  deploymentId: string;
  /** The arming. */
  orderKey: string;
  machineId: string;
  directory: string;
  /** Its name, at most 15 letters, digits and hyphens. */
  computer: string;
  /** Those of the directory by default. */
  organizationalUnit?: string;
  existing?: Existing;
  /** An account too that is disabled or still used. */
  inUse?: boolean;
  /** Of the computer account, by name or distinguished name. */
  groups?: readonly string[];
}

export interface PreparedJoin {
  action: JoinAction;
  directory: string;
  domain: string;
  server: string;
  dn: string;
  groups: string[];
  /** Null when no blob was made. */
  expiresAt: string | null;
}

/** From the first change in the directory until the PC has its answer file: a backup in between may take half a day. */
const HOURS = 48;

interface Work {
  order: JoinOrder;
  organizationalUnit: string;
  opened: OpenedDirectory;
  session: LdapSession;
  domain: DomainFacts;
  groups: string[];
}

/** The computer accounts of deployments, and their join blobs. No credential of the domain ever reaches a PC. */
@Injectable()
export class JoinAccounts {
  constructor(
    private readonly store: JoinAccountStore,
    private readonly directories: Directories,
    private readonly revocations: Revocations,
    private readonly vault: Vault,
    private readonly audit: Audit,
  ) {}

  /**
   * Makes or takes the computer account of a PC and its join blob, which waits sealed until the PC redeems it. Safe to
   * repeat at any line. Rejects with ConflictError for an account that must not be taken, and for a name that another
   * deployment prepares; with OperatorError for what somebody must put right in the directory.
   * @param confirm called right before the directory is changed
   */
  async prepare(order: JoinOrder, confirm: () => Promise<void>): Promise<PreparedJoin> {
    mustBeComputerName(order.computer);
    await this.revocations.finish(order);
    return this.within(order, (work) => this.prepared(work, confirm));
  }

  /**
   * Whether the directory could have this PC, which then joins with an account of its own: nothing is changed. Rejects as
   * `prepare` does. An account that exists elsewhere is refused, as Windows does not move it.
   */
  check(order: JoinOrder): Promise<PreparedJoin> {
    mustBeComputerName(order.computer);
    return this.within(order, async (work) => {
      const { session, domain, opened, organizationalUnit, groups } = work;
      const found = await findComputer(session, domain.base, order.computer);
      const asked = order.existing ?? opened.document.existing;
      const wanted = await this.wanted(work, found, asked === 'refuse' ? 'refuse' : 'reuse');
      const action = decidedAction(found, wanted, new Date());
      const dn = found?.dn ?? computerName(order.computer, organizationalUnit);
      const { name: directory, domain: dnsName } = opened.document;
      return { action, directory, domain: dnsName, server: session.server.name, dn, groups, expiresAt: null };
    });
  }

  /** Puts an account that Windows made into these groups. */
  async addToGroups(
    order: Pick<JoinOrder, 'directory' | 'computer'>,
    groups: readonly string[],
  ): Promise<void> {
    await this.directories.within(order.directory, async (session, { document }) => {
      const account = await findComputer(session, nameOfDomain(document.domain), order.computer);
      if (account === undefined) return;
      await addToGroups(
        session,
        account.dn,
        groups.filter((group) => !account.memberOf.includes(group)),
      );
    });
  }

  /** Everything that must be there before the directory is changed. */
  private within<T>(order: JoinOrder, then: (work: Work) => Promise<T>): Promise<T> {
    return this.directories.within(order.directory, async (session, opened) => {
      const domain = await readDomain(session, opened.document.domain);
      const organizationalUnit = order.organizationalUnit ?? opened.document.organizationalUnit;
      mustBeWithin(organizationalUnit, domain.base);
      await mustExist(session, organizationalUnit);
      const groups = await findGroups(session, domain, order.groups ?? []);
      return then({ order, organizationalUnit, opened, session, domain, groups });
    });
  }

  private async wanted(
    { order, organizationalUnit }: Work,
    found: ComputerAccount | undefined,
    existing: Existing,
  ): Promise<Wanted> {
    const { machineId, directory, inUse = false } = order;
    const last = found && (await this.store.lastOf(directory, found.guid));
    const isItsOwn = last?.machineId === machineId;
    return { computer: order.computer.toUpperCase(), organizationalUnit, existing, inUse, isItsOwn };
  }

  private async prepared(work: Work, confirm: () => Promise<void>): Promise<PreparedJoin> {
    const { order, session, domain } = work;
    const found = await findComputer(session, domain.base, order.computer);
    const earlier = await this.store.ofOrder(order.orderKey);
    const isOurs = earlier !== null && (await this.isOurs(work, earlier, found));
    const { row, password } = isOurs ? await this.again(earlier) : await this.begin(work, found);
    await confirm();
    await change(work, found, password);
    const account = await this.measured(work, password);
    await this.store.made(row.id, account.guid);
    const added = work.groups.filter((group) => !account.memberOf.includes(group));
    await this.store.keepGroups(row.id, [...new Set([...row.groups, ...added])]);
    await addToGroups(session, account.dn, added);
    const { server } = session;
    const blob = await composeBlob({ domain, computer: order.computer, password, server });
    const sealedBlob = sealed(this.vault, row.id, 'blob', blob);
    if (!(await this.store.ready(row.id, sealedBlob, lastSeen(account)))) throw calledOff();
    const result = resultOf(work, row, account);
    const subject = { kind: 'deployment', id: order.deploymentId };
    await this.audit.record({
      actor: SYSTEM,
      action: 'directory.prepare-join',
      subject,
      data: { ...result },
    });
    return result;
  }

  /** Whether the account is the one that an earlier try of this arming made or took. */
  private async isOurs(
    work: Work,
    earlier: JoinAccount,
    found: ComputerAccount | undefined,
  ): Promise<boolean> {
    const { computer, directory } = work.order;
    const isLive = earlier.state !== 'revoking' && earlier.state !== 'revoked';
    if (!isLive || earlier.computer !== computer.toUpperCase() || earlier.directory !== directory)
      return false;
    if (earlier.accountGuid !== null) {
      // Another deployment may have taken it since: then it is no longer the one of this PC.
      const isSame = found?.guid === earlier.accountGuid;
      return isSame && (await this.store.lastOf(directory, found.guid))?.id === earlier.id;
    }
    if (found === undefined) return true;
    // The worker died between making it and writing down which it is: its password tells.
    const password = passwordOf(this.vault, earlier);
    return password !== undefined && (await opens(work.opened, work.session, found.dn, password));
  }

  private async begin(
    work: Work,
    found: ComputerAccount | undefined,
  ): Promise<{ row: Pick<JoinAccount, 'id' | 'action' | 'groups' | 'expiresAt'>; password: string }> {
    const { order, organizationalUnit, opened } = work;
    const { deploymentId, orderKey, machineId, directory } = order;
    const wanted = await this.wanted(work, found, order.existing ?? opened.document.existing);
    const action = decidedAction(found, wanted, new Date());
    const { computer } = wanted;
    const id = randomUUID();
    const password = machinePassword();
    const sealedPassword = sealed(this.vault, id, 'password', password);
    const kept = { sealedPassword, accountGuid: found?.guid ?? null, expiresAt: expiry() };
    const row = {
      id,
      deploymentId,
      orderKey,
      machineId,
      directory,
      computer,
      organizationalUnit,
      action,
      ...kept,
    };
    if (!(await this.store.begin(row))) throw heldByAnother(computer);
    return { row: { ...row, groups: [] }, password };
  }

  private async again(earlier: JoinAccount): Promise<{ row: JoinAccount; password: string }> {
    const password = passwordOf(this.vault, earlier) ?? machinePassword();
    const sealedPassword = sealed(this.vault, earlier.id, 'password', password);
    const expiresAt = expiry();
    if (!(await this.store.again(earlier.id, sealedPassword, expiresAt))) throw calledOff();
    return { row: { ...earlier, expiresAt }, password };
  }

  /** The account as it is now, and that its password is the one of the blob: the directory itself says so. */
  private async measured(
    { session, opened, domain, order }: Work,
    password: string,
  ): Promise<ComputerAccount> {
    const made = await findComputer(session, domain.base, order.computer);
    if (made === undefined || !(await opens(opened, session, made.dn, password)))
      throw wrongPassword(order.computer);
    // Once more: its last logon is now that of Établi.
    return (await findComputer(session, domain.base, order.computer)) ?? made;
  }

  /** The blob for a PC that redeems its answer file. Undefined when there is none to give, or not any more. */
  async blobOf(orderKey: string): Promise<string | undefined> {
    const row = await this.store.ofOrder(orderKey);
    const isToGive = row?.state === 'ready' || row?.state === 'given';
    return isToGive && row.expiresAt > new Date() ? blobOf(this.vault, row) : undefined;
  }

  /** In the transaction that gives the answer file. Rejects with ConflictError when its blob was called off. */
  async given(manager: EntityManager, orderKey: string): Promise<void> {
    if (!(await this.store.given(manager, orderKey))) throw calledOff();
  }

  /** The PC has it: the blob is kept no longer. */
  consumed(manager: EntityManager, orderKey: string): Promise<void> {
    return this.store.consumed(manager, orderKey);
  }

  /** In the transaction that calls deployments off: the accounts are made worthless soon after. */
  callOff(manager: EntityManager, deploymentIds: string[]): Promise<void> {
    return this.store.callOff(manager, deploymentIds);
  }

  /** The same for a deployment that failed and is left so: an account that its PC has already stays. */
  callOffUnused(manager: EntityManager, deploymentId: string): Promise<void> {
    return this.store.callOff(manager, [deploymentId], ['preparing', 'ready', 'given']);
  }
}

/** Makes the account, or takes it. The row that says so is written already. */
async function change(
  { session, domain, order, organizationalUnit }: Work,
  found: ComputerAccount | undefined,
  password: string,
): Promise<void> {
  if (found === undefined)
    await createComputer(session, domain, { computer: order.computer, organizationalUnit, password });
  else await takeComputer(session, found, { organizationalUnit, password });
}

function expiry(): Date {
  return new Date(Date.now() + HOURS * 3_600_000);
}

function resultOf(
  { opened, session, groups }: Work,
  { action, expiresAt }: Pick<JoinAccount, 'action' | 'expiresAt'>,
  { dn }: ComputerAccount,
): PreparedJoin {
  const { name: directory, domain } = opened.document;
  return {
    action,
    directory,
    domain,
    server: session.server.name,
    dn,
    groups,
    expiresAt: expiresAt.toISOString(),
  };
}
