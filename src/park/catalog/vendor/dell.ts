import type { XmlElement } from '../../../platform/xml/index.js';
import { attributeOf, bytesOf, dateOf, named } from './elements.js';
import { digestOf, fileNameOf, type VendorPack } from './vendor-pack.js';

const OS: Record<string, VendorPack['os']> = { windows10: 'win10', windows11: 'win11' };

/** `DriverPackCatalog.xml` of Dell: one element a pack, with its systems by the SKU of SMBIOS. Not those of WinPE. */
export function dellPacks(root: XmlElement): VendorPack[] {
  const base = attributeOf(root, 'baseLocation') || 'downloads.dell.com';
  return named(root, 'DriverPackage').flatMap((pack) => {
    const path = attributeOf(pack, 'path');
    if (attributeOf(pack, 'type').toLowerCase() !== 'win' || path === '') return [];
    const url = `https://${base}/${path}`;
    const same = {
      maker: 'dell' as const,
      release: '',
      url,
      fileName: fileNameOf(url),
      digest: digestOf(hashOf(pack, 'SHA256'), attributeOf(pack, 'hashMD5')),
      bytes: bytesOf(attributeOf(pack, 'size')),
      released: dateOf(attributeOf(pack, 'dateTime')),
    };
    return systemsOf(pack).flatMap((system) => osOf(pack).map((os) => ({ ...same, ...system, os })));
  });
}

function systemsOf(pack: XmlElement): Pick<VendorPack, 'systemId' | 'model'>[] {
  const brands = named(named(pack, 'SupportedSystems')[0], 'Brand');
  return brands
    .flatMap((brand) => named(brand, 'Model'))
    .map((model) => ({
      systemId: attributeOf(model, 'systemID').toUpperCase(),
      model: attributeOf(model, 'name'),
    }))
    .filter(({ systemId }) => systemId !== '');
}

function osOf(pack: XmlElement): VendorPack['os'][] {
  const systems = named(named(pack, 'SupportedOperatingSystems')[0], 'OperatingSystem');
  const codes = systems
    .filter((system) => attributeOf(system, 'osArch').toLowerCase() === 'x64')
    .map((system) => OS[attributeOf(system, 'osCode').toLowerCase()]);
  return [...new Set(codes.filter((os) => os !== undefined))];
}

/** Of the pack itself: its metadata file has digests too. */
function hashOf(pack: XmlElement, algorithm: string): string | undefined {
  const hashes = named(named(pack, 'Cryptography')[0], 'Hash');
  return hashes.find((hash) => attributeOf(hash, 'algorithm') === algorithm)?.text;
}
