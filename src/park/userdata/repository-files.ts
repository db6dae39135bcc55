import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { type Config, handOver } from '../../platform/config/index.js';
import { ConflictError, NotFoundError, OperatorError, PermanentError } from '../../platform/core/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { isDiskFull, syncPath } from '../../platform/files/index.js';

/** The folders of a restic repository, beside its file `config`. https://restic.readthedocs.io, “REST Backend”. */
export const BLOB_KINDS = ['data', 'keys', 'locks', 'snapshots', 'index'] as const;
export type BlobKind = (typeof BLOB_KINDS)[number];

/** Free space that a backup must leave for the database on the same disk. */
export const RESERVE_BYTES = 512 << 20;
const INCOMING = '.incoming';
const REMOVED = '.removed-';
/** So often that all uploads of one address together leave most of the reserve. */
const ROOM_CHECK_BYTES = 256 << 10;
const MACHINE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BLOB = /^[0-9a-f]{64}$/;

/** Names a file of a repository: its `config`, or a blob of one kind by its SHA-256. */
export type RepositoryFile = { kind: 'config' } | { kind: BlobKind; name: string };

/**
 * The files of restic repositories, below `user-data` in the data directory, in the layout that restic itself uses:
 * the command on the server opens the same folder. A blob is named by the SHA-256 of its bytes, which is checked
 * before it takes its name; a file that has its name is never written again.
 */
@Injectable()
export class RepositoryFiles {
  readonly folder: string;
  private readonly dataDir: string;

  constructor(@Inject(CONFIG) { dataDir }: Pick<Config, 'dataDir'>) {
    this.dataDir = dataDir;
    this.folder = join(dataDir, 'user-data');
  }

  /** The folder of a machine's repository. Throws NotFoundError for what is no id of a machine. */
  of(machineId: string): string {
    if (!MACHINE.test(machineId)) throw missing(machineId);
    return join(this.folder, machineId);
  }

  /**
   * Makes the folders of an empty repository. Does nothing to one that has its `config`. Keys without a `config` are
   * those of a creation that was cut: restic would try them first, and they open nothing.
   */
  async create(machineId: string): Promise<void> {
    const folder = this.of(machineId);
    if (!(await exists(join(folder, 'config'))))
      await rm(join(folder, 'keys'), { recursive: true, force: true });
    const below = [...BLOB_KINDS.map((kind) => join(folder, kind)), join(folder, INCOMING)];
    for (const made of [this.folder, folder, ...below]) {
      await mkdir(made, { recursive: true, mode: 0o700 });
      await handOver(made, this.dataDir);
    }
    await syncPath(folder);
  }

  /** The path below the folder of all repositories. Throws NotFoundError for a name that restic does not use. */
  path(machineId: string, file: RepositoryFile): string {
    this.of(machineId);
    if (file.kind === 'config') return join(machineId, 'config');
    if (!BLOB_KINDS.includes(file.kind) || !BLOB.test(file.name)) throw missing(file.name);
    const inner = file.kind === 'data' ? join('data', file.name.slice(0, 2)) : file.kind;
    return join(machineId, inner, file.name);
  }

  /** Its length. Throws NotFoundError. */
  async bytes(machineId: string, file: RepositoryFile): Promise<number> {
    const path = this.path(machineId, file);
    const found = await stat(join(this.folder, path)).catch(() => undefined);
    if (found === undefined) throw missing(path);
    return found.size;
  }

  async list(machineId: string, kind: BlobKind): Promise<{ name: string; size: number }[]> {
    if (!BLOB_KINDS.includes(kind)) throw missing(kind);
    const folder = join(this.of(machineId), kind);
    const folders = kind === 'data' ? (await namesIn(folder)).map((name) => join(folder, name)) : [folder];
    const found: { name: string; size: number }[] = [];
    for (const one of folders) {
      for (const name of (await namesIn(one)).filter((each) => BLOB.test(each))) {
        const file = await stat(join(one, name)).catch(() => undefined);
        if (file !== undefined) found.push({ name, size: file.size });
      }
    }
    return found;
  }

