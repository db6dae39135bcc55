import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  ConflictError,
  describe,
  InputError,
  NotFoundError,
  type Sha256,
} from '../../platform/core/index.js';
import type { Page } from '../../platform/database/index.js';
import { type Capture, CapturedDisks, diskManifest } from './captured-disks.js';
import { capturedManifest, type ImageCapture, refusedCapture, withBuild } from './captured-image.js';
import { readManifest, recipeFolder } from './manifests.js';
import { type Master, masterOf, type Verification } from './master.js';
import type { MasterRow } from './master.entity.js';
import type { MasterManifest, MasterQuery } from './master.schema.js';
import { MasterStore } from './master.store.js';
import { type NewVersion, rowOf, today } from './new-version.js';
import { Payloads, type StoredPayload } from './payloads.js';
import { buildRootfs, readRootfs } from './rootfs.js';
import { type ImageOrder, manifestOf } from './windows/image-order.js';
import type { Watch } from './windows/prepared-source.js';
import type { Edition } from './windows/wim-xml.js';
import { WindowsImages } from './windows/windows-images.js';

type Kind = MasterManifest['kind'];

/** Manages the masters: they are built, imported or captured, and then immutable. */
@Injectable()
export class Masters {
  constructor(
    private readonly store: MasterStore,
    private readonly payloads: Payloads,
    private readonly disks: CapturedDisks,
    private readonly windows: WindowsImages,
  ) {}

  /**
   * Runs the recipe of masters/<name> and registers its output as version `<manifest's>-<date>`. A payload that is
   * already registered keeps its version. `onLine` gets the output of the recipe.
   */
  async build(name: string, onLine: (line: string) => void = () => undefined): Promise<Master> {
    const folder = await recipeFolder(name);
    const manifest = await readManifest(folder);
    if (manifest.recipe === undefined || manifest.kind !== 'rootfs') throw notBuildable(name);
    const built = await buildRootfs(this.payloads, join(folder, manifest.recipe), onLine);
    return this.registerUnder(manifest, `${manifest.version}-${today()}`, {
      payloadSha256: built.payload.sha256,
      payloadBytes: built.payload.bytes,
      rawBytes: built.rawBytes,
      contentsSha256: built.contents.sha256,
    });
  }

  /**
   * Registers a master from its manifest. Its payload was uploaded, or is read from `file` (for a `wim`, its `edition`). A `disk` master's
   * index was uploaded too: every frame is checked against it, and it is signed. Throws NotFoundError when
   * the payload is missing, PermanentError when it does not match the manifest, ConflictError when the name and
   * version exist with another payload.
   */
  async import(
    manifest: MasterManifest,
    file?: string,
    { edition, watch }: { edition?: string; watch?: Watch } = {},
  ): Promise<Master> {
    const { sha256, bytes } = manifest.payload ?? {};
    if (file === undefined && sha256 === undefined) throw nothingToImport(manifest.name);
    if (file !== undefined && manifest.kind === 'wim')
      return this.importImage(file, { manifest, edition }, watch);
    const stored =
      file === undefined
        ? await this.payloads.verify(sha256 ?? '')
        : await this.writeFile(file, { sha256, bytes });
    return this.register(manifest, await this.measured(manifest, stored));
  }

  /** The images of Windows in an ISO or a WIM. */
  editions(file: string, watch?: Watch): Promise<Edition[]> {
    return this.windows.editions(file, watch);
  }

  /**
   * Stores one image of an ISO, a .wim, an .esd or a split .swm, and registers it. Without a manifest, name and version
   * follow from the image, and an image that is registered already keeps its version. Nothing is kept when it fails.
   */
  async importImage(file: string, order: ImageOrder = {}, watch?: Watch): Promise<Master> {
    const { edition, manifest: given } = order;
    const wanted = {
      edition,
      expected: given?.payload,
      plan: (chosen: Edition) => manifestOf(order, chosen),
    };
    const { planned: manifest, measured } = await this.windows.take(file, wanted, watch);
    const { minimumDiskBytes } = manifest;
    const version = { ...measured, ...(minimumDiskBytes > 0 && { minimumDiskBytes }) };
    return order.version === undefined && given === undefined
      ? this.registerUnder(manifest, `${manifest.version}-${today()}`, version)
      : this.register(manifest, version);
  }

  /** Makes a master of what the environment captured and uploaded. */
  async registerCapture(capture: Capture): Promise<Master> {
    const disk = await this.disks.admit(capture.payloadSha256, capture.indexSha256);
    const manifest = diskManifest(capture, disk);
    return capture.version === undefined
      ? this.registerUnder(manifest, manifest.version, disk)
      : this.register(manifest, disk);
  }

  /**
   * Makes a master of the Windows that the environment captured and uploaded: the same examination as an import. A
   * payload that is registered under this name already keeps its version. Throws PermanentError for a wrong image.
   */
  async registerImage({ name, payloadSha256, build }: ImageCapture, watch?: Watch): Promise<Master> {
    const standing = await this.store.findByPayload(name, payloadSha256);
    if (standing !== null) return masterOf(standing);
    try {
      const stored = await this.payloads.verify(payloadSha256);
      const measured = withBuild(await this.windows.admit(stored, watch), build);
      const manifest = capturedManifest(name, measured);
      return await this.registerUnder(manifest, manifest.version, measured);
    } catch (error) {
      throw refusedCapture(error);
    }
  }

