import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ForbiddenError } from './access-errors.js';
import { NotFoundError } from '../core/index.js';
import { type Page, pageOf, type Pagination } from '../database/index.js';
import type { Account } from './account.entity.js';
import { type Actor, SYSTEM } from './actor.js';
import type { ApiToken } from './api-token.entity.js';
import { ApiTokenStore } from './api-token.store.js';
import { Audit } from './audit.js';
import { randomToken, tokenHash } from './token-hash.js';

/** What every API token begins with, so that one that leaked is recognised. */
export const TOKEN_PREFIX = 'etabli_';

/** Tokens for programs. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly store: ApiTokenStore,
    private readonly audit: Audit,
  ) {}

  /**
   * A new token, which acts as its account does. `token` is told now and never again.
   * @param ttlSeconds without it the token does not expire
   */
  async create(
    accountId: string,
    name: string,
    ttlSeconds?: number,
    actor: Actor = SYSTEM,
  ): Promise<{ id: string; token: string; name: string; createdAt: Date; expiresAt: Date | null }> {
    const token = `${TOKEN_PREFIX}${randomToken()}`;
    const createdAt = new Date();
    const expiresAt = ttlSeconds === undefined ? null : new Date(createdAt.getTime() + ttlSeconds * 1000);
    const row = { id: randomUUID(), accountId, name, createdAt, expiresAt };
    await this.store.transaction(async (manager) => {
      await this.store.insert({ ...row, tokenHash: tokenHash(token) }, manager);
      const subject = { kind: 'token', id: row.id };
      await this.audit.record({ actor, action: 'token.create', subject, data: { name, accountId } }, manager);
    });
    return { id: row.id, token, name, createdAt, expiresAt };
  }

  /** The enabled account of a token that is neither revoked nor expired; undefined for any other text. */
  async authenticate(token: string): Promise<Account | undefined> {
    if (!token.startsWith(TOKEN_PREFIX)) return undefined;
    const hash = tokenHash(token);
    const account = await this.store.accountOf(hash);
    if (account) await this.store.touch(hash);
    return account ?? undefined;
  }

  /** The tokens that are not revoked, of one account or of all, the newest first. */
  async list(accountId: string | undefined, pagination: Pagination): Promise<Page<ApiToken>> {
    return pageOf(await this.store.page(accountId ? { accountId } : {}, pagination), pagination);
  }

  /**
   * Refuses the token from now on. Rejects with NotFoundError, or with ForbiddenError when the token is
   * another account's and `ofOthers` is false.
   */
  async revoke(id: string, actor: Actor = SYSTEM, ofOthers = true): Promise<void> {
    const found = await this.store.find(id);
    if (!found)
      throw new NotFoundError({ fr: 'ce jeton est inconnu', en: 'this token is unknown' }, { data: { id } });
    if (!ofOthers && found.accountId !== actor.id) {
      throw new ForbiddenError({
        fr: "ce jeton est celui d'un autre compte",
        en: "this token is another account's",
      });
    }
    await this.store.transaction(async (manager) => {
      await this.store.revoke(id, manager);
      const subject = { kind: 'token', id };
      await this.audit.record(
        { actor, action: 'token.revoke', subject, data: { name: found.name } },
        manager,
      );
    });
  }
}
