import fc from 'fast-check';
import { OperatorError } from '../../platform/core/index.js';
import type { DiskBus, DiskChoice as Disk } from './disk-choice.js';
import { matchesGlob, selectDisk } from './select-disk.js';

function disk(parts: Partial<Disk>): Disk {
  const common = { bus: 'nvme' as const, sizeBytes: 512_110_190_592, removable: false, readOnly: false };
  return { ...common, path: '/dev/nvme0n1', serial: 'S1', model: 'KIOXIA KXG6', ...parts };
}

function refusal(rule: Parameters<typeof selectDisk>[0], disks: Disk[]): OperatorError {
  try {
    selectDisk(rule, disks);
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
  throw new Error('a disk was selected');
}

const stick = disk({
  path: '/dev/sda',
  bus: 'usb',
  removable: true,
  serial: 'U1',
  model: 'DataTraveler',
  sizeBytes: 16e9,
});

describe('the disk rule', () => {
  it('takes the one internal disk, and leaves the stick that the PC was booted with', () => {
    expect(selectDisk({}, [stick, disk({})]).disk.path).toBe('/dev/nvme0n1');
  });

  it('refuses two disks that fit, and names both', () => {
    const error = refusal({}, [
      disk({}),
      disk({ path: '/dev/sda', bus: 'sata', serial: 'S2', model: 'WDC' }),
    ]);
    expect(error.text).toEqual({
      fr: '2 disques conviennent à la règle du profil, il en faut un seul : /dev/nvme0n1 (KIOXIA KXG6, S1, 512,1 Go) : convient ; /dev/sda (WDC, S2, 512,1 Go) : convient',
      en: "2 disks fit the profile's rule, exactly one must: /dev/nvme0n1 (KIOXIA KXG6, S1, 512.1 GB): fits ; /dev/sda (WDC, S2, 512.1 GB): fits",
    });
    expect(error.remedy.en).toBe(
      'Unplug the disk that is too many, or narrow the rule of the disk in the profile (disk.rule: bus, model).',
    );
  });

  it('advises nothing that cannot help', () => {
    const twins = [disk({}), disk({ path: '/dev/nvme1n1', serial: 'S2' })];
    expect(refusal({}, twins).text.fr).toContain(
      '/dev/nvme0n1 (KIOXIA KXG6, S1, 512,1 Go) : convient ; /dev/nvme1n1 (KIOXIA KXG6, S2, 512,1 Go) : convient',
    );
    expect(refusal({}, twins).remedy.en).toBe(
      'No rule tells these disks apart: same bus, same size, same model. Unplug those that must keep their data, then retry.',
    );
    expect(refusal({ model: 'WDC*' }, [disk({})]).remedy.en).toBe(
      'Fit a disk that the rule takes, or correct the rule of the disk in the profile (disk.rule).',
    );
    for (const disks of [[], [stick], [disk({ serial: '' })]])
      expect(refusal({}, disks).remedy.en).toMatch(/^Fit an internal disk/);
  });

  it('refuses when none fits, and says why of each', () => {
    const rule = { bus: ['sata' as const], minimumBytes: 1e12, model: 'Samsung*' };
    expect(refusal(rule, [disk({}), stick]).text).toEqual({
      fr: 'aucun disque ne convient à la règle du profil : /dev/nvme0n1 (KIOXIA KXG6, S1, 512,1 Go) : bus nvme, la règle veut sata, trop petit, la règle veut au moins 1000 Go, modèle « KIOXIA KXG6 », la règle veut « Samsung* » ; /dev/sda (DataTraveler, U1, 16 Go) : amovible, bus usb, la règle veut sata, trop petit, la règle veut au moins 1000 Go, modèle « DataTraveler », la règle veut « Samsung* »',
      en: 'no disk fits the profile\'s rule: /dev/nvme0n1 (KIOXIA KXG6, S1, 512.1 GB): bus nvme, the rule wants sata, too small, the rule wants at least 1000 GB, model "KIOXIA KXG6", the rule wants "Samsung*" ; /dev/sda (DataTraveler, U1, 16 GB): removable, bus usb, the rule wants sata, too small, the rule wants at least 1000 GB, model "DataTraveler", the rule wants "Samsung*"',
    });
  });

  it.each([
    ['a removable one, though the rule names its bus', { bus: ['usb' as const] }, stick, 'removable'],
    ['a USB disk that the rule does not name', {}, disk({ bus: 'usb' }), 'USB, which the rule does not name'],
    ['a write-protected one', {}, disk({ readOnly: true }), 'write-protected'],
    ['an empty reader', {}, disk({ sizeBytes: 0 }), 'empty, or without a medium'],
    ['one that is too large', { maximumBytes: 5e11 }, disk({}), 'too large, the rule wants at most 500 GB'],
    [
      'one that cannot be found again',
      {},
      disk({ serial: '', wwn: undefined }),
      'neither serial number nor WWN',
    ],
  ])('refuses %s', (_what, rule, only, reason) => {
    const { disks } = refusal(rule, [only]).data as { disks: { reasons: { en: string }[] }[] };
    expect(disks[0]!.reasons.map(({ en }) => en)).toEqual([reason]);
  });

  it('refuses two paths to what may be one disk', () => {
    const error = refusal({ bus: ['nvme'] }, [disk({}), disk({ path: '/dev/nvme1n1' })]);
    expect(error.text.en).toContain('same serial number as /dev/nvme1n1');
  });

  it('refuses a PC without a disk', () => {
    expect(refusal({}, []).text.en).toBe("no disk fits the profile's rule: the PC has no disk");
  });

  it('takes a USB disk that is not removable when the rule names USB', () => {
    expect(selectDisk({ bus: ['usb'] }, [disk({ bus: 'usb' })]).disk.serial).toBe('S1');
  });

  it('never selects a removable, write-protected or nameless disk, whatever the rule and the disks', () => {
    const anyDisk = fc
      .record({
        path: fc.constantFrom('/dev/sda', '/dev/sdb', '/dev/nvme0n1'),
        bus: fc.constantFrom(...(['nvme', 'sata', 'usb', 'virtio'] as const)),
        sizeBytes: fc.integer({ min: 0, max: 2_000_000_000 }),
        removable: fc.boolean(),
        readOnly: fc.boolean(),
        serial: fc.constantFrom('', 'A', 'B'),
        wwn: fc.constantFrom(undefined, 'w1'),
      })
      .map(disk);
    const rule = fc.record(
      {
        bus: fc.constant<DiskBus[]>(['usb', 'sata']),
        minimumBytes: fc.nat(),
        model: fc.constant('*'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(rule, fc.array(anyDisk, { maxLength: 4 }), (given, disks) => {
        try {
          const { disk: chosen } = selectDisk(given, disks);
          expect(chosen.removable || chosen.readOnly || chosen.sizeBytes === 0).toBe(false);
          expect(Boolean(chosen.serial) || Boolean(chosen.wwn)).toBe(true);
          expect(given.bus === undefined ? chosen.bus !== 'usb' : given.bus.includes(chosen.bus)).toBe(true);
        } catch (error) {
          if (!(error instanceof OperatorError)) throw error;
        }
      }),
    );
  });
});

describe('a model pattern', () => {
  it.each([
    ['Samsung*', 'SAMSUNG MZVL2512HCJQ', true],
    ['*MZVL?512*', 'SAMSUNG MZVL2512HCJQ', true],
    ['*', '', true],
    ['Samsung', 'Samsung SSD', false],
    ['a.c', 'abc', false],
    ['*a*a*a*a*a*a*a*a*b', 'a'.repeat(5_000), false],
  ])('%j on %j: %s', (pattern, text, fits) => {
    expect(matchesGlob(pattern, text)).toBe(fits);
  });
});