  async list(query: MasterQuery): Promise<Page<Master>> {
    const page = await this.store.page(query);
    return { ...page, items: page.items.map(masterOf) };
  }

  /** The version, by default the one that was registered last. Throws NotFoundError. */
  async find(name: string, version?: string): Promise<Master> {
    return masterOf(
      found(await this.store.find(name, version), version === undefined ? name : `${name} ${version}`),
    );
  }

  async findById(id: string): Promise<Master> {
    return masterOf(found(await this.store.findById(id), id));
  }

  /** Reads every byte of a version again: digests, for a disk every frame and the index's signature. */
  async verify(name: string, version?: string): Promise<Verification> {
    const master = await this.find(name, version);
    const findings: Verification['findings'] = [];
    let checkedBytes = 0;
    const check = async (work: () => Promise<number>) => {
      try {
        checkedBytes += await work();
      } catch (error) {
        findings.push(describe(error).text);
      }
    };
    const { payload, contentsSha256, image } = master;
    for (const sha256 of [payload.sha256, contentsSha256, image?.descriptionSha256]) {
      if (sha256 !== undefined) await check(async () => (await this.payloads.verify(sha256)).bytes);
    }
    if (master.kind === 'disk') await check(() => this.disks.verify(master));
    return { valid: findings.length === 0, findings, checkedBytes };
  }

  private writeFile(file: string, expected: { sha256?: Sha256; bytes?: number }) {
    return this.payloads.write(createReadStream(file, { highWaterMark: 1 << 20 }), expected);
  }

  /** The properties of the payload, by its kind. */
  private measured(manifest: MasterManifest, stored: StoredPayload): Promise<NewVersion> {
    return this.measures[manifest.kind](manifest, stored);
  }

  private readonly measures: Record<
    Kind,
    (manifest: MasterManifest, stored: StoredPayload) => Promise<NewVersion>
  > = {
    rootfs: async (_manifest, { sha256, bytes }) => {
      const { rawBytes, contents } = await readRootfs(this.payloads, sha256);
      return { payloadSha256: sha256, payloadBytes: bytes, rawBytes, contentsSha256: contents.sha256 };
    },
    disk: async ({ index }, { sha256 }) => {
      if (index === undefined) throw withoutIndex();
      return this.disks.admit(sha256, index);
    },
    wim: async ({ minimumDiskBytes }, stored) => ({
      ...(await this.windows.admit(stored)),
      ...(minimumDiskBytes > 0 && { minimumDiskBytes }),
    }),
  };

  /** Registers under the first free version: `base`, `base.2`, `base.3`… The same payload keeps its version. */
  private async registerUnder(manifest: MasterManifest, base: string, version: NewVersion): Promise<Master> {
    const same = await this.store.findByPayload(manifest.name, version.payloadSha256);
    if (same !== null) return masterOf(same);
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? base : `${base}.${count}`;
      const row = rowOf({ ...manifest, version: name }, version);
      if (await this.store.insert(row)) return this.findById(row.id);
    }
  }

  private async register(manifest: MasterManifest, version: NewVersion): Promise<Master> {
    const row = rowOf(manifest, version);
    if (await this.store.insert(row)) return this.findById(row.id);
    const standing = await this.find(manifest.name, manifest.version);
    if (standing.payload.sha256 === version.payloadSha256) return standing;
    throw new ConflictError(
      {
        fr: `${manifest.name} ${manifest.version} existe déjà, avec une autre charge utile`,
        en: `${manifest.name} ${manifest.version} exists already, with another payload`,
      },
      { remedy: { fr: 'Donnez une autre version.', en: 'Give another version.' } },
    );
  }
}

function found(row: MasterRow | null, what: string): MasterRow {
  if (row !== null) return row;
  throw new NotFoundError(
    { fr: `aucun master ${what}`, en: `no master ${what}` },
    {
      remedy: {
        fr: 'Construisez-le (etabli master build) ou importez-le (etabli master import).',
        en: 'Build it (etabli master build) or import it (etabli master import).',
      },
    },
  );
}

function notBuildable(name: string): InputError {
  return new InputError({ fr: `${name} n’a pas de recette`, en: `${name} has no recipe` }, []);
}

function nothingToImport(name: string): InputError {
  return new InputError({ fr: `${name} : rien à importer`, en: `${name}: nothing to import` }, [
    {
      field: 'payload.sha256',
      found: null,
      expected: { fr: 'une empreinte ou un fichier', en: 'a digest or a file' },
    },
  ]);
}

function withoutIndex(): InputError {
  return new InputError({ fr: 'manifeste incomplet', en: 'incomplete manifest' }, [
    {
      field: 'index',
      found: null,
      expected: { fr: 'l’empreinte de l’index du disque', en: 'the digest of the index of the disk' },
    },
  ]);
}
