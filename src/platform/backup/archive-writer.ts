import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import { draftOf, notWritten, placeDraft, syncPath } from '../files/index.js';
import { DIGESTS, type EntryDigest } from './archive-format.js';

/**
 * Writes an archive (tar) atomically: to a temporary file that only its owner can read, renamed when all of it is on
 * the disk.
 */
export class ArchiveWriter {
  private readonly archive = pack();
  private readonly digests: EntryDigest[] = [];
  private readonly written: Promise<void>;

  private constructor(
    private readonly path: string,
    private readonly beside: string,
    file: Writable,
  ) {
    this.written = pipeline(this.archive, file);
    this.written.catch(() => undefined); // the next await rejects with it
  }

  /** Throws InputError when the folder cannot be written to. */
  static async open(given: string): Promise<ArchiveWriter> {
    const path = resolve(given);
    const beside = draftOf(path);
    const handle = await open(beside, 'wx', 0o600).catch((cause: unknown) =>
      Promise.reject(notWritten(path, cause)),
    );
    return new ArchiveWriter(path, beside, handle.createWriteStream({ flush: true }));
  }

  async add(name: string, content: Buffer): Promise<void> {
    await this.addStream(name, content.length, Readable.from([content]));
  }

  async addStream(name: string, bytes: number, source: Readable): Promise<void> {
    const hash = createHash('sha256');
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    const entry = this.archive.entry({ name, size: bytes, mode: 0o600 });
    await this.orBroken(pipeline(source, counted, entry));
    this.digests.push({ name, bytes, sha256: hash.digest('hex') });
  }

  /** Renames the archive to its final name. Throws InputError when that file exists, unless `force`. */
  async finish(force: boolean): Promise<void> {
    await this.add(DIGESTS, Buffer.from(JSON.stringify(this.digests)));
    this.archive.finalize();
    await this.orBroken(this.written);
    await placeDraft(this.beside, this.path, { replace: force }).catch((cause: unknown) =>
      Promise.reject(notWritten(this.path, cause)),
    );
    await syncPath(dirname(this.path));
  }

  /** Removes the temporary file. */
  async abandon(): Promise<void> {
    this.archive.destroy();
    await this.written.catch(() => undefined);
    await rm(this.beside, { force: true });
  }

  /** Rejects when the output fails while `work` waits for it, with the error of the disk as the cause. */
  private async orBroken(work: Promise<unknown>): Promise<void> {
    try {
      await Promise.race([work, this.written.then(() => work)]);
    } catch (error) {
      this.archive.destroy();
      const cause: unknown = await this.written.then(
        () => error,
        (broken: unknown) => broken,
      );
      throw isOfSystem(cause) ? notWritten(this.path, cause) : error;
    }
  }
}

function isOfSystem(error: unknown): boolean {
  return (error as { syscall?: string } | undefined)?.syscall !== undefined;
}
