import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '../../../platform/account/index.js';
import { type Bilingual, PermanentError, readableJson } from '../../../platform/core/index.js';
import { inTransaction } from '../../../platform/database/index.js';
import { DocumentThreads, threadFile } from '../../../platform/threads/index.js';
import type { Inventory } from '../../machine/index.js';
import type * as work from './vendor-catalog.thread.js';
import { bestPack, fileNameOf, type Maker, releaseOf, type VendorPack } from './vendor-pack.js';
import { VendorPackStore } from './vendor-pack.store.js';
import { vendorSystemOf } from './vendor-system.js';

const thread = threadFile<typeof work>(new URL('./vendor-catalog.thread.js', import.meta.url));

/** The pack of a machine, or why there is none. */
export interface ResolvedPack {
  pack?: VendorPack;
  reason: Bilingual;
}

/** The driver packs that makers publish, from their catalogues. */
@Injectable()
export class VendorPacks {
  constructor(
    private readonly store: VendorPackStore,
    private readonly threads: DocumentThreads,
    private readonly audit: Audit,
  ) {}

  /** Replaces the packs of the maker of this catalogue. Throws XmlError and InputError. */
  async import(bytes: Uint8Array, actor: Actor): Promise<{ maker: Maker; packs: number }> {
    const read = await thread('read')(this.threads.of(actor.name), bytes);
    const { maker, packs } = readableJson(read);
    await inTransaction(this.store.database, async (manager) => {
      await this.store.replace(manager, maker, packs);
      const subject = { kind: 'vendor-catalogue', id: maker };
      const data = { packs: packs.length };
      await this.audit.record({ actor, action: 'driver.catalogue', subject, data }, manager);
    });
    return { maker, packs: packs.length };
  }

  /** The pack of a machine for a build of Windows, or why there is none. */
  async resolve(inventory: Pick<Inventory, 'system' | 'board'>, build: number): Promise<ResolvedPack> {
    const system = vendorSystemOf(inventory);
    if (system === undefined) return { reason: OTHER_MAKER(inventory.system?.manufacturer ?? '?') };
    const { maker, systemId } = system;
    if (systemId === undefined) return { reason: NO_ID(maker) };
    const packs = await this.store.ofSystem(maker, systemId);
    if (packs.length === 0) {
      return { reason: (await this.store.has(maker)) ? UNKNOWN(maker, systemId) : NO_CATALOGUE(maker) };
    }
    const release = releaseOf({ build });
    const pack = bestPack(packs, release);
    if (pack === undefined) return { reason: NOT_FOR(packs[0]!.model, release.os) };
    return { pack, reason: FOUND(pack) };
  }

  /**
   * Compares a file with the digest that the maker publishes for a pack of its name. True when it was compared; a
   * file of another name cannot be. Throws PermanentError for other bytes.
   */
  async verify(file: string, name: string): Promise<boolean> {
    const digests = (await this.store.named(fileNameOf(name))).flatMap(({ digest }) => digest ?? []);
    const [expected] = digests;
    if (expected === undefined) return false;
    const hash = createHash(expected.kind);
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer);
    const found = hash.digest('hex');
    const sameKind = digests.filter(({ kind }) => kind === expected.kind);
    if (sameKind.some(({ value }) => value === found)) return true;
    throw otherBytes(name, expected.kind, found, expected.value);
  }
}

const NAMES: Record<Maker, string> = { dell: 'Dell', hp: 'HP', lenovo: 'Lenovo' };

const OTHER_MAKER = (maker: string): Bilingual => ({
  fr: `pas de catalogue pour le fabricant « ${maker} » ; il y en a pour Dell, HP et Lenovo`,
  en: `no catalogue for the maker “${maker}”; there are some for Dell, HP and Lenovo`,
});
const NO_ID = (maker: Maker): Bilingual => ({
  fr: `le micrologiciel ne dit pas quel système ${NAMES[maker]} c’est`,
  en: `the firmware does not say which ${NAMES[maker]} system it is`,
});
const NO_CATALOGUE = (maker: Maker): Bilingual => ({
  fr: `le catalogue de ${NAMES[maker]} n’est pas importé (etabli driver catalogue)`,
  en: `the catalogue of ${NAMES[maker]} is not imported (etabli driver catalogue)`,
});
const UNKNOWN = (maker: Maker, id: string): Bilingual => ({
  fr: `le système ${id} n’est pas dans le catalogue importé de ${NAMES[maker]}`,
  en: `the system ${id} is not in the imported catalogue of ${NAMES[maker]}`,
});
const NOT_FOR = (model: string, os: VendorPack['os']): Bilingual => {
  const name = os === 'win11' ? 'Windows 11' : 'Windows 10';
  return { fr: `${model} : aucun paquet pour ${name}`, en: `${model}: no pack for ${name}` };
};
const FOUND = ({ model, os, release, fileName, released }: VendorPack): Bilingual => {
  const what = `${model}, ${os} ${release}`.trim();
  return { fr: `${what} : ${fileName} du ${released}`, en: `${what}: ${fileName} of ${released}` };
};

function otherBytes(name: string, kind: string, found: string, expected: string): PermanentError {
  return new PermanentError(
    {
      fr: `${name} n’est pas le fichier du fabricant : ${kind} ${found} ; attendu : ${expected}`,
      en: `${name} is not the file of its maker: ${kind} ${found}, expected ${expected}`,
    },
    {
      remedy: {
        fr: 'Téléchargez-le de nouveau, ou importez le catalogue actuel du fabricant.',
        en: 'Download it again, or import the current catalogue of the maker.',
      },
    },
  );
}
