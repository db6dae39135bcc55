import { InputError } from '../../../platform/core/index.js';
import { readXml, type XmlElement } from '../../../platform/xml/index.js';
import { dellPacks } from './dell.js';
import { hpPacks } from './hp.js';
import { lenovoPacks } from './lenovo.js';
import type { Maker, VendorPack } from './vendor-pack.js';

/** The catalogues have up to 4 MB, twice that in UTF-16. */
export const MOST_CATALOG_BYTES = 64 << 20;

/** By the name of the root element. */
const READERS: Record<string, { maker: Maker; read: (root: XmlElement) => VendorPack[] }> = {
  DriverPackManifest: { maker: 'dell', read: dellPacks },
  NewDataSet: { maker: 'hp', read: hpPacks },
  HPClientDriverPackCatalog: { maker: 'hp', read: hpPacks },
  ModelList: { maker: 'lenovo', read: lenovoPacks },
};

/** The packs of a maker's catalogue, each once. Throws XmlError, and InputError for a document of another kind. */
export function readVendorCatalog(bytes: Uint8Array): { maker: Maker; packs: VendorPack[] } {
  const { root } = readXml(bytes, { bytes: MOST_CATALOG_BYTES });
  const reader = READERS[root.name];
  const packs = reader?.read(root) ?? [];
  if (reader === undefined || packs.length === 0) throw otherDocument(root.name);
  const unique = new Map(packs.map((pack) => [keyOf(pack), pack]));
  return { maker: reader.maker, packs: [...unique.values()] };
}

function keyOf({ systemId, os, release, url }: VendorPack): string {
  return [systemId, os, release, url].join('\n');
}

function otherDocument(name: string): InputError {
  return new InputError(
    { fr: 'ce document n’est pas un catalogue de pilotes', en: 'this document is no catalogue of drivers' },
    [
      {
        field: '(document)',
        found: `<${name.slice(0, 80)}>`,
        expected: {
          fr: 'DriverPackCatalog (Dell), HPClientDriverPackCatalog (HP) ou catalogv2 (Lenovo), avec des paquets pour Windows 10 ou 11',
          en: 'DriverPackCatalog (Dell), HPClientDriverPackCatalog (HP) or catalogv2 (Lenovo), with packs for Windows 10 or 11',
        },
      },
    ],
  );
}
