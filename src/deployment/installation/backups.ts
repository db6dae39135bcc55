import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor, Audit } from '../../platform/account/index.js';
import { type BackupNote, lastBackup, makeBackup, noteBackup } from '../../platform/backup/index.js';
import { type Config, logger } from '../../platform/config/index.js';
import { ConflictError, describe, NotFoundError, type Bilingual } from '../../platform/core/index.js';
import { CONFIG, DATABASE_URL } from '../../platform/database/index.js';

const log = logger('installation');
/** Older ones are removed after a new one is whole. */
const KEPT = 3;
const NAME = /^etabli-\d{4}-\d{2}-\d{2}T\d{6}\.\d{3}Z\.backup$/;

export interface BackupFile {
  name: string;
  at: Date;
  bytes: number;
}

export interface BackupsState {
  /** Of this installation, made here or by the command; undefined when none was noted. */
  last?: BackupNote;
  /** Made on this page, the newest first. */
  files: BackupFile[];
  runningSince?: Date;
  failure?: { at: Date; cause: Bilingual };
}

/** Backups made by the server into its data directory, without payloads; one at a time. */
@Injectable()
export class Backups {
  private runningSince?: Date;
  private failure?: { at: Date; cause: Bilingual };

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
    private readonly audit: Audit,
  ) {}

  async state(): Promise<BackupsState> {
    const last = await lastBackup(this.config.dataDir);
    return {
      ...(last && { last }),
      files: await this.files(),
      ...(this.runningSince && { runningSince: this.runningSince }),
      ...(this.failure && { failure: this.failure }),
    };
  }

  /** Begins one and does not wait for its end. Rejects with ConflictError while one is made. */
  async begin(actor: Actor, version: string): Promise<void> {
    if (this.runningSince) throw running();
    this.runningSince = new Date();
    this.failure = undefined;
    const name = `etabli-${this.runningSince.toISOString().replaceAll(':', '')}.backup`;
    const subject = { kind: 'backup', id: name };
    await this.audit.record({ actor, action: 'backup.begin', subject }).catch((error: unknown) => {
      this.runningSince = undefined;
      throw error;
    });
    void this.make(name, version)
      .catch((error: unknown) => {
        log.error({ err: error }, 'the backup failed');
        this.failure = { at: new Date(), cause: describe(error).text };
      })
      .finally(() => (this.runningSince = undefined));
  }

  /** The path of one of the files. Rejects with NotFoundError. */
  async path(name: string): Promise<string> {
    const known = (await this.files()).find((file) => file.name === name);
    if (known) return join(this.folder, known.name);
    throw new NotFoundError({ fr: `aucune sauvegarde ${name}`, en: `no backup ${name}` });
  }

  private get folder(): string {
    return join(this.config.dataDir, 'backups');
  }

  private async make(name: string, version: string): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, name);
    const config = { ...this.config, databaseUrl: this.databaseUrl };
    const options = { path, version, payloads: false, force: false, onProgress: () => undefined };
    await makeBackup(config, options);
    const { size } = await stat(path);
    await noteBackup(this.config.dataDir, {
      at: new Date().toISOString(),
      file: path,
      bytes: size,
      payloads: false,
    });
    for (const old of (await this.files()).slice(KEPT))
      await rm(join(this.folder, old.name), { force: true });
  }

  private async files(): Promise<BackupFile[]> {
    const names = (await readdir(this.folder).catch(() => [])).filter((name) => NAME.test(name));
    const found = await Promise.all(
      names.map(async (name) => {
        // An old one may be removed meanwhile.
        const state = await stat(join(this.folder, name)).catch(() => undefined);
        return state === undefined ? [] : [{ name, at: state.mtime, bytes: state.size }];
      }),
    );
    return found.flat().sort((a, b) => (a.name < b.name ? 1 : -1));
  }
}

function running(): ConflictError {
  return new ConflictError({
    fr: 'une sauvegarde est déjà en cours',
    en: 'a backup is already being made',
  });
}
