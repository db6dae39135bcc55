import {
  DELL_CATALOGUE,
  HP_CATALOGUE,
  LENOVO_CATALOGUE,
} from '../../../../test/support/vendor-catalogues.js';
import { InputError, PermanentError } from '../../../platform/core/index.js';
import { XmlError } from '../../../platform/xml/index.js';
import { readVendorCatalog } from './read-vendor-catalog.js';
import { officialUrl } from './vendor-pack-download.js';
import { bestPack, releaseOf, type VendorPack } from './vendor-pack.js';
import { vendorSystemOf } from './vendor-system.js';

const packs = (text: string) => readVendorCatalog(Buffer.from(text)).packs;

describe('the catalogue of a maker', () => {
  it('of Dell lists packs by the SKU of their systems', () => {
    const found = packs(DELL_CATALOGUE);
    expect(found.map(({ systemId, fileName, os }) => [systemId, fileName, os])).toEqual([
      ['0B12', 'lab-win11-a05.cab', 'win11'],
      ['0B13', 'lab-win11-a05.cab', 'win11'],
      ['0B12', 'lab-win11-a06.cab', 'win11'],
    ]);
    expect(found[0]).toEqual({
      maker: 'dell',
      systemId: '0B12',
      model: 'Lab 7010',
      os: 'win11',
      release: '',
      url: 'https://downloads.dell.com/FOLDER1/1/lab-win11-A05.CAB',
      fileName: 'lab-win11-a05.cab',
      digest: { kind: 'sha256', value: 'b'.repeat(64) },
      bytes: 1_000,
      released: '2025-03-10',
    });
    expect(found[2]?.digest).toBeUndefined();
  });

  it('of HP lists packs by the product of their boards', () => {
    expect(packs(HP_CATALOGUE)).toEqual([
      {
        maker: 'hp',
        systemId: '8B2F',
        model: 'Lab Desk',
        os: 'win11',
        release: '22H2',
        url: 'https://ftp.hp.com/pub/sp1.exe',
        fileName: 'sp1.exe',
        digest: { kind: 'sha256', value: 'c'.repeat(64) },
        bytes: undefined,
        released: '2024-12-01',
      },
      expect.objectContaining({ systemId: '8B30', release: '22H2' }),
      expect.objectContaining({
        systemId: '8B2F',
        release: '23H2',
        url: 'https://ftp.hp.com/pub/sp2.exe',
        digest: { kind: 'md5', value: '2'.repeat(32) },
        bytes: 2_000,
        released: '2025-06-01',
      }),
    ]);
  });

  it('of Lenovo lists packs by machine type; its crc is a SHA-256', () => {
    const found = packs(LENOVO_CATALOGUE);
    expect(found.map(({ systemId, os, release }) => [systemId, os, release])).toEqual([
      ['20XW', 'win10', ''],
      ['20XX', 'win10', ''],
      ['20XW', 'win11', '22H2'],
      ['20XX', 'win11', '22H2'],
    ]);
    expect(found[0]).toMatchObject({
      url: 'https://download.lenovo.com/pccbbs/pad_w10.exe',
      digest: { kind: 'sha256', value: 'd'.repeat(64) },
      released: '2021-06-01',
    });
  });

  it('is read in UTF-16', () => {
    const text = DELL_CATALOGUE.replace('encoding="utf-8"', 'encoding="utf-16"');
    expect(readVendorCatalog(Buffer.from(`\ufeff${text}`, 'utf16le')).packs).toEqual(packs(DELL_CATALOGUE));
  });

  it('is refused when it is none', () => {
    expect(() => packs('<html/>')).toThrow(InputError);
    expect(() => packs('<ModelList/>')).toThrow(InputError);
    expect(() => packs('no XML')).toThrow(XmlError);
    expect(() => packs('<!DOCTYPE ModelList [<!ENTITY a "b">]><ModelList/>')).toThrow(XmlError);
  });
});

describe('the system of a machine', () => {
  it.each([
    [
      'Dell by its SKU',
      { system: { manufacturer: 'Dell Inc.', sku: '0b12' } },
      { maker: 'dell', systemId: '0B12' },
    ],
    [
      'HP by its board',
      { system: { manufacturer: 'HP' }, board: { product: '8B2F' } },
      { maker: 'hp', systemId: '8B2F' },
    ],
    [
      'HP by its old name',
      { system: { manufacturer: 'Hewlett-Packard' }, board: { product: '1998' } },
      { maker: 'hp', systemId: '1998' },
    ],
    [
      'Lenovo by its type',
      { system: { manufacturer: 'LENOVO', product: '20XWCTO1WW' } },
      { maker: 'lenovo', systemId: '20XW' },
    ],
    [
      'without an id',
      { system: { manufacturer: 'Dell Inc.', sku: 'To be filled' } },
      { maker: 'dell', systemId: undefined },
    ],
    ['of another maker', { system: { manufacturer: 'HPE' } }, undefined],
    ['of no maker', {}, undefined],
  ])('is known: %s', (_name, inventory, expected) => {
    expect(vendorSystemOf(inventory as never)).toEqual(expected);
  });
});

describe('the pack for a release', () => {
  const pack = (os: VendorPack['os'], release: string, released = '2024-01-01') =>
    ({ os, release, released, url: `${os} ${release} ${released}` }) as VendorPack;
  const best = (all: VendorPack[], build: number) => bestPack(all, releaseOf({ build }))?.url;
  const all = [pack('win11', '22H2'), pack('win11', '24H2'), pack('win10', '22H2'), pack('win11', '21H2')];

  it.each([
    ['its own', all, 26_100, 'win11 24H2 2024-01-01'],
    ['the nearest older one', all, 22_631, 'win11 22H2 2024-01-01'],
    ['that of Windows 10', all, 19_045, 'win10 22H2 2024-01-01'],
    [
      'one for every release before a newer one',
      [pack('win11', '25H2'), pack('win11', '')],
      26_100,
      'win11  2024-01-01',
    ],
    ['a newer one when there is no other', [pack('win11', '25H2')], 22_000, 'win11 25H2 2024-01-01'],
    [
      'the later of two',
      [pack('win11', '', '2024-05-01'), pack('win11', '', '2025-05-01')],
      26_100,
      'win11  2025-05-01',
    ],
    [
      'a year and month as a release',
      [pack('win10', '1909'), pack('win10', '20H2')],
      18_363,
      'win10 1909 2024-01-01',
    ],
    ['none of another system', [pack('win10', '22H2')], 26_100, undefined],
  ])('is %s', (_name, packs, build, expected) => {
    expect(best(packs, build)).toBe(expected);
  });
});

describe('the address of a pack', () => {
  it('is that of its maker, over TLS', () => {
    expect(officialUrl({ maker: 'dell', url: 'http://downloads.dell.com/a.cab' }).href).toBe(
      'https://downloads.dell.com/a.cab',
    );
  });

  it.each(['https://evil.example/a.exe', 'https://downloads.dell.com:8443/a', 'file:///etc/passwd', 'x'])(
    'is not %s',
    (url) => {
      expect(() => officialUrl({ maker: 'dell', url })).toThrow(PermanentError);
    },
  );
});
