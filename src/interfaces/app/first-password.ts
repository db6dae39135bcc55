import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { concatMap, filter, merge, of, type Subscription } from 'rxjs';
import { Accounts } from '../../platform/account/index.js';
import { type Config, logger } from '../../platform/config/index.js';
import { CONFIG, Notifications } from '../../platform/database/index.js';

const log = logger('app');

/** Removes the file with the first administrator's password (from `etabli up`) once that password was changed. */
@Injectable()
export class FirstPassword implements OnApplicationBootstrap, OnModuleDestroy {
  private following?: Subscription;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly notifications: Notifications,
  ) {}

  onApplicationBootstrap(): void {
    const changes = this.notifications.changes().pipe(filter(({ channel }) => channel === 'account'));
    const looks = merge(of(undefined), changes, this.notifications.gaps());
    this.following = looks.pipe(concatMap(() => this.look())).subscribe();
  }

  onModuleDestroy(): void {
    this.following?.unsubscribe();
  }

  /** Removes the file if its account now has another password. */
  async look(): Promise<void> {
    const file = join(this.config.dataDir, 'first-password');
    try {
      const text = await readFile(file, 'utf8').catch(absent);
      const [, name, password] = /^(\S+) (\S+)\n?$/.exec(text ?? '') ?? [];
      if (name === undefined || password === undefined) return;
      if (await this.accounts.hasPassword(name, password)) return;
      await rm(file, { force: true });
      log.info({ account: name }, 'first password changed, file removed');
    } catch (error) {
      log.warn({ err: error, file }, 'cannot remove the file of the first password');
    }
  }
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
