import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/account/index.js';
import { PermanentError, TransientError } from '../../../platform/core/index.js';
import type { DriverImportDto } from '../driver.schema.js';
import { DriverImport } from '../import/driver-import.service.js';
import type { Maker, VendorPack } from './vendor-pack.js';
import { VendorPacks } from './vendor-packs.service.js';

/** Where each maker publishes its packs: a catalogue cannot make the server read another address. */
const HOSTS: Record<Maker, string[]> = {
  dell: ['downloads.dell.com', 'dl.dell.com'],
  hp: ['ftp.hp.com', 'ftp.ext.hp.com'],
  lenovo: ['download.lenovo.com'],
};
/** The largest packs have about 4 GB. */
const MOST_BYTES = 16 * 1024 ** 3;

/** Fetches a pack from its maker when there is network, and imports it. */
@Injectable()
export class VendorPackDownload {
  constructor(
    private readonly imports: DriverImport,
    private readonly packs: VendorPacks,
  ) {}

  /** Throws TransientError when the maker does not answer, PermanentError when the bytes are not those of the catalogue. */
  async import(pack: VendorPack, actor: Actor): Promise<DriverImportDto> {
    const url = officialUrl(pack);
    const folder = await this.imports.newFolder();
    try {
      const file = join(folder, 'pack');
      await download(url, file);
      // The import compares the digest too, by the name; here a pack without one is not accepted.
      if (!(await this.packs.verify(file, pack.fileName))) throw unverifiable(pack);
      return await this.imports.import(file, pack.fileName, actor);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** The address over TLS. Throws PermanentError for one that is not the maker's. */
export function officialUrl({ maker, url }: Pick<VendorPack, 'maker' | 'url'>): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !HOSTS[maker].includes(parsed.hostname) || parsed.port !== '') {
    throw new PermanentError({
      fr: `adresse « ${url.slice(0, 200)} » ; attendu : une adresse de ${HOSTS[maker].join(', ')}`,
      en: `address “${url.slice(0, 200)}”; expected: an address of ${HOSTS[maker].join(', ')}`,
    });
  }
  parsed.protocol = 'https:';
  return parsed;
}

async function download(url: URL, file: string): Promise<void> {
  try {
    const answer = await fetch(url, { redirect: 'error' });
    if (!answer.ok || answer.body === null) throw new Error(`HTTP ${answer.status}`);
    await pipeline(Readable.fromWeb(answer.body as never), limited, createWriteStream(file, { mode: 0o600 }));
  } catch (cause) {
    throw new TransientError(
      { fr: `${url.hostname} n’a pas donné le paquet`, en: `${url.hostname} did not give the pack` },
      {
        cause,
        remedy: {
          fr: `Recommencez plus tard, ou téléchargez ${url.href} sur un autre PC et importez le fichier (etabli driver import).`,
          en: `Try again later, or download ${url.href} on another PC and import the file (etabli driver import).`,
        },
      },
    );
  }
}

async function* limited(source: AsyncIterable<Uint8Array>) {
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
    yield chunk;
  }
}

function unverifiable({ fileName }: VendorPack): PermanentError {
  return new PermanentError({
    fr: `le catalogue ne donne pas l’empreinte de ${fileName} : il n’est pas importé`,
    en: `the catalogue does not give the digest of ${fileName}: it is not imported`,
  });
}
