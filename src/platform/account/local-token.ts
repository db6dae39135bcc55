import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Account } from './account.entity.js';
import { AccountStore } from './account.store.js';
import { isSentFromHere } from './peer.js';
import { randomToken, sameText, tokenHash } from './token-hash.js';

const PREFIX = 'etabli_local_';

/**
 * The token of the etabli command on this machine. It lives as long as this process, which keeps its digest in
 * memory alone, and is good on this machine alone: a copy of the file that holds it opens nothing.
 */
@Injectable()
export class LocalToken {
  private current?: { hash: string; accountId: string };

  constructor(private readonly accounts: AccountStore) {}

  /** A new token, which acts as this account; the one before it is good no more. */
  renew(accountId: string): string {
    const token = `${PREFIX}${randomToken()}`;
    this.current = { hash: tokenHash(token), accountId };
    return token;
  }

  /** Whether the text has the form of such a token, of this process or of another. */
  isOne(token: string): boolean {
    return token.startsWith(PREFIX);
  }

  /** The enabled account of the token, when the caller is on this machine; undefined otherwise. */
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
