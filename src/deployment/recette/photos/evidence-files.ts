import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../../platform/config/index.js';
import { NotFoundError } from '../../../platform/core/index.js';
import { CONFIG } from '../../../platform/database/index.js';
import { writeWholeFile } from '../../../platform/files/index.js';

const DIGEST = /^[0-9a-f]{64}$/;

/** The pictures of recettes: photos and drawn signatures, each under its SHA-256 in `evidence` of the data directory. */
@Injectable()
export class EvidenceFiles {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'dataDir'>) {}

  /** Keeps the bytes; the same ones are kept once. @returns their SHA-256 */
  async keep(bytes: Buffer): Promise<string> {
    const digest = createHash('sha256').update(bytes).digest('hex');
    await mkdir(this.path('.'), { recursive: true, mode: 0o700 }); // they may show people
    if (!existsSync(this.path(digest))) await writeWholeFile(this.path(digest), bytes, { mode: 0o600 });
    return digest;
  }

  /** Rejects with NotFoundError, also when the file is not what it was. */
  async read(digest: string): Promise<Buffer> {
    const bytes = DIGEST.test(digest) ? await readFile(this.path(digest)).catch(noneIfAbsent) : undefined;
    if (bytes === undefined || createHash('sha256').update(bytes).digest('hex') !== digest)
      throw new NotFoundError({ fr: 'cette image n’existe pas', en: 'there is no such picture' });
    return bytes;
  }

  async remove(digest: string): Promise<void> {
    if (DIGEST.test(digest)) await rm(this.path(digest), { force: true });
  }

  private path(name: string): string {
    return join(this.config.dataDir, 'evidence', name);
  }
}

function noneIfAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
