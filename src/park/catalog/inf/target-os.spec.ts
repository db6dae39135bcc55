import { parseDecoration, selectDecoration, type WindowsTarget } from './target-os.js';

const WINDOWS_11: WindowsTarget = { architecture: 'amd64', build: 26_100, productType: 'WinNT' };
const SERVER_2022: WindowsTarget = { architecture: 'amd64', build: 20_348, productType: 'ServerNT' };

describe('a decoration', () => {
  it.each([
    ['NT', {}],
    ['NTamd64', { architecture: 'amd64' }],
    ['ntx86.5.1', { architecture: 'x86', major: 5, minor: 1 }],
    ['NTamd64.10.0...22000', { architecture: 'amd64', major: 10, minor: 0, build: 22_000 }],
    ['NTamd64.6.1.3', { architecture: 'amd64', major: 6, minor: 1, productType: 3 }],
    ['NTamd64.6.1.3.0x80', { architecture: 'amd64', major: 6, minor: 1, productType: 3, suiteMask: 128 }],
    ['NTARM64.10.0...16299', { architecture: 'arm64', major: 10, minor: 0, build: 16_299 }],
    ['NTamd64...1', { architecture: 'amd64', productType: 1 }],
  ])('%s is read', (text, expected) => {
    expect(parseDecoration(text)).toEqual(expected);
  });

  it.each(['', 'amd64', 'NTamd64.10.0.1.2.3.4', 'NTamd64.x', 'NT amd64', 'NTamd64.10.0;'])(
    '“%s” is refused',
    (text) => {
      expect(parseDecoration(text)).toBeUndefined();
    },
  );
});

describe('the decoration that counts', () => {
  it.each<[string, string[], WindowsTarget, string | undefined]>([
    ['the highest version', ['NTamd64', 'NTamd64.10.0', 'NTamd64.6.1'], WINDOWS_11, 'NTamd64.10.0'],
    [
      'the highest build',
      ['NTamd64.10.0...19041', 'NTamd64.10.0...22000'],
      WINDOWS_11,
      'NTamd64.10.0...22000',
    ],
    [
      'up to the build of Windows',
      ['NTamd64.10.0...19041', 'NTamd64.10.0...22000'],
      SERVER_2022,
      'NTamd64.10.0...19041',
    ],
    ['none for a later build', ['NTamd64.10.0...26200'], WINDOWS_11, undefined],
    ['none for another architecture', ['NTx86', 'NTarm64.10.0'], WINDOWS_11, undefined],
    ['none without architecture: x86', ['', 'NT', 'NT.10.0'], WINDOWS_11, undefined],
    [
      'that of the product type',
      ['NTamd64.10.0', 'NTamd64.10.0.3', 'NTamd64.10.0.1'],
      SERVER_2022,
      'NTamd64.10.0.3',
    ],
    ['none for another product type', ['NTamd64.10.0.3'], WINDOWS_11, undefined],
    ['none for a suite', ['NTamd64.6.1..0x40'], WINDOWS_11, undefined],
  ])('is %s', (_name, decorations, target, expected) => {
    expect(selectDecoration(decorations, target)).toBe(expected);
  });
});
