import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts, ApiTokens, LocalToken } from '../../platform/account/index.js';
import type { Config } from '../../platform/config/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { writeWholeFile } from '../../platform/files/index.js';

/** The name of the lasting tokens that earlier releases left in the data directory. */
const LASTING = 'etabli command';

/**
 * The access of this machine's own administrator, so that the etabli command works at once: a token in the
 * data directory, readable by the account that Établi runs under, new at each start.
 */
@Injectable()
export class LocalAccess {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly tokens: ApiTokens,
    private readonly localToken: LocalToken,
  ) {}

  /** Makes sure of an administrator and of the token. @returns the first administrator, when made now. */
  async prepare(): Promise<{ name: string; password: string } | undefined> {
    const first = await this.accounts.ensureFirstAdministrator();
    await this.renew();
    return first;
  }

  /** A name of its own for each machine: several servers may share one database. */
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
