import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ForbiddenError, UnauthenticatedError } from './access-errors.js';
import { allows, InputError, NotFoundError, type Role } from '../core/index.js';
import { Notifications, type Page, pageOf, type Pagination } from '../database/index.js';
import type { Account } from './account.entity.js';
import { type Actor, SYSTEM } from './actor.js';
import type { ApiToken } from './api-token.entity.js';
import { ApiTokenStore } from './api-token.store.js';
import { Audit } from './audit.js';
import { randomToken, tokenHash } from './token-hash.js';

/** The prefix of API tokens, so that scanners can recognise leaked ones. */
export const TOKEN_PREFIX = 'etabli_';

/** Tokens for programs. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly store: ApiTokenStore,
    private readonly audit: Audit,
    private readonly notifications: Notifications,
  ) {}

  /**
   * Creates a token with the rights of its account. `token` is returned only here.
   * @param ttlSeconds without it the token does not expire
   * @param madeWith the token of the request; the new one ends with it at the latest. Rejects with InputError for a
   * longer `ttlSeconds`, with UnauthenticatedError when that token has just ended.
   * @param role the most that the token may do; null: all that its account may, or the token of the request
   */
  async create(
    accountId: string,
    name: string,
    ttlSeconds?: number,
    actor: Actor = SYSTEM,
    madeWith?: string,
    role: Role | null = null,
  ): Promise<NewToken> {
    const token = `${TOKEN_PREFIX}${randomToken()}`;
    const createdAt = new Date();
    const id = randomUUID();
    const wanted = ttlSeconds === undefined ? null : new Date(createdAt.getTime() + ttlSeconds * 1000);
    const made = await this.store.transaction(async (manager) => {
      const parent = madeWith === undefined ? undefined : await this.parent(madeWith, manager);
      const expiresAt = within(parent, wanted);
      const held = lower(parent?.role ?? null, role);
      const row = { id, accountId, parentId: parent?.id ?? null, name, role: held, createdAt, expiresAt };
      await this.store.insert({ ...row, tokenHash: tokenHash(token) }, manager);
      const subject = { kind: 'token', id };
      await this.audit.record(
        { actor, action: 'token.create', subject, data: { name, accountId, role: held } },
        manager,
      );
      return { expiresAt, role: held };
    });
    return { id, token, name, createdAt, ...made };
  }

  private async parent(tokenHash: string, manager: EntityManager): Promise<ApiToken> {
    const parent = await this.store.lockByHash(tokenHash, manager);
    if (parent === null) throw new UnauthenticatedError();
    return parent;
  }

  /** The enabled account of a valid token, and the role that it has with it; undefined for any other text. */
  async authenticate(token: string): Promise<{ account: Account; role: Role } | undefined> {
    if (!token.startsWith(TOKEN_PREFIX)) return undefined;
    const hash = tokenHash(token);
    const found = await this.store.accountOf(hash);
    if (!found) return undefined;
    await this.store.touch(hash);
    return { account: found.account, role: lower(found.role, found.account.role) };
  }

  /** The tokens that are not revoked, of one account or of all, the newest first. */
  async list(accountId: string | undefined, pagination: Pagination): Promise<Page<ApiToken>> {
    return pageOf(await this.store.page(accountId ? { accountId } : {}, pagination), pagination);
  }

  /** Revokes every token of the account with this name. */
  async revokeNamed(accountId: string, name: string): Promise<void> {
    await this.store.revokeNamed(accountId, name);
  }

  /**
   * Revokes the token. Rejects with NotFoundError, or with ForbiddenError when the token is
   * another account's and `ofOthers` is false.
   */
  async revoke(id: string, actor: Actor = SYSTEM, ofOthers = true): Promise<void> {
    const found = await this.store.find(id);
    if (!found)
      throw new NotFoundError({ fr: 'ce jeton est inconnu', en: 'this token is unknown' }, { data: { id } });
    if (!ofOthers && found.accountId !== actor.id) {
      throw new ForbiddenError({
        fr: 'ce jeton est celui d’un autre compte',
        en: "this token is another account's",
      });
    }
    await this.store.transaction(async (manager) => {
      await this.store.revoke(id, manager);
      await this.notifications.publish('account', found.accountId, manager);
      const subject = { kind: 'token', id };
      await this.audit.record(
        { actor, action: 'token.revoke', subject, data: { name: found.name } },
        manager,
      );
    });
  }
}

/** A token as it is returned once. */
export interface NewToken {
  id: string;
  token: string;
  name: string;
  role: Role | null;
  createdAt: Date;
  expiresAt: Date | null;
}

function lower(one: Role | null, other: Role): Role;
function lower(one: Role | null, other: Role | null): Role | null;
/** The role that may do less; null is no limit. */
function lower(one: Role | null, other: Role | null): Role | null {
  if (one === null || other === null) return one ?? other;
  return allows(one, other) ? other : one;
}

/** The expiry of a token that is created with `parent`. */
function within(parent: ApiToken | undefined, wanted: Date | null): Date | null {
  const latest = parent?.expiresAt ?? null;
  if (latest === null) return wanted;
  if (wanted !== null && wanted > latest) throw outlives(latest);
  return wanted ?? latest;
}

function outlives(latest: Date): InputError {
  const until = latest.toISOString();
  return new InputError(
    {
      fr: `un jeton créé avec un jeton ne dure pas plus longtemps que lui (${until})`,
      en: `a token created with a token does not last longer than that one (${until})`,
    },
    [
      {
        field: 'ttlDays',
        found: '[…]',
        expected: { fr: `une fin avant ${until}, ou rien`, en: `an end before ${until}, or nothing` },
      },
    ],
  );
}
