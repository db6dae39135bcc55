import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '../../platform/account/index.js';
import { NotFoundError, readable, type Sha256 } from '../../platform/core/index.js';
import { inTransaction } from '../../platform/database/index.js';
import { Payloads } from '../master/index.js';
import type { AuthorityUpdateRow } from './authority-update.entity.js';
import { AuthorityUpdateStore } from './authority-update.store.js';
import { readUpdate } from './update/read-update.js';

/** The signed updates of Secure Boot's variables that PCs may get. Nothing is downloaded: they are imported as files. */
@Injectable()
export class AuthorityUpdates {
  constructor(
    private readonly store: AuthorityUpdateStore,
    private readonly payloads: Payloads,
    private readonly audit: Audit,
  ) {}

  list(): Promise<AuthorityUpdateRow[]> {
    return this.store.all();
  }

  /** Those whose file is there to be given to a PC. */
  async available(): Promise<AuthorityUpdateRow[]> {
    const rows = await this.store.all();
    const there = await Promise.all(rows.map(({ sha256 }) => this.payloads.has(sha256)));
    return rows.filter((_, index) => there[index]);
  }

  /** Stores a file and what it was measured to be. Throws InputError for any other file; then nothing is kept. */
  async import(
    data: Buffer,
    name: string,
    actor: Actor,
  ): Promise<{ row: AuthorityUpdateRow; isNew: boolean }> {
    const { variable, time, signers, adds } = readUpdate(data);
    const sha256: Sha256 = createHash('sha256').update(data).digest('hex');
    await this.payloads.write(Readable.from([data]), { sha256 });
    const own = { sha256, variable, name: readable(name), bytes: data.length, signedTime: time };
    const isNew = await inTransaction(this.store.database, async (manager) => {
      const isAdded = await this.store.insert(manager, { ...own, signers, adds, createdBy: actor.name });
      if (isAdded) {
        const subject = { kind: 'authority-update', id: sha256 };
        const added = adds.certificates.map(({ subject: authority }) => authority);
        const data = { variable, name: own.name, certificates: added, digests: adds.digests };
        await this.audit.record({ actor, action: 'firmware.import', subject, data }, manager);
      }
      return isAdded;
    });
    return { row: (await this.store.find(sha256)) ?? missing(sha256), isNew };
  }

  /** No PC gets it any more; its file stays among the payloads. Throws NotFoundError. */
  async remove(sha256: string, actor: Actor): Promise<void> {
    await inTransaction(this.store.database, async (manager) => {
      if (!(await this.store.delete(manager, sha256))) missing(sha256);
      const subject = { kind: 'authority-update', id: sha256 };
      await this.audit.record({ actor, action: 'firmware.remove', subject }, manager);
    });
  }
}

function missing(sha256: string): never {
  throw new NotFoundError({
    fr: `aucune mise à jour d’autorités ${sha256}`,
    en: `no update of authorities ${sha256}`,
  });
}
