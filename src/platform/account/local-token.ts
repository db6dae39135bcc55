import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Account } from './account.entity.js';
import { AccountStore } from './account.store.js';
import { isSentFromHere } from './peer.js';
import { randomToken, sameText, tokenHash } from './token-hash.js';

const PREFIX = 'etabli_local_';

/**
 * The token of the etabli command on this machine. It is valid as long as this process, which keeps only its digest,
 * and on this machine only: a copy of its file is useless elsewhere.
 */
@Injectable()
export class LocalToken {
  private current?: { hash: string; accountId: string };

  constructor(private readonly accounts: AccountStore) {}

  /** Creates a token for this account and invalidates the previous one. */
  renew(accountId: string): string {
    const token = `${PREFIX}${randomToken()}`;
    this.current = { hash: tokenHash(token), accountId };
    return token;
  }

  /** Whether the text has the form of a local token. */
  isOne(token: string): boolean {
    return token.startsWith(PREFIX);
  }

  /** The enabled account of the token when the caller is on this machine; undefined otherwise. */
  async authenticate(
    token: string,
    request: Pick<IncomingMessage, 'socket' | 'headers'>,
  ): Promise<Account | undefined> {
    if (!this.current || !isSentFromHere(request)) return undefined;
    if (!sameText(tokenHash(token), this.current.hash)) return undefined;
    const account = await this.accounts.find(this.current.accountId);
    return account && !account.disabledAt ? account : undefined;
  }
}
