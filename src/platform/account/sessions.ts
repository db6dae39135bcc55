import { Injectable } from '@nestjs/common';
import { Notifications } from '../database/index.js';
import type { Account } from './account.entity.js';
import { Accounts, canonical } from './accounts.js';
import { ForbiddenError, UnauthenticatedError } from './access-errors.js';
import { actorOf, SYSTEM } from './actor.js';
import { Audit } from './audit.js';
import { LoginLimit } from './login-limit.js';
import { NOBODYS_HASH, verifyPassword } from './password.js';
import { PasswordWork } from './password-work.js';
import { SessionStore } from './session.store.js';
import { randomToken, tokenHash } from './token-hash.js';

/** A working day. */
export const SESSION_SECONDS = 12 * 3600;

/** Logs accounts in and out. */
@Injectable()
export class Sessions {
  constructor(
    private readonly accounts: Accounts,
    private readonly store: SessionStore,
    private readonly limit: LoginLimit,
    private readonly work: PasswordWork,
    private readonly audit: Audit,
    private readonly notifications: Notifications,
  ) {}

  /**
   * Creates a session; `token` is the value of the cookie and is not stored. Rejects with UnauthenticatedError, with
   * the same text and delay for an unknown name, a wrong password and a disabled account, or with
   * TooManyAttemptsError or BusyError.
   */
  async login(
    givenName: string,
    password: string,
    address: string,
  ): Promise<{ token: string; account: Account }> {
    const name = canonical(givenName);
    await this.limit.attempt(name, address);
    return this.work.run(() => this.loginNow(name, password, address));
  }

  private async loginNow(
    name: string,
    password: string,
    address: string,
  ): Promise<{ token: string; account: Account }> {
    const account = await this.accounts.findByName(name);
    const matches = await verifyPassword(password, account?.passwordHash ?? NOBODYS_HASH);
    if (!account || !matches || account.disabledAt) {
      await this.recordRefusal(account, address);
      throw new UnauthenticatedError({ fr: 'nom ou mot de passe incorrect', en: 'wrong name or password' });
    }
    await this.limit.succeeded(name, address);
    return { token: await this.start(account, address), account };
  }

  /** The enabled account behind a cookie's value; undefined when it is unknown or has expired. */
  async authenticate(token: string): Promise<Account | undefined> {
    return (await this.store.accountOf(tokenHash(token))) ?? undefined;
  }

  /** Changes the own password and ends the other sessions and the API tokens. ForbiddenError when `current` is wrong. */
  async changePassword(
    accountId: string,
    { current, password }: { current: string; password: string },
    address: string,
    keptToken?: string,
  ): Promise<void> {
    const account = await this.accounts.find(accountId);
    await this.limit.attempt(account.name, address);
    await this.work.run(() => this.changePasswordNow(account, { current, password }, address, keptToken));
  }

  private async changePasswordNow(
    account: Account,
    { current, password }: { current: string; password: string },
    address: string,
    keptToken?: string,
  ): Promise<void> {
    if (!(await verifyPassword(current, account.passwordHash))) {
      throw new ForbiddenError({ fr: 'mot de passe actuel incorrect', en: 'wrong current password' });
    }
    await this.limit.succeeded(account.name, address);
    await this.accounts.setPassword(
      account.id,
      password,
      actorOf(account),
      keptToken && tokenHash(keptToken),
    );
  }

  async end(token: string): Promise<void> {
    const accountId = await this.store.remove(tokenHash(token));
    if (accountId !== undefined) await this.notifications.publish('account', accountId);
  }

  private async start(account: Account, address: string): Promise<string> {
    const token = randomToken();
    const expiresAt = new Date(Date.now() + SESSION_SECONDS * 1000);
    await this.store.purge();
    await this.store.insert({ tokenHash: tokenHash(token), accountId: account.id, expiresAt });
    const subject = { kind: 'account', id: account.id };
    await this.audit.record({ actor: actorOf(account), action: 'session.start', subject, address });
    return token;
  }

  /** Without an unknown name: people type their password there by mistake. */
  private async recordRefusal(account: Account | undefined, address: string): Promise<void> {
    const subject = { kind: 'account', id: account?.id ?? 'unknown' };
    const data = account ? { name: account.name } : {};
    await this.audit.record({ actor: SYSTEM, action: 'session.refuse', subject, data, address });
  }
}
