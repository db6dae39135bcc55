import { targetsOfImage } from './targets.js';

describe('the releases that an image can be', () => {
  it.each([
    ['19041.2006', 'WinNT', ['windows-10']],
    ['17763.1', 'WinNT', ['windows-10']],
    ['17763.1', 'ServerNT', ['server-2019']],
    ['22631.2428', 'WinNT', ['windows-11-23h2']],
    ['26100.1742', 'WinNT', ['windows-11-24h2', 'windows-11-25h2']],
    ['26200.6584', 'WinNT', ['windows-11-25h2']],
    ['26100.1742', 'ServerNT', ['server-2025']],
    ['26100', 'ServerNT', ['server-2025']],
    ['9600.17415', 'WinNT', []],
    ['', 'WinNT', []],
    ['unknown', 'ServerNT', []],
  ] as const)('of build %s, %s', (build, product, targets) => {
    expect(targetsOfImage(build, product)).toEqual(targets);
  });
});
