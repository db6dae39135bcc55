import { inventorySchema } from '../../../../park/machine/index.js';
import { profileSchema } from '../../../../documents/profile/index.js';
import { hardwareProblems } from './hardware-check.step.js';

const GIB = 1024 ** 3;

function inventory(more: object = {}) {
  return inventorySchema.parse({
    firmware: { kind: 'uefi', secureBoot: 'enabled' },
    memory: { totalBytes: 8 * GIB },
    disks: [
      { path: '/dev/nvme0n1', serial: 'A', bus: 'nvme', sizeBytes: 256e9, health: { state: 'passed' } },
    ],
    nics: [],
    ...more,
  });
}

function profile(hardware: object = {}, security: object = {}) {
  return profileSchema.parse({ name: 'desktop', master: { name: 'debian-13' }, hardware, security });
}

const english = (document: ReturnType<typeof profile>, found: ReturnType<typeof inventory>): string[] =>
  hardwareProblems(document, found).map(({ en }) => en);

describe('the hardware check', () => {
  it('finds nothing wrong with a PC that is as asked', () => {
    const asked = profile({
      memoryMinimumBytes: '8GiB',
      diskMinimumBytes: '256GB',
      batteryHealthMinimumPercent: 60,
    });
    const battery = { present: true, percentHealth: 60 };
    expect(hardwareProblems(asked, inventory({ battery }))).toEqual([]);
  });

  it('lets the firmware keep 3 % of the memory, and no more', () => {
    const asked = profile({ memoryMinimumBytes: '8GiB' });
    expect(english(asked, inventory({ memory: { totalBytes: Math.floor(7.77 * GIB) } }))).toEqual([]);
    expect(english(asked, inventory({ memory: { totalBytes: Math.floor(7.7 * GIB) } }))).toEqual([
      '7.6 GiB of memory, 8 GiB asked for',
    ]);
  });

  it('tells sizes with a decimal comma in French, and never more than there is', () => {
    const found = inventory({
      memory: { totalBytes: 1.5 * GIB },
      disks: [{ path: '/dev/sda', serial: 'A', bus: 'sata', sizeBytes: 240e9 }],
    });
    const asked = profile({ memoryMinimumBytes: '2GiB', diskMinimumBytes: '240.1GB' });
    expect(hardwareProblems(asked, found).map(({ fr }) => fr)).toEqual([
      '1,5 Gio de mémoire, 2 Gio demandés',
      'disque de 240 Go, 240,1 Go demandés',
    ]);
  });

  it('refuses memory that is not known', () => {
    expect(
      hardwareProblems(profile({ memoryMinimumBytes: '4GiB' }), inventory({ memory: undefined })),
    ).toEqual([
      { fr: 'quantité de mémoire inconnue, 4 Gio demandés', en: 'memory size unknown, 4 GiB asked for' },
    ]);
  });

  it('refuses a disk that is too small', () => {
    expect(english(profile({ diskMinimumBytes: '500GB' }), inventory())).toEqual([
      'disk of 256 GB, 500 GB asked for',
    ]);
  });

  it('refuses a disk that says that it fails, unless the profile does not mind', () => {
    const disks = [
      {
        path: '/dev/sda',
        serial: 'A',
        bus: 'sata',
        sizeBytes: 256e9,
        health: { state: 'failed', detail: 'SMART' },
      },
    ];
    expect(english(profile(), inventory({ disks }))).toEqual(['the disk /dev/sda reports a failure SMART']);
    expect(english(profile({ diskHealth: false }), inventory({ disks }))).toEqual([]);
  });

  it('refuses a worn battery, and minds none where there is none', () => {
    const asked = profile({ batteryHealthMinimumPercent: 80 });
    expect(english(asked, inventory({ battery: { present: true, percentHealth: 71 } }))).toEqual([
      'battery at 71 % of health, 80 asked for',
    ]);
    expect(english(asked, inventory())).toEqual([]);
  });

  it.each(['disabled', 'setup', 'unsupported'])('refuses UEFI whose Secure Boot is %s', (secureBoot) => {
    const found = inventory({ firmware: { kind: 'uefi', secureBoot } });
    expect(english(profile(), found)).toEqual([`Secure Boot is "${secureBoot}", it must be enabled`]);
    expect(english(profile({}, { secureBoot: 'optional' }), found)).toEqual([]);
  });

  it('asks no Secure Boot of a BIOS', () => {
    const firmware = { kind: 'bios', secureBoot: 'unsupported' };
    expect(english(profile(), inventory({ firmware }))).toEqual([]);
  });

  it('names every problem at once', () => {
    const asked = profile({ memoryMinimumBytes: '16GiB', diskMinimumBytes: '500GB' });
    expect(english(asked, inventory())).toHaveLength(2);
  });

  it('rather stops than choose between two disks', () => {
    const disks = ['A', 'B'].map((serial) => ({
      path: `/dev/${serial}`,
      serial,
      bus: 'nvme',
      sizeBytes: 256e9,
    }));
    expect(() => hardwareProblems(profile(), inventory({ disks }))).toThrow(/B/);
  });
});
