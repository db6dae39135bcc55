import { bootObstacle, driverInImage, noBootDriver } from './boot-driver.js';
import type { DriverImage } from './image.js';
import { readImageDescription, targetOf } from './image.js';
import type { SignatureState } from './match/candidate.js';
import type { PackageChoice } from './match/choice.js';

const choice = (signature: SignatureState, more: object = {}, name = 'SCSIAdapter') =>
  ({ candidate: { inf: 'x.inf', class: name, signature }, ...more }) as PackageChoice;
const rule = { id: '1', action: 'pin', packageId: 'x', reason: 'tried' };

describe('a package that Windows could start with', () => {
  it.each<[string, PackageChoice, SignatureState, string | undefined]>([
    ['signed by Microsoft, catalog file and .sys', choice('microsoft'), 'microsoft', undefined],
    ['whose class is written otherwise', choice('microsoft', {}, 'hdc'), 'microsoft', undefined],
    [
      'signed in its catalog file only',
      choice('microsoft'),
      'vendor',
      'the .sys of x.inf does not bear the signature of Microsoft',
    ],
    [
      'whose .sys nobody read',
      choice('microsoft'),
      'unknown',
      'the .sys of x.inf does not bear the signature of Microsoft',
    ],
    [
      'signed by its vendor',
      choice('vendor'),
      'microsoft',
      'the catalog file of x.inf is not signed by Microsoft, or does not cover its files',
    ],
    [
      'whose signature nobody verified',
      choice('unknown'),
      'microsoft',
      'the catalog file of x.inf is not signed by Microsoft, or does not cover its files',
    ],
    ['that is pinned, whatever its signature', choice('unsigned', { rule }), 'unsigned', undefined],
    [
      'for network adapters, even if it is pinned',
      choice('microsoft', { rule }, 'Net'),
      'microsoft',
      'x.inf is no storage driver',
    ],
  ])('%s', (_name, found, embedded, obstacle) => {
    expect(bootObstacle(found, embedded)?.en).toBe(obstacle);
  });
});

describe('an image', () => {
  const driver = { id: 'PCI\\CC_0106', inf: 'a.inf', service: 'a', start: 0, file: 'a.sys' };
  const image = (storage: DriverImage['storage']): DriverImage => ({
    ...{ build: 1, architecture: 'amd64', productType: 'WinNT', ids: [] },
    storage,
  });

  it('drives a controller by its best id', () => {
    const device = { hardwareIds: ['pci\\ven_1'], compatibleIds: ['PCI\\CC_0106'] };
    const exact = { ...driver, id: 'PCI\\VEN_1', inf: 'b.inf' };
    expect(driverInImage(device, image([driver, exact]))?.inf).toBe('b.inf');
    expect(driverInImage(device, image([driver]))?.inf).toBe('a.inf');
    expect(driverInImage(device, image([{ ...driver, start: 3 }]))).toBeUndefined();
  });

  it('is described by what was read in it; what is missing there drives nothing', () => {
    const text = JSON.stringify({
      bootManagers: [],
      ids: ['A'],
      storage: [driver, { id: 'B', inf: 'b.inf' }],
    });
    const { ids, storage } = readImageDescription(text);
    expect(ids).toEqual(['A']);
    expect(storage).toEqual([driver, { id: 'B', inf: 'b.inf', service: '', start: -1, file: '' }]);
    expect(driverInImage({ hardwareIds: ['B'], compatibleIds: [] }, image(storage))).toBeUndefined();
  });

  it.each([
    ['26100.1742', 26_100],
    ['22631', 22_631],
    [19_045, 19_045],
  ])('of build %s is matched as %s', (build, expected) => {
    expect(targetOf({ ...image([]), build }).build).toBe(expected);
  });

  it.each([{ build: '' }, { build: 'x' }, { build: 26_100, architecture: 'arm64' }])(
    '%j is refused',
    (wrong) => {
      expect(() => targetOf({ ...image([]), ...wrong })).toThrow('expected: amd64 and a build number');
    },
  );
});

describe('a PC without a driver to start with', () => {
  it.each([
    ['8086', 'the Intel RST (VMD) driver'],
    ['1022', 'the AMD RAID driver'],
    ['1AF4', 'the virtio-win drivers'],
    ['9999', 'the storage driver of the vendor'],
  ])('of vendor %s needs %s', (vendor, pack) => {
    const device = { hardwareIds: [`PCI\\VEN_${vendor}&DEV_0001`], compatibleIds: [] };
    const outcome = noBootDriver(device, [{ fr: 'raison', en: 'why' }]);
    expect(outcome.state === 'none' && outcome.remedy.en).toContain(`Import ${pack} (etabli driver import)`);
    expect(outcome.reason.en).toContain('can start from it (why)');
  });
});
