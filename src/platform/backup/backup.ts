import { existsSync } from 'node:fs';
import { type FileHandle, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Config } from '../config/index.js';
import type { Progress } from '../core/index.js';
import { clusterPaths, type CopiedTable, DatabaseServer, DatabaseSnapshot } from '../database/index.js';
import { readKeyFile } from '../vault/index.js';
import {
  CERTIFICATES,
  EVIDENCE,
  FORMAT,
  HEAD,
  type Head,
  isEntryName,
  keyMark,
  partName,
  PAYLOADS,
  SEQUENCES,
} from './archive-format.js';
import { ArchiveWriter } from './archive-writer.js';
import { nothingToKeep } from './backup-errors.js';

/** Rows are buffered in memory up to this size before they are compressed and written. */
const PART_BYTES = 8 << 20;
const compress = promisify(gzip);

export type BackupConfig = Pick<Config, 'dataDir' | 'databaseUrl' | 'keyFile'>;

export interface BackupOptions {
  path: string;
  version: string;
  payloads: boolean;
  /** Replaces an existing file. */
  force: boolean;
  onProgress: (progress: Progress) => void;
  /** Runs before the archive gets its final name; when it throws, no archive is left. */
  beforeNaming?: () => Promise<void>;
}

export interface BackupDone {
  tables: number;
  files: number;
  bytes: number;
}

/**
 * Writes a backup: a consistent snapshot of the database, certificates and payloads. Server and worker may run
 * meanwhile. The key file is not included.
 */
export async function makeBackup(config: BackupConfig, options: BackupOptions): Promise<BackupDone> {
  if (!config.databaseUrl && !existsSync(clusterPaths(config.dataDir).directory))
    throw nothingToKeep(config.dataDir);
  const database = await DatabaseServer.open(config);
  try {
    const snapshot = await DatabaseSnapshot.open(database.url);
    try {
      return await writeArchive(config, snapshot, options);
    } finally {
      await snapshot.close();
    }
  } finally {
    await database.leave();
  }
}

async function writeArchive(
  config: BackupConfig,
  snapshot: DatabaseSnapshot,
  options: BackupOptions,
): Promise<BackupDone> {
  const migrations = await snapshot.migrations();
  if (migrations.length === 0) throw nothingToKeep(config.dataDir);
  const tables = await snapshot.tables();
  const head: Head = {
    format: FORMAT,
    createdAt: new Date().toISOString(),
    version: options.version,
    migrations: migrations.map(({ name, sha256 }) => ({ name, sha256 })),
    tables: tables.map(({ name, columns }) => ({ name, columns })),
    keyMark: await ownKeyMark(config.keyFile),
    payloads: options.payloads,
  };
  const archive = await ArchiveWriter.open(options.path);
  try {
    await archive.add(HEAD, Buffer.from(JSON.stringify(head)));
    const done = await fill(archive, snapshot, tables, config.dataDir, options);
    await options.beforeNaming?.();
    await archive.finish(options.force);
    return done;
  } catch (error) {
    await archive.abandon();
    throw error;
  }
}

async function ownKeyMark(keyFile: string): Promise<string | null> {
  const key = await readKeyFile(keyFile);
  return key ? keyMark(key) : null;
}

async function fill(
  archive: ArchiveWriter,
  snapshot: DatabaseSnapshot,
  tables: CopiedTable[],
  dataDir: string,
  { payloads, onProgress }: BackupOptions,
): Promise<BackupDone> {
  // Listed after the snapshot begins: the files of its rows exist and never change. Only a photo may be taken back
  // meanwhile: its bytes are gone on purpose.
  const files = await filesOf(dataDir, [CERTIFICATES, EVIDENCE, ...(payloads ? [PAYLOADS] : [])]);
  const total = [...tables, ...files].reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const more = (bytes: number) => {
    done = Math.min(done + bytes, total);
    onProgress({ done, total, unit: 'bytes' });
  };
  for (const table of tables) {
    await addRows(archive, snapshot, table);
    more(table.bytes);
  }
  await archive.add(SEQUENCES, Buffer.from(JSON.stringify(await snapshot.sequences())));
  for (const { name } of files) await addFile(archive, dataDir, name, more);
  return { tables: tables.length, files: files.length, bytes: total };
}

async function addRows(
  archive: ArchiveWriter,
  snapshot: DatabaseSnapshot,
  table: CopiedTable,
): Promise<void> {
  let gathered: Buffer[] = [];
  let bytes = 0;
  let part = 0;
  const write = async () => {
    part += 1;
    await archive.add(partName(table.name, part), await compress(Buffer.concat(gathered), { level: 1 }));
    gathered = [];
    bytes = 0;
  };
  for await (const chunk of snapshot.rows(table)) {
    gathered.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes >= PART_BYTES) await write();
  }
  if (bytes > 0) await write();
}

async function addFile(
  archive: ArchiveWriter,
  dataDir: string,
  name: string,
  more: (bytes: number) => void,
): Promise<void> {
  const handle = await openUnlessTakenBack(dataDir, name);
  if (handle === undefined) return;
  try {
    const { size } = await handle.stat();
    const source = handle.createReadStream({ highWaterMark: 1 << 20, autoClose: false });
    source.on('data', (chunk) => more(chunk.length));
    await archive.addStream(name, size, source);
  } finally {
    await handle.close();
  }
}

/** The complete files of these folders; the names of incomplete files have another form. */
async function filesOf(dataDir: string, folders: string[]): Promise<{ name: string; bytes: number }[]> {
  const found: { name: string; bytes: number }[] = [];
  for (const folder of folders) {
    const entries = await readdir(join(dataDir, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = `${folder}/${entry.name}`;
      if (!entry.isFile() || !isEntryName(name) || name.endsWith('.part')) continue;
      const handle = await openUnlessTakenBack(dataDir, name);
      if (handle === undefined) continue;
      found.push({ name, bytes: (await handle.stat().finally(() => handle.close())).size });
    }
  }
  return found;
}

/** Undefined for a photo that a technician took back since it was listed. */
async function openUnlessTakenBack(dataDir: string, name: string): Promise<FileHandle | undefined> {
  return open(join(dataDir, name), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && name.startsWith(`${EVIDENCE}/`)) return undefined;
    throw error;
  });
}

/** The content of the key file, to be stored apart from the archive. Undefined when there is none. */
export async function keyFileContent(keyFile: string): Promise<Buffer | undefined> {
  return (await readKeyFile(keyFile)) ? readFile(keyFile) : undefined;
}
