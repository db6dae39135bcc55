import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { RepositoryFiles } from './repository-files.js';
import { UserData } from './user-data.service.js';
import { UserDataStore } from './user-data.store.js';

/** Data expires by the day: an hour more or less does not matter. */
const INTERVAL_MS = 60 * 60_000;

/** An upload that has not grown for so long is over: its connection was cut long before. */
const UPLOAD_MS = 24 * 60 * 60_000;

const log = logger('user-data');

/** Removes what was kept long enough. Every worker does it; a repository in use is left for the next round. */
@Injectable()
export class UserDataRetention {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly store: UserDataStore,
    private readonly userData: UserData,
    private readonly files: RepositoryFiles,
  ) {}

  start(): void {
    const round = (): void => {
      this.once(new Date())
        .catch((error: unknown) => log.warn({ err: error }, 'the retention of user data failed'))
        .finally(() => {
          if (this.timer !== undefined) this.timer = setTimeout(round, INTERVAL_MS);
        });
    };
    this.timer = setTimeout(round, 0);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** One round. @returns the ids of the snapshots that were removed */
  async once(now: Date): Promise<string[]> {
    const removed: string[] = [];
    for (const snapshot of await this.store.expired(now)) {
      try {
        await this.userData.forget(snapshot, SYSTEM);
        removed.push(snapshot.id);
      } catch (error) {
        log.warn({ err: error, snapshot: snapshot.id }, 'user data was not removed, it is tried again');
      }
    }
    await this.userData.removeOrphans();
    await this.files.removeLeftovers(new Date(now.getTime() - UPLOAD_MS));
    return removed;
  }
}
