import { inventorySchema } from '../../../../park/machine/index.js';
import type { Master } from '../../../../park/master/index.js';
import { profileSchema } from '../../../../documents/profile/index.js';
import type { DeployPlan } from '../../plan.js';
import { diskProblems } from './disk-problems.js';

const MIB = 2 ** 20;

/** What is wrong with a disk of such sectors, for that master and that size of the EFI partition. */
function problems(
  logicalSectorBytes: number | undefined,
  master: Partial<Master>,
  sizeBytes: string | number = '512MiB',
): string[] {
  const document = profileSchema.parse({
    name: 'desktop',
    master: { name: 'm' },
    disk: { layout: { esp: { sizeBytes } } },
  });
  const disks = [{ path: '/dev/nvme0n1', serial: 'A', bus: 'nvme', sizeBytes: 256e9, logicalSectorBytes }];
  const inventory = inventorySchema.parse({ firmware: { kind: 'uefi' }, disks, nics: [] });
  const plan = { profile: { document }, master } as unknown as DeployPlan;
  return diskProblems(plan, inventory).map(({ en }) => en);
}

describe('a disk by the size of its sectors', () => {
  it('is refused for an EFI partition that firmware could not read there, with what to change', () => {
    expect(problems(4096, { kind: 'rootfs' }, '256MiB')).toEqual([
      'the disk /dev/nvme0n1 has sectors of 4096 bytes, the EFI partition asked for has 256 MiB and needs at least 260: in the profile, set disk.layout.esp.sizeBytes to 260MiB or more',
    ]);
  });

  it.each([
    [4096, 260 * MIB],
    [512, 64 * MIB],
    [undefined, 64 * MIB],
  ])('of %s bytes takes an EFI partition of %s bytes', (sector, esp) => {
    expect(problems(sector, { kind: 'rootfs' }, esp)).toEqual([]);
  });

  it('is refused for a captured master of other sectors', () => {
    expect(problems(4096, { kind: 'disk', logicalSectorBytes: 512 })).toEqual([
      'the disk /dev/nvme0n1 has sectors of 4096 bytes, the master comes from a disk with sectors of 512 bytes: capture a master on a disk of the same kind',
    ]);
  });

  it.each([
    [512, 512],
    [4096, 4096],
    [undefined, 512],
  ])('of %s bytes takes a captured master of %s bytes, whatever the layout', (sector, logicalSectorBytes) => {
    expect(problems(sector, { kind: 'disk', logicalSectorBytes }, '64MiB')).toEqual([]);
  });
});

describe('a disk that a Windows image goes onto', () => {
  /** Nothing of the layout of Linux counts. */
  function problemsOf(sector: number, espBytes: string, kind: 'uefi' | 'bios'): string[] {
    const document = profileSchema.parse({ name: 'office', windows: { disk: { mode: 'layout', espBytes } } });
    const disks = [
      { path: '/dev/sda', serial: 'A', bus: 'sata', sizeBytes: 256e9, logicalSectorBytes: sector },
    ];
    const inventory = inventorySchema.parse({ firmware: { kind }, disks, nics: [] });
    const plan = { profile: { document }, master: { kind: 'wim' } } as unknown as DeployPlan;
    return diskProblems(plan, inventory).map(({ en }) => en);
  }

  it('is refused for an ESP that firmware could not read there', () => {
    expect(problemsOf(4096, '200MiB', 'uefi')).toEqual([
      'the disk /dev/sda has sectors of 4096 bytes, the EFI partition asked for has 200 MiB and needs at least 260: in the profile, set windows.disk.espBytes to 260MiB or more',
    ]);
  });

  it.each([
    [4096, '300MiB', 'uefi'],
    [512, '100MiB', 'uefi'],
    [4096, '200MiB', 'bios'], // no ESP is made
  ] as const)('of %s bytes takes an ESP of %s on a %s PC', (sector, esp, kind) => {
    expect(problemsOf(sector, esp, kind)).toEqual([]);
  });
});
