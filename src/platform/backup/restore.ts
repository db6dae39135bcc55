import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dataOwner } from '../config/index.js';
import { PermanentError, type Progress } from '../core/index.js';
import { DatabaseRestoration, DatabaseServer, migrate, migrationFiles } from '../database/index.js';
import { DIGESTS, type EntryDigest, HEAD, SEQUENCES, sequencesSchema, tableOf } from './archive-format.js';
import {
  type ArchiveEntry,
  checkArchive,
  type CheckedArchive,
  entriesOf,
  parsed,
  readWhole,
} from './archive-reader.js';
import type { BackupConfig } from './backup.js';
import { damaged, inUse, newerRelease, notEmpty, notTheOwner, unreadable } from './backup-errors.js';
import { installKey, mustHaveKey } from './restored-key.js';
import { RestoredRows } from './restored-rows.js';
import { StagedFiles } from './staged-files.js';

export interface RestoreOptions {
  path: string;
  /** Replaces existing data. */
  force: boolean;
  /** A copy of the key file of the archive. */
  keyFileFrom?: string;
  onProgress: (doing: 'check' | 'restore', progress: Progress) => void;
}

export interface RestoreDone {
  createdAt: string;
  tables: number;
  files: number;
  /** The migrations that were applied after the restore. */
  migrated: string[];
}

/**
 * Restores an archive: verifies all of it, then replaces the database in one transaction and adds the files. After an
 * error before the commit nothing has changed. Finally applies the migrations of this release.
 */
export async function restoreBackup(config: BackupConfig, options: RestoreOptions): Promise<RestoreDone> {
  const { path, onProgress } = options;
  if (await dataOwner(config.dataDir)) throw notTheOwner(config.dataDir);
  const size = await sizeOf(path);
  const archive = await checkArchive(
    path,
    counting(size, (progress) => onProgress('check', progress)),
  );
  const migrations = await migrationFiles(archive.head.migrations).catch((cause: unknown) => {
    throw cause instanceof PermanentError ? newerRelease(path, cause) : cause;
  });
  const key = await mustHaveKey(config.keyFile, options.keyFileFrom, archive.head.keyMark);
  const server = await DatabaseServer.open(config);
  try {
    const files = await replace(config.dataDir, server.url, { archive, migrations, size }, options);
    if (key) await installKey(config.keyFile, key);
    const migrated = await migrate(server.url);
    const { createdAt, tables } = archive.head;
    return { createdAt, tables: tables.length, files, migrated };
  } finally {
    await server.leave();
  }
}

interface Checked {
  archive: CheckedArchive;
  migrations: Awaited<ReturnType<typeof migrationFiles>>;
  size: number;
}

async function replace(
  dataDir: string,
  url: string,
  { archive, migrations, size }: Checked,
  { path, force, onProgress }: RestoreOptions,
): Promise<number> {
  const database = await DatabaseRestoration.open(url);
  const staged = new StagedFiles(dataDir);
  try {
    if (!(await database.isAlone())) throw inUse();
    if (!force && !(await database.isEmpty())) throw notEmpty();
    await database.begin(migrations);
    const more = counting(size, (progress) => onProgress('restore', progress));
    await putBack(path, archive, database, staged, more);
    const files = await staged.place();
    await database.commit();
    return files;
  } finally {
    await staged.clear();
    await database.close();
  }
}

/** Restores each entry. Digests are verified again, since the file may have changed. */
async function putBack(
  path: string,
  { head, digests }: CheckedArchive,
  database: DatabaseRestoration,
  staged: StagedFiles,
  more: (bytes: number) => void,
): Promise<void> {
  const rows = new RestoredRows(path, head, database);
  for await (const entry of entriesOf(path)) {
    const table = tableOf(entry.name);
    if (table !== undefined) await rows.write(table, await checked(path, entry, digests));
    else if (entry.name === SEQUENCES) {
      await rows.end();
      const states = parsed(path, SEQUENCES, sequencesSchema, await checked(path, entry, digests));
      for (const state of states) await database.setSequence(state);
    } else if (entry.name !== HEAD && entry.name !== DIGESTS)
      await staged.add(path, entry, digests.get(entry.name));
    more(entry.bytes);
  }
}

async function checked(
  path: string,
  entry: ArchiveEntry,
  digests: Map<string, EntryDigest>,
): Promise<Buffer> {
  const content = await readWhole(path, entry);
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (digests.get(entry.name)?.sha256 !== sha256) throw damaged(path, entry.name);
  return content;
}

function counting(total: number, tell: (progress: Progress) => void): (bytes: number) => void {
  let done = 0;
  return (bytes) => {
    done = Math.min(done + bytes, total);
    tell({ done, total, unit: 'bytes' });
  };
}

async function sizeOf(path: string): Promise<number> {
  const { size } = await stat(path).catch((cause: unknown) => Promise.reject(unreadable(path, cause)));
  return size;
}
