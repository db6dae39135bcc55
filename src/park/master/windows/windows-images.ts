import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { canonicalJson, PermanentError, readableJson, type Sha256 } from '../../../platform/core/index.js';
import { isDiskFull } from '../../../platform/files/index.js';
import { diskFull, mustBe, Payloads, type StoredPayload } from '../payloads.js';
import { type ReadTable, storeTable, writeTable } from './contents-payload.js';
import { copyDescribed, ImageDescriber, SYSTEM_HIVE } from './describe-image.js';
import { chosenEdition } from './edition-choice.js';
import type { ImageDescription, WindowsImage } from './image.schema.js';
import { openImportFolder } from './import-folder.js';
import { repacked, type Watch, whyNotStreamed, wimOf } from './prepared-source.js';
import { stampGuid } from './stamp.js';
import { type Edition, editionsIn } from './wim-xml.js';
import { readHeader, readWimXml, verifyWim, type WimFile } from './wimlib.js';

/** A measured image: every byte of its WIM was read and is right. */
export interface MeasuredImage {
  payloadSha256: Sha256;
  payloadBytes: number;
  rawBytes: number;
  contentsSha256: Sha256;
  minimumDiskBytes: number;
  image: WindowsImage;
}

/** Which image is taken, and which file it must come from. */
interface Wanted<T> {
  edition?: string;
  expected?: { sha256: Sha256; bytes?: number };
  /** Called with the chosen image before the long work; may refuse it. */
  plan: (edition: Edition) => T;
}

interface Examined {
  table: ReadTable;
  description: ImageDescription;
}

const UNWATCHED: Watch = () => undefined;

/** Makes payloads of Windows images: one pipable WIM, the table of its files, the description of what boots in it. */
@Injectable()
export class WindowsImages {
  constructor(
    private readonly payloads: Payloads,
    private readonly describer: ImageDescriber,
  ) {}

  /** The images in an ISO, a .wim, an .esd or the first .swm. Throws InputError and PermanentError. */
  editions(file: string, watch: Watch = UNWATCHED): Promise<Edition[]> {
    return this.inFolder(async (folder) => {
      const wim = await wimOf(file, folder, watch);
      return editionsIn(await readWimXml(wim, folder));
    });
  }

  /**
   * Stores one image of an ISO or a WIM. Nothing is stored unless all of it was read, verified and described. Throws
   * InputError for the wrong or no choice of an edition, PermanentError for a damaged file, OperatorError without room.
   */
  take<T>(
    file: string,
    { edition, expected, plan }: Wanted<T>,
    watch: Watch = UNWATCHED,
  ): Promise<{ planned: T; measured: MeasuredImage }> {
    return this.inFolder(async (folder) => {
      if (expected !== undefined) await mustBe(file, expected);
      const wim = await wimOf(file, folder, watch, { forExport: true });
      const from = chosenEdition(editionsIn(await readWimXml(wim, folder)), edition, basename(file));
      const planned = plan(from);
      const { isExported, ...made } = await repacked(wim, from, folder, watch);
      const examined = await this.examined(made, folder, watch);
      if (isExported) await stampGuid(made.path, examined.table.sha256);
      const parts = await this.store(examined);
      const payload = await this.payloads.adopt(made.path);
      return { planned, measured: measured(from, examined, { ...parts, payload }) };
    });
  }

  /** Measures a WIM that is a payload already. Throws PermanentError when it cannot be applied as it is. */
  admit(
    { sha256, bytes }: { sha256: Sha256; bytes: number },
    watch: Watch = UNWATCHED,
  ): Promise<MeasuredImage> {
    return this.inFolder(async (folder) => {
      const wim = { path: this.payloads.path(sha256), others: [], title: sha256 };
      const why = whyNotStreamed(await readHeader(wim));
      if (why) throw notStreamed(why.fr, why.en);
      const edition = chosenEdition(editionsIn(await readWimXml(wim, folder)), undefined, sha256);
      const examined = await this.examined(wim, folder, watch);
      const parts = await this.store(examined);
      return measured(edition, examined, { ...parts, payload: { sha256, bytes } });
    });
  }

