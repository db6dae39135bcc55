import { createWriteStream } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { InputError } from '../../../platform/core/index.js';
import { DriverImport } from '../import/driver-import.service.js';
import { pathsOf, listFiles } from '../import/pack-folder.js';
import { unpack } from '../import/unpack.js';
import { MOST_CATALOG_BYTES } from './read-vendor-catalog.js';

const XML_FILES = /\.xml$/i;

/** Takes the catalogue of a maker as it is published: XML, or in a cab. */
@Injectable()
export class VendorCatalogFile {
  constructor(private readonly imports: DriverImport) {}

  /** The bytes of the XML in an upload. Throws InputError. */
  async read(upload: Readable, name: string): Promise<Buffer> {
    const folder = await this.imports.newFolder();
    try {
      const file = join(folder, 'upload');
      await pipeline(upload, limited(name), createWriteStream(file, { mode: 0o600 }));
      return await xmlOf(file, folder, name);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function xmlOf(file: string, folder: string, name: string): Promise<Buffer> {
  const bytes = await readFile(file);
  if (bytes.toString('latin1', 0, 4) !== 'MSCF') return bytes;
  const unpacked = join(folder, 'unpacked');
  await unpack(file, unpacked, name, {
    wanted: XML_FILES,
    limits: { entries: 100, bytes: MOST_CATALOG_BYTES },
  });
  const files = await listFiles(unpacked);
  const xml = pathsOf(files, XML_FILES)[0];
  if (xml === undefined || (await stat(join(unpacked, xml))).size > MOST_CATALOG_BYTES) throw tooLarge(name);
  return readFile(join(unpacked, xml));
}

/** Passes the bytes on, and throws above the limit. */
function limited(name: string) {
  return async function* (source: AsyncIterable<Buffer>) {
    let length = 0;
    for await (const chunk of source) {
      length += chunk.length;
      if (length > MOST_CATALOG_BYTES) throw tooLarge(name);
      yield chunk;
    }
  };
}

function tooLarge(name: string): InputError {
  return new InputError({ fr: `${name} est trop grand`, en: `${name} is too large` }, [
    {
      field: name,
      found: `> ${MOST_CATALOG_BYTES}`,
      expected: { fr: `${MOST_CATALOG_BYTES} octets au plus`, en: `at most ${MOST_CATALOG_BYTES} bytes` },
    },
  ]);
}
