import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts, ApiTokens } from '../account/index.js';
import type { Config } from '../config/index.js';
import { CONFIG } from '../database/index.js';

/**
 * The access of this machine's own administrator: an API token in the data directory, readable by the
 * account that Établi runs under. Whoever can read it can read the database as well, so it grants nothing
 * new; it lets the etabli command work at once.
 */
@Injectable()
export class LocalAccess {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly tokens: ApiTokens,
  ) {}

  /** Makes sure of an administrator and of the token. @returns the first administrator, when made now. */
  async prepare(): Promise<{ name: string; password: string } | undefined> {
    const first = await this.accounts.ensureFirstAdministrator();
    if (!(await this.holds())) await this.renew();
    return first;
  }

  private get file(): string {
    return join(this.config.dataDir, 'local-token');
  }

  private async holds(): Promise<boolean> {
    if (!existsSync(this.file)) return false;
    const token = (await readFile(this.file, 'utf8')).trim();
    return (await this.tokens.authenticate(token)) !== undefined;
  }

  /** A name of its own for each machine: several servers may share one database. */
  private async renew(): Promise<void> {
    const name = `local-${hostname()}`.toLowerCase().slice(0, 60);
    const known = await this.accounts.findByName(name);
    if (known?.disabledAt) return; // an administrator decided so
    const account =
      known ??
      (await this.accounts.create({
        name,
        displayName: name,
        role: 'administrator',
        password: randomBytes(32).toString('base64url'),
      }));
    const { token } = await this.tokens.create(account.id, 'etabli command');
    await writeFile(`${this.file}.new`, `${token}\n`, { mode: 0o600 });
    await rename(`${this.file}.new`, this.file);
  }
}
