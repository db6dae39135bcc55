import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotFoundError, readable } from '../core/index.js';
import { Notifications } from '../database/index.js';
import { UnauthenticatedError } from './access-errors.js';
import { type Actor, SYSTEM } from './actor.js';
import { AttemptLimit } from './attempt-limit.js';
import { Audit } from './audit.js';
import { WallScreen } from './wall-screen.entity.js';
import { WallScreenStore } from './wall-screen.store.js';
import { randomToken, tokenHash } from './token-hash.js';

/** Letters and digits that nobody confuses on a screen. */
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const CODE_LENGTH = 8;
const CODE_MS = 15 * 60_000;
const WINDOW_SECONDS = 15 * 60;

/** A screen as it is listed. */
export type WallScreenView = Pick<
  WallScreen,
  'id' | 'name' | 'createdBy' | 'createdAt' | 'pairedAt' | 'seenAt' | 'codeUntil'
>;

/**
 * WallScreens of the wall: each reads the pages of the wall, and nothing else, with a token that is bound to it and does
 * not end until somebody revokes it.
 */
@Injectable()
export class WallScreens {
  private readonly ofAddress = new AttemptLimit(10, WINDOW_SECONDS);
  private readonly ofAll = new AttemptLimit(200, WINDOW_SECONDS);

  constructor(
    private readonly store: WallScreenStore,
    private readonly audit: Audit,
    private readonly notifications: Notifications,
  ) {}

  /** Announces a screen. `code` is returned only here; it is typed on the screen, once, within 15 minutes. */
  async create(
    name: string,
    actor: Actor,
  ): Promise<{ id: string; name: string; code: string; codeUntil: Date }> {
    const code = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    const codeUntil = new Date(Date.now() + CODE_MS);
    const screen = { id: randomUUID(), name: readable(name).trim() };
    await this.store.transaction(async (manager) => {
      const row = { ...screen, codeHash: tokenHash(code), codeUntil, createdBy: actor.name };
      await this.store.insert(row, manager);
      const subject = { kind: 'wall-screen', id: screen.id };
      await this.audit.record(
        { actor, action: 'wall-screen.create', subject, data: { name: screen.name } },
        manager,
      );
    });
    return { ...screen, code: `${code.slice(0, 4)}-${code.slice(4)}`, codeUntil };
  }

  /**
   * Exchanges the code for the token of the screen, which is returned only here. Rejects with UnauthenticatedError for
   * any other code, with TooManyAttemptsError after too many of them.
   */
  async pair(given: string, address: string): Promise<{ token: string; name: string }> {
    await this.ofAddress.consume(address);
    await this.ofAll.consume('all');
    const code = given.toUpperCase().replace(/[^A-Z0-9]/g, '');
    const token = randomToken();
    const screen = await this.store.transaction(async (manager) => {
      const paired = await this.store.pair(tokenHash(code), tokenHash(token), manager);
      if (paired === undefined) return undefined;
      const subject = { kind: 'wall-screen', id: paired.id };
      const data = { name: paired.name };
      await this.audit.record({ actor: SYSTEM, action: 'wall-screen.pair', subject, data, address }, manager);
      return paired;
    });
    if (screen === undefined) throw wrongCode();
    await this.ofAddress.forget(address);
    return { token, name: screen.name };
  }

  /** The screen of a valid token. */
  async authenticate(token: string): Promise<Pick<WallScreen, 'id' | 'name'> | undefined> {
    const screen = await this.store.byToken(tokenHash(token));
    if (screen === null) return undefined;
    await this.store.touch(screen.id);
    return screen;
  }

  /** It is there: noted at most once a minute. */
  async seen(id: string): Promise<void> {
    await this.store.touch(id);
  }

  async list(): Promise<WallScreenView[]> {
    const screens = await this.store.list();
    return screens.map(({ codeHash: _, tokenHash: __, revokedAt: ___, ...view }) => view);
  }

  /** Ends the token of a screen, and what it shows. Rejects with NotFoundError. */
  async revoke(id: string, actor: Actor): Promise<void> {
    await this.store.transaction(async (manager) => {
      const revoked = await this.store.revoke(id, manager);
      if (revoked === undefined) throw unknownScreen(id);
      await this.notifications.publish('account', id, manager);
      const subject = { kind: 'wall-screen', id };
      const data = { name: revoked.name };
      await this.audit.record({ actor, action: 'wall-screen.revoke', subject, data }, manager);
    });
  }
}

function wrongCode(): UnauthenticatedError {
  return new UnauthenticatedError({
    fr: 'ce code est inconnu, déjà utilisé ou trop ancien ; demandez-en un autre à un administrateur',
    en: 'this code is unknown, already used or too old; ask an administrator for another one',
  });
}

function unknownScreen(id: string): NotFoundError {
  return new NotFoundError({ fr: 'cet écran est inconnu', en: 'this screen is unknown' }, { data: { id } });
}
