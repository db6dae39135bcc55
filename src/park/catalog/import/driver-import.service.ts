import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor, Audit } from '../../../platform/account/index.js';
import { type Config, handOver } from '../../../platform/config/index.js';
import { describe, InputError, readable, readableJson, type Sha256 } from '../../../platform/core/index.js';
import { CONFIG } from '../../../platform/database/index.js';
import { DocumentThreads, threadFile } from '../../../platform/threads/index.js';
import { Payloads, type StoredPayload } from '../../master/index.js';
import type { DriverImportDto } from '../driver.schema.js';
import { DriverStore } from '../driver.store.js';
import { type FolderFiles, pathsOf, listFiles } from './pack-folder.js';
import type { PackageReading, ReadPackage } from './read-package.js';
import type * as work from './read-packages.thread.js';
import { VendorPacks } from '../vendor/vendor-packs.service.js';
import { unpack } from './unpack.js';

const thread = threadFile<typeof work>(new URL('./read-packages.thread.js', import.meta.url));
const OWNER = 'driver-import';
const INF_FILES = /\.inf$/i;
/** What an interrupted import left behind is removed after this time; none takes a day. */
const ABANDONED_MS = 24 * 60 * 60_000;
/** INFs in one order to a thread. */
const BATCH = 16;

/** Imports driver packages: INF by INF, each whole or not at all. */
@Injectable()
export class DriverImport {
  private readonly dataDir: string;
  private readonly folder: string;

  constructor(
    @Inject(CONFIG) { dataDir }: Pick<Config, 'dataDir'>,
    private readonly store: DriverStore,
    private readonly payloads: Payloads,
    private readonly threads: DocumentThreads,
    private readonly packs: VendorPacks,
    private readonly audit: Audit,
  ) {
    this.dataDir = dataDir;
    this.folder = join(dataDir, 'unpacked-drivers');
  }

  /** Imports a folder or an archive of this machine. Throws InputError when it is neither. */
  async import(path: string, name: string, actor: Actor): Promise<DriverImportDto> {
    return (await stat(path)).isDirectory()
      ? this.importFolder(path, name, actor)
      : this.importArchive(path, name, actor);
  }

  /** A new folder for the files of one import; the caller removes it. */
  async newFolder(): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await handOver(this.folder, this.dataDir);
    for (const name of await readdir(this.folder)) {
      const found = await stat(join(this.folder, name)).catch(() => undefined);
      const isAbandoned = found !== undefined && Date.now() - found.mtimeMs > ABANDONED_MS;
      if (isAbandoned) await rm(join(this.folder, name), { recursive: true, force: true });
    }
    return mkdtemp(join(this.folder, 'pack-'));
  }

  private async importArchive(file: string, name: string, actor: Actor): Promise<DriverImportDto> {
    const folder = await this.newFolder();
    try {
      await this.payloads.incoming();
      await this.payloads.mustHaveRoom();
      await this.packs.verify(file, name);
      await unpack(file, folder, name);
      return await this.importFolder(folder, name, actor);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async importFolder(root: string, name: string, actor: Actor): Promise<DriverImportDto> {
    const files = await listFiles(root);
    const paths = pathsOf(files, INF_FILES);
    if (paths.length === 0) throw noInf(name);
    await this.payloads.incoming();
    // Before the first package: what is interrupted must be known too.
    await this.record('driver.import-begun', name, { found: paths.length }, actor);
    const result: DriverImportDto = { packages: [], refused: [] };
    const stored = new Map<string, StoredPayload>();
    for (let from = 0; from < paths.length; from += BATCH) {
      for (const reading of await this.read(root, paths.slice(from, from + BATCH), files)) {
        if (reading.package === undefined) {
          result.refused.push({ path: readable(reading.path), reason: readableJson(reading.refused) });
        } else result.packages.push(await this.add(root, reading.path, reading.package, stored));
      }
    }
    await this.record('driver.import', name, countsOf(result), actor);
    return result;
  }

  /** Reads INFs in a thread; when one of several exceeds its limits, each is read alone. */
  private async read(root: string, paths: string[], files: FolderFiles): Promise<PackageReading[]> {
    try {
      return await thread('read')(this.threads.of(OWNER), root, paths, files);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const [only] = paths;
      if (paths.length === 1 && only !== undefined) return [{ path: only, refused: describe(error).text }];
    }
    const readings: PackageReading[] = [];
    for (const path of paths) readings.push(...(await this.read(root, [path], files)));
    return readings;
  }

  /** Stores the files, then the package: what is interrupted before leaves no row. */
  private async add(root: string, path: string, found: ReadPackage, stored: Map<string, StoredPayload>) {
    const files: { path: string; sha256: Sha256; bytes: number }[] = [];
    for (const file of found.files) {
      const payload = stored.get(file.source) ?? (await this.keep(join(root, file.source)));
      stored.set(file.source, payload);
      files.push({ path: readable(file.path), ...payload });
    }
    const { name, version, architectures, ids, signature: signed, facts } = readableJson(found);
    const row = {
      id: randomUUID(),
      digest: digestOf(files),
      inf: name,
      ...{ provider: version.provider, class: version.class, classGuid: version.classGuid },
      ...{ date: version.date, version: version.version, architectures },
      ...{ signature: signed.state, signatureReason: signed.reason, facts },
    };
    const { id, isNew } = await this.store.insert({ row, files, ids });
    const { provider, class: className, version: number, signature } = row;
    const { missing, findings } = facts;
    const shown = { provider, class: className, version: number, signature, missing, findings };
    return { id, isNew, path: readable(path), inf: name, ...shown };
  }

  private keep(path: string): Promise<StoredPayload> {
    return this.payloads.write(createReadStream(path, { highWaterMark: 1 << 20 }));
  }

  private async record(action: string, name: string, data: Record<string, number>, actor: Actor) {
    const subject = { kind: 'driver-pack', id: name.slice(0, 200) };
    await this.audit.record({ actor, action, subject, data });
  }
}

function countsOf({ packages, refused }: DriverImportDto): Record<string, number> {
  return {
    added: packages.filter(({ isNew }) => isNew).length,
    known: packages.filter(({ isNew }) => !isNew).length,
    refused: refused.length,
  };
}

/** The same files under the same names are the same package, wherever they come from. */
function digestOf(files: readonly { path: string; sha256: Sha256 }[]): Sha256 {
  const lines = files.map(({ path, sha256 }) => `${path.toLowerCase()}\0${sha256}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

function noInf(name: string): InputError {
  return new InputError({ fr: `aucun fichier .inf dans ${name}`, en: `no .inf file in ${name}` }, [
    {
      field: name,
      found: null,
      expected: { fr: 'un dossier de pilotes Windows', en: 'a folder of Windows drivers' },
    },
  ]);
}