  /**
   * Stores a file atomically. One that is there is never replaced: a blob is taken for sent again after an answer that
   * was lost, a second `config` is a ConflictError. Throws PermanentError for bytes that are not those of its name,
   * ServerFullError when the disk is full; then nothing is kept.
   */
  async write(machineId: string, file: RepositoryFile, source: Readable): Promise<void> {
    const target = join(this.folder, this.path(machineId, file));
    const draft = join(this.of(machineId), INCOMING, randomUUID());
    try {
      const sha256 = await this.store(source, draft);
      if (file.kind !== 'config' && sha256 !== file.name) throw otherBytes(file.name, sha256);
      await this.place(draft, target, file.kind !== 'config');
    } catch (error) {
      throw isDiskFull(error) ? diskFull(this.folder, error) : error;
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** Removes a lock: the only thing that a PC may remove. Throws NotFoundError. */
  async removeLock(machineId: string, name: string): Promise<void> {
    const path = join(this.folder, this.path(machineId, { kind: 'locks', name }));
    await rm(path).catch(() => {
      throw missing(name);
    });
  }

  /** Whether the machine has a repository that restic can open. */
  isThere(machineId: string): Promise<boolean> {
    return exists(join(this.of(machineId), 'config'));
  }

  /** The machines that have a folder here. */
  async machines(): Promise<string[]> {
    return (await namesIn(this.folder)).filter((name) => MACHINE.test(name));
  }

  /** Removes the whole repository, if there is one; nobody finds half of one. */
  async remove(machineId: string): Promise<void> {
    const away = join(this.folder, `${REMOVED}${randomUUID()}`);
    await rename(this.of(machineId), away).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rm(away, { recursive: true, force: true });
  }

  /** Removes what work that was killed has left: uploads that have not grown since then, repositories half removed. */
  async removeLeftovers(before: Date): Promise<void> {
    for (const name of await namesIn(this.folder)) {
      const path = join(this.folder, name);
      if (name.startsWith(REMOVED)) await rm(path, { recursive: true, force: true });
      if (!MACHINE.test(name)) continue;
      for (const draft of await namesIn(join(path, INCOMING))) {
        const file = await stat(join(path, INCOMING, draft)).catch(() => undefined);
        if (file !== undefined && file.mtime < before) await rm(join(path, INCOMING, draft), { force: true });
      }
    }
  }

  /** What a backup may take: the free space, without the reserve. */
  async room(): Promise<number> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await handOver(this.folder, this.dataDir);
    const { bavail, bsize } = await statfs(this.folder);
    return Math.max(0, bavail * bsize - RESERVE_BYTES);
  }

  /** What the repository of a machine takes on the disk. */
  async used(machineId: string): Promise<number> {
    const lists = await Promise.all(BLOB_KINDS.map((kind) => this.list(machineId, kind)));
    return lists.flat().reduce((sum, { size }) => sum + size, 0);
  }

  private async store(source: Readable, draft: string): Promise<string> {
    const hash = createHash('sha256');
    const file = await open(draft, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? missing(draft) : error;
    });
    try {
      let unchecked = ROOM_CHECK_BYTES;
      for await (const chunk of source) {
        unchecked += (chunk as Buffer).length;
        if (unchecked >= ROOM_CHECK_BYTES) {
          if ((await this.room()) === 0) throw diskFull(this.folder);
          unchecked = 0;
        }
        hash.update(chunk as Buffer);
        await file.appendFile(chunk as Buffer);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return hash.digest('hex');
  }

  /** A link, not a renaming: it fails where a file is, also when two arrive at once. */
  private async place(draft: string, target: string, isBlob: boolean): Promise<void> {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    for (const made of [dirname(target), draft]) await handOver(made, this.dataDir);
    await link(draft, target).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      const [sent, there] = await Promise.all([stat(draft), stat(target)]);
      if (!isBlob || sent.size !== there.size) throw standsAlready();
    });
    await syncPath(dirname(target));
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

function missing(name: string): NotFoundError {
  return new NotFoundError({
    fr: `le dépôt de données n’a pas de fichier « ${name} »`,
    en: `the data repository has no file "${name}"`,
  });
}

function standsAlready(): ConflictError {
  return new ConflictError({
    fr: 'ce fichier du dépôt existe déjà : rien n’y est jamais remplacé',
    en: 'this file of the repository exists already: nothing in it is ever replaced',
  });
}

function otherBytes(expected: string, found: string): PermanentError {
  return new PermanentError({
    fr: `le fichier envoyé n’est pas celui de son nom : ${found} au lieu de ${expected}`,
    en: `the file that was sent is not that of its name: ${found} instead of ${expected}`,
  });
}

/** HTTP 507, which the agent knows: repeating does not help before somebody has made room. */
export class ServerFullError extends OperatorError {
  readonly statusCode = 507;
}

function diskFull(folder: string, cause?: unknown): ServerFullError {
  return new ServerFullError(
    {
      fr: `le disque du serveur est plein, les données n’y tiennent pas (${folder})`,
      en: `the disk of the server is full, the data does not fit (${folder})`,
    },
    {
      cause,
      remedy: {
        fr: 'Faites de la place (etabli userdata list, etabli userdata remove), puis reprenez le déploiement. Rien n’a été effacé sur le PC.',
        en: 'Make room (etabli userdata list, etabli userdata remove), then retry the deployment. Nothing was erased on the PC.',
      },
    },
  );
}
