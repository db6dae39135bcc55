import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EntryDigest } from './archive-format.js';
import type { ArchiveEntry } from './archive-reader.js';
import { notWritten, syncPath } from '../files/index.js';
import { damaged } from './backup-errors.js';

/** Writes all files to a temporary folder on the same disk before any of them is moved into the data directory. */
export class StagedFiles {
  private readonly folder: string;
  private readonly names: string[] = [];

  constructor(private readonly dataDir: string) {
    this.folder = join(dataDir, `.restore-${randomBytes(6).toString('hex')}`);
  }

  /** Throws InputError when the content has another digest, or when the disk is full. */
  async add(path: string, { name, content }: ArchiveEntry, promised: EntryDigest | undefined): Promise<void> {
    const hash = createHash('sha256');
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    const file = join(this.folder, name);
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(file, 'wx', 0o600);
      await pipeline(content, counted, handle.createWriteStream({ flush: true }));
    } catch (cause) {
      throw notWritten(join(this.dataDir, name), cause);
    }
    if (hash.digest('hex') !== promised?.sha256) throw damaged(path, name);
    this.names.push(name);
  }

  /** Moves every file to its final place and replaces existing ones. @returns how many */
  async place(): Promise<number> {
    for (const name of this.names) {
      const place = join(this.dataDir, name);
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await rename(join(this.folder, name), place);
    }
    const folders = new Set(this.names.map((name) => dirname(join(this.dataDir, name))));
    for (const folder of folders) await syncPath(folder);
    return this.names.length;
  }

  /** Removes the temporary files. */
  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