  private async examined(wim: WimFile, folder: string, watch: Watch): Promise<Examined> {
    const title = { fr: 'vérification de l’image', en: 'verifying the image' };
    await verifyWim(wim, (progress) => watch(title, progress));
    const table = await writeTable(wim, join(folder, 'table'));
    if (!table.described.has(SYSTEM_HIVE)) throw notInstalled();
    const tree = join(folder, 'described');
    await copyDescribed(wim, table.described, tree);
    return { table, description: readableJson(await this.describer.describe(tree)) };
  }

  private async store({ table, description }: Examined) {
    const contents = await storeTable(this.payloads, table.path);
    const text = Buffer.from(canonicalJson(description));
    const described = await this.payloads.write(Readable.from([text]));
    return { contents, described };
  }

  private async inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = await openImportFolder(await this.payloads.importing());
    try {
      return await work(folder);
    } catch (error) {
      throw isDiskFull(error) ? diskFull(folder, error) : error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function measured(
  edition: Edition,
  { table, description }: Examined,
  { contents, described, payload }: Record<'contents' | 'described' | 'payload', StoredPayload>,
): MeasuredImage {
  const { edition: id, name, build, languages, installationType } = edition;
  return {
    payloadSha256: payload.sha256,
    payloadBytes: payload.bytes,
    rawBytes: table.bytes,
    contentsSha256: contents.sha256,
    minimumDiskBytes: minimumDiskBytes(table),
    image: {
      edition: id,
      name,
      build,
      languages,
      architecture: 'amd64',
      productType: installationType === 'Client' ? 'WinNT' : 'ServerNT',
      bootManagers: description.bootManagers,
      descriptionSha256: described.sha256,
    },
  };
}

const CLUSTER_BYTES = 4096;
const RECORD_BYTES = 1024;
const BESIDE_FILES_BYTES = 6 * 2 ** 30;

/**
 * The smallest disk for an image: its files, rounded up to clusters, with one record of the file table for each; and
 * 6 GiB for what is there besides after the first start: the other partitions (1.4 GB), paging and hibernation of a
 * small PC (3 GB), drivers and the first user. It refuses a disk on which Windows cannot finish its first start, not
 * one that is too small for years of updates: for these, Microsoft asks for 64 GB, and `hardware.diskMinimumBytes` of
 * a profile can.
 */
export function minimumDiskBytes({ bytes, entries }: Pick<ReadTable, 'bytes' | 'entries'>): number {
  return bytes + entries * (CLUSTER_BYTES + RECORD_BYTES) + BESIDE_FILES_BYTES;
}

function notStreamed(fr: string, en: string): PermanentError {
  return new PermanentError(
    {
      fr: `ce WIM ne peut pas être appliqué en flux : ${fr}`,
      en: `this WIM cannot be applied as a stream: ${en}`,
    },
    {
      remedy: {
        fr: 'Importez le fichier sur le serveur (etabli master import FICHIER), qui le réécrit, ou faites-le vous-même : wimlib-imagex export FICHIER INDEX NOUVEAU.wim --pipable --compress=LZX',
        en: 'Import the file on the server (etabli master import FILE), which rewrites it, or do so yourself: wimlib-imagex export FILE INDEX NEW.wim --pipable --compress=LZX',
      },
    },
  );
}

function notInstalled(): PermanentError {
  return new PermanentError(
    {
      fr: `l’image n’a pas de registre (${SYSTEM_HIVE}) : ce n’est pas un Windows installé`,
      en: `the image has no registry (${SYSTEM_HIVE}): it is not an installed Windows`,
    },
    {
      remedy: {
        fr: 'Prenez sources/install.wim ou install.esd d’un ISO de Windows, ou l’image d’un PC de référence.',
        en: 'Take sources/install.wim or install.esd of an ISO of Windows, or the image of a reference PC.',
      },
    },
  );
}
