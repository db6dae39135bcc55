import type { XmlElement } from '../../../platform/xml/index.js';
import { attributeOf, dateOf, named } from './elements.js';
import { digestOf, fileNameOf, type VendorPack } from './vendor-pack.js';

/** `catalogv2.xml` of Lenovo: models by their machine types, the first four characters of the product's name. */
export function lenovoPacks(root: XmlElement): VendorPack[] {
  return named(root, 'Model').flatMap((model) => {
    const types = named(named(model, 'Types')[0], 'Type').map(({ text }) => text.trim().toUpperCase());
    return named(model, 'SCCM').flatMap((pack) => {
      const os = attributeOf(pack, 'os').toLowerCase();
      const url = pack.text.trim();
      if ((os !== 'win10' && os !== 'win11') || url === '') return [];
      const version = attributeOf(pack, 'version').toUpperCase();
      const same: Omit<VendorPack, 'systemId'> = {
        maker: 'lenovo',
        model: attributeOf(model, 'name'),
        os: os,
        release: version === '*' ? '' : version,
        url,
        fileName: fileNameOf(url),
        // Lenovo calls it crc, and it is a SHA-256.
        digest: digestOf(attributeOf(pack, 'crc'), attributeOf(pack, 'md5')),
        released: dateOf(attributeOf(pack, 'date')),
      };
      return types.flatMap((systemId) => (systemId === '' ? [] : [{ ...same, systemId }]));
    });
  });
}
