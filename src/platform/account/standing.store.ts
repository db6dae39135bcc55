import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Credential } from './access.js';
import { Account } from './account.entity.js';
import { standingOf } from './standing.js';

const ENDS = {
  session: `SELECT expires_at AS "expiresAt" FROM session WHERE token_hash = $1 AND expires_at > now()`,
  token: `SELECT expires_at AS "expiresAt" FROM api_token
           WHERE token_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
  screen: `SELECT NULL AS "expiresAt" FROM wall_screen WHERE token_hash = $1 AND revoked_at IS NULL`,
};

/** Reads whether an authenticated request would still be accepted. */
@Injectable()
export class StandingStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The state of the account now; undefined when there is none. */
  async ofAccount(id: string): Promise<string | undefined> {
    const account = await this.dataSource.manager.findOneBy(Account, { id });
    return account === null ? undefined : standingOf(account);
  }

  /** When a session or token ends, null for never; undefined when it has ended. */
  async endOf({ kind, hash }: Credential): Promise<Date | null | undefined> {
    const [row] = await this.dataSource.query<{ expiresAt: Date | null }[]>(ENDS[kind], [hash]);
    return row?.expiresAt;
  }
}
