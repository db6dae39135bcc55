import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConflictError, InputError, NotFoundError, type Role } from '../core/index.js';
import { Notifications, type Page, pageOf, type Pagination } from '../database/index.js';
import type { Account } from './account.entity.js';
import { AccountStore } from './account.store.js';
import { type Actor, SYSTEM } from './actor.js';
import { ApiTokenStore } from './api-token.store.js';
import { Audit } from './audit.js';
import { hashPassword, randomPassword, verifyPassword } from './password.js';
import { SessionStore } from './session.store.js';

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const FIRST = 'admin';

/** A new account. */
export interface NewAccount {
  name: string;
  displayName: string;
  role: Role;
  password: string;
  /** Somebody else chose the password. */
  passwordChangeRequired?: boolean;
}

/** The fields to change; the others are unchanged. */
export interface AccountChange {
  displayName?: string;
  role?: Role;
  disabled?: boolean;
}

/** Manages accounts. Every change is audited in the same transaction. */
@Injectable()
export class Accounts {
  constructor(
    private readonly store: AccountStore,
    private readonly sessions: SessionStore,
    private readonly tokens: ApiTokenStore,
    private readonly audit: Audit,
    private readonly notifications: Notifications,
  ) {}

  /** Rejects with ConflictError when the name is taken, with InputError when name or password are invalid. */
  async create(order: NewAccount, actor: Actor = SYSTEM): Promise<Account> {
    const account = await newAccount(order);
    await this.store.withLock(async (manager) => {
      if (!(await this.store.insert(account, manager))) throw nameTaken(account.name);
      await this.recordCreation(account, actor, manager);
    });
    return this.find(account.id);
  }

  /** The names of people by the names of their accounts; one without an account is left out. */
  async fullNames(names: readonly string[]): Promise<Map<string, string>> {
    const accounts = names.length === 0 ? [] : await this.store.findByNames(names);
    return new Map(accounts.map(({ name, displayName }) => [name, displayName]));
  }

  /**
   * Creates the account `admin` with a random password when there is no account. Undefined when there is one, or when
   * another server that starts at the same time created it.
   */
  async ensureFirstAdministrator(): Promise<{ name: string; password: string } | undefined> {
    if (await this.store.exists()) return undefined;
    const password = randomPassword();
    const order = { name: FIRST, displayName: FIRST, role: 'administrator', password } as const;
    const account = await newAccount({ ...order, passwordChangeRequired: true });
    return this.store.withLock(async (manager) => {
      if (await this.store.exists(manager)) return undefined;
      await this.store.insert(account, manager);
      await this.recordCreation(account, SYSTEM, manager);
      return { name: FIRST, password };
    });
  }

  /** Rejects with NotFoundError. */
  async find(id: string): Promise<Account> {
    return (await this.store.find(id)) ?? Promise.reject(unknownAccount(id));
  }

  async findByName(name: string): Promise<Account | undefined> {
    return (await this.store.findByName(canonical(name))) ?? undefined;
  }

  /** Whether this is the current password of the account. */
  async hasPassword(name: string, password: string): Promise<boolean> {
    const account = await this.findByName(name);
    return account !== undefined && (await verifyPassword(password, account.passwordHash));
  }

  /** The full names of these accounts, by id. */
  async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const known = await this.store.withIds(ids);
    return new Map(known.map(({ id, displayName }) => [id, displayName]));
  }

  /** By name. */
  async list(pagination: Pagination): Promise<Page<Account>> {
    return pageOf(await this.store.page(pagination), pagination);
  }

  /**
   * Sets a password, ends the account's API tokens and logs it out everywhere, except in the session `keptHash`.
   * When another account sets it, it must be changed at the next login.
   */
  async setPassword(id: string, password: string, actor: Actor = SYSTEM, keptHash?: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    const passwordChangeRequired = actor.id !== id;
    await this.change(id, actor, 'account.password', {}, async (_, manager) => {
      await this.store.update(id, { passwordHash, passwordChangeRequired }, manager);
      await this.sessions.removeAll(id, manager, keptHash);
      await this.tokens.revokeAll(id, manager);
    });
  }

  /** Disables an account: its sessions and tokens are refused. Rejects with ConflictError for the last administrator. */
  disable(id: string, actor: Actor = SYSTEM): Promise<void> {
    return this.update(id, { disabled: true }, actor);
  }

  enable(id: string, actor: Actor = SYSTEM): Promise<void> {
    return this.update(id, { disabled: false }, actor);
  }

  /** Changes take effect with the next request. Rejects with ConflictError for the last administrator. */
  async update(id: string, change: AccountChange, actor: Actor = SYSTEM): Promise<void> {
    await this.change(id, actor, 'account.update', { ...change }, async (account, manager) => {
      const { disabled = account.disabledAt !== null, ...rest } = change;
      const disabledAt = disabled ? (account.disabledAt ?? new Date()) : null;
      await this.store.update(id, { ...rest, disabledAt }, manager);
      if (disabled) await this.sessions.removeAll(id, manager);
      if (account.role === 'administrator') await this.keepAnAdministrator(manager);
    });
  }

  private change(
    id: string,
    actor: Actor,
    action: string,
    data: Record<string, unknown>,
    work: (account: Account, manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    return this.store.withLock(async (manager) => {
      const account = await this.store.find(id, manager);
      if (!account) throw unknownAccount(id);
      await work(account, manager);
      await this.notifications.publish('account', id, manager);
      const subject = { kind: 'account', id };
      await this.audit.record({ actor, action, subject, data: { name: account.name, ...data } }, manager);
    });
  }

  private async keepAnAdministrator(manager: EntityManager): Promise<void> {
    if ((await this.store.enabledAdministrators(manager)) > 0) return;
    throw new ConflictError({
      fr: 'c’est le dernier administrateur : désignez-en un autre d’abord',
      en: 'this is the last administrator: appoint another one first',
    });
  }

  private recordCreation(account: NewRow, actor: Actor, manager: EntityManager): Promise<void> {
    const data = { name: account.name, role: account.role };
    const subject = { kind: 'account', id: account.id };
    return this.audit.record({ actor, action: 'account.create', subject, data }, manager);
  }
}

type NewRow = Omit<Account, 'createdAt' | 'disabledAt'>;

async function newAccount(order: NewAccount): Promise<NewRow> {
  const name = canonical(order.name);
  if (!NAME.test(name)) throw badName(order.name);
  return {
    id: randomUUID(),
    name,
    displayName: order.displayName.trim() || name,
    role: order.role,
    passwordHash: await hashPassword(order.password),
    passwordChangeRequired: order.passwordChangeRequired ?? false,
  };
}

/** The stored form of a name: trimmed, lower case. */
export function canonical(name: string): string {
  return name.trim().toLowerCase();
}

function unknownAccount(id: string): NotFoundError {
  return new NotFoundError({ fr: 'ce compte est inconnu', en: 'this account is unknown' }, { data: { id } });
}

function nameTaken(name: string): ConflictError {
  return new ConflictError({
    fr: `le compte « ${name} » existe déjà`,
    en: `the account "${name}" exists already`,
  });
}

function badName(name: string): InputError {
  const expected = {
    fr: 'lettres sans accent, chiffres, « . », « _ » et « - », 64 au plus, une lettre ou un chiffre en tête',
    en: 'unaccented letters, digits, ".", "_" and "-", 64 at most, a letter or a digit first',
  };
  return new InputError(
    { fr: `« ${name} » n’est pas un nom de compte valide`, en: `"${name}" is not a valid account name` },
    [{ field: 'name', found: name, expected }],
  );
}
