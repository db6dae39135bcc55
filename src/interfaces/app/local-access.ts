import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts, ApiTokens, LocalToken } from '../../platform/account/index.js';
import type { Config } from '../../platform/config/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { writeWholeFile } from '../../platform/files/index.js';

/** The name of the permanent tokens that earlier releases left in the data directory. */
const LASTING = 'etabli command';

/**
 * Access for the `etabli` command on this machine: a token in the data directory, readable only by the account
 * that Établi runs under, and replaced at each start.
 */
@Injectable()
export class LocalAccess {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly tokens: ApiTokens,
    private readonly localToken: LocalToken,
  ) {}

  /** Creates the first administrator if there is none, and a new token. @returns that administrator, if created */
  async prepare(): Promise<{ name: string; password: string } | undefined> {
    const first = await this.accounts.ensureFirstAdministrator();
    await this.renew();
    return first;
  }

  /** The account is named after the host, because several servers may share one database. */
  private async renew(): Promise<void> {
    const file = join(this.config.dataDir, 'local-token');
    const name = `local-${hostname()}`.toLowerCase().slice(0, 60);
    const known = await this.accounts.findByName(name);
    if (known?.disabledAt) return rm(file, { force: true }); // an administrator decided so
    const account =
      known ??
      (await this.accounts.create({
        name,
        displayName: name,
        role: 'administrator',
        password: randomBytes(32).toString('base64url'),
      }));
    await this.tokens.revokeNamed(account.id, LASTING);
    await writeWholeFile(file, `${this.localToken.renew(account.id)}\n`, { mode: 0o600 });
  }
}
