import type { XmlElement } from '../../../platform/xml/index.js';
import { bytesOf, dateOf, named, textOf } from './elements.js';
import { digestOf, fileNameOf, type VendorPack } from './vendor-pack.js';

/** `HPClientDriverPackCatalog.xml` of HP: packs, and which system (the product of its board) takes which. */
export function hpPacks(root: XmlElement): VendorPack[] {
  const catalog =
    root.name === 'HPClientDriverPackCatalog' ? root : named(root, 'HPClientDriverPackCatalog')[0];
  const softPaqs = new Map(
    named(named(catalog, 'SoftPaqList')[0], 'SoftPaq').map((each) => [
      textOf(each, 'Id').toLowerCase(),
      each,
    ]),
  );
  return named(named(catalog, 'ProductOSDriverPackList')[0], 'ProductOSDriverPack').flatMap((product) => {
    const softPaq = softPaqs.get(textOf(product, 'SoftPaqId').toLowerCase());
    const os = osOf(textOf(product, 'OSName'));
    const url = softPaq === undefined ? '' : textOf(softPaq, 'Url');
    if (softPaq === undefined || os === undefined || url === '') return [];
    const same = {
      maker: 'hp' as const,
      model: textOf(product, 'SystemName'),
      ...os,
      url: url.includes('://') ? url : `https://${url}`,
      fileName: fileNameOf(url),
      digest: digestOf(textOf(softPaq, 'SHA256'), textOf(softPaq, 'MD5')),
      bytes: bytesOf(textOf(softPaq, 'Size')),
      released: dateOf(textOf(softPaq, 'DateReleased')),
    };
    const ids = textOf(product, 'SystemId').split(',');
    return ids.flatMap((id) => (id.trim() === '' ? [] : [{ ...same, systemId: id.trim().toUpperCase() }]));
  });
}

/** `Windows 11 64-bit, 23H2`; undefined for another system, also for IoT Enterprise, whose packs differ. */
function osOf(name: string): Pick<VendorPack, 'os' | 'release'> | undefined {
  const found = /^Windows (10|11) 64-bit(?:,\s*(\w+))?$/i.exec(name);
  return found === null
    ? undefined
    : { os: found[1] === '11' ? 'win11' : 'win10', release: found[2]?.toUpperCase() ?? '' };
}
