import { diskScript } from '../../src/documents/answer/windows/disk/disk-script.js';
import { windowsAnswer } from '../support/windows-answer.js';
import { type PeDisk, type PePc, startWindowsPe } from '../support/windows-pe.js';
import { Wine } from '../support/wine.js';

const NVME: PeDisk = { number: 0, size: '476 GB', model: 'Samsung SSD 980 & co (M.2)', type: 'NVMe' };
const SATA: PeDisk = { number: 1, size: '931 GB', model: 'WDC WD10EZEX-08W', type: 'SATA' };
const STICK: PeDisk = { number: 2, size: '28 GB', model: 'SanDisk Ultra USB Device', type: 'USB' };

/** What diskpart is told for a UEFI layout, once the disk is chosen. */
const ERASED = [
  'clean',
  'convert gpt',
  'create partition efi size=300',
  'format quick fs=fat32 label="System"',
  'create partition msr size=16',
  'create partition primary',
  'format quick fs=ntfs label="Windows"',
];
const erased = (disk: number) => ERASED.map((command) => `diskpart ${disk}: ${command}`);
const offline = (disk: number) => `diskpart ${disk}: offline disk noerr`;

let wine: Wine;

beforeAll(async () => {
  wine = await Wine.create();
});

afterAll(async () => {
  await wine.remove();
});

/** Windows PE on a PC up to the point where Setup would go on: what was done, beyond looking. */
async function setUp(assertions: object | undefined, pc: PePc, more: object = {}) {
  const answer = windowsAnswer({ disk: { mode: 'layout', ...(assertions && { assertions }), ...more } });
  const path = 'RunSynchronous/RunSynchronousCommand/Path';
  const lines = answer.values('windowsPE', 'Microsoft-Windows-Setup', path);
  await wine.clear();
  await startWindowsPe(wine, pc);
  await wine.runLines(lines.slice(0, -1));
  const { status, stdout } = await wine.run(...lines.at(-1)!.split(' '));
  const record = (await wine.get('record.txt')).split('\n').filter((line) => line !== '');
  const looking = /: (?:select disk|list disk|detail disk|list partition)\b|UpdateBootInfo/;
  return { status, stdout, done: record.filter((line) => !looking.test(line)) };
}

describe('the script for Windows PE', () => {
  it('arrives unchanged', async () => {
    const assertions = {
      minimumBytes: '200GB',
      maximumBytes: '2TB',
      bus: ['nvme', 'sata'],
      model: 'A (b)*.?',
      noPartitions: true,
    };
    await setUp(assertions, { disks: [] }, { disk: 'only' });
    const expected = diskScript({
      disk: 'only',
      firmware: 'uefi',
      alone: true,
      assertions: {
        minimumBytes: 200e9,
        maximumBytes: 2e12,
        bus: ['nvme', 'sata'],
        model: 'A (b)*.?',
        noPartitions: true,
        exactlyOne: true,
      },
    });
    expect((await wine.get('etabli-disk.cmd')).split('\n')).toEqual([...expected, '']);
    expect((await wine.get('etabli-disk.txt')).split('\n')).toEqual([...ERASED, '']);
  });
});

describe('a disk that matches', () => {
  it.each<[title: string, assertions: object, disks: PeDisk[]]>([
    ['by its size', { minimumBytes: '500GB', exactlyOne: false }, [SATA]],
    ['by its size, as the vendor rounds it', { minimumBytes: '512GB', maximumBytes: '512GB' }, [NVME, STICK]],
    ['by its bus', { bus: ['nvme', 'raid'] }, [NVME, SATA, STICK]],
    ['by its model', { model: 'samsung*980*' }, [NVME, SATA]],
    ['by its model with a dot and parentheses', { model: '*(m.2)' }, [NVME, SATA]],
    ['since it has no partitions', { noPartitions: true }, [NVME, { ...SATA, partitions: 3 }]],
    ['as the only one that is no USB disk', {}, [NVME, STICK]],
    ['as one of two, when that may be', { exactlyOne: false }, [NVME, SATA]],
    ['with a size in TB', { minimumBytes: '16TB' }, [{ ...NVME, size: '14 TB' }]],
    ['with a gap in the numbers', { bus: ['sata'] }, [STICK, { ...SATA, number: 5 }]],
  ])('is erased: %s', async (_title, assertions, disks) => {
    const wanted = disks.find(({ type }) => type !== 'USB')!.number;
    const got = await setUp(assertions, { disks }, { disk: wanted });
    expect(got.done).toEqual(erased(wanted));
    expect(got.status).toBe(0);
  });

  it('is found whatever its number; other internal disks are hidden from Setup, its medium is not', async () => {
    const disks = [SATA, { ...SATA, number: 3 }, STICK, NVME].map((disk, number) => ({ ...disk, number }));
    const got = await setUp({ bus: ['nvme'] }, { disks }, { disk: 'only' });
    expect(got.done).toEqual([offline(0), offline(1), ...erased(3)]);
    expect(got.status).toBe(0);
  });

  it.each(['fr', 'zh'] as const)('is read from the output of diskpart in %s', async (language) => {
    const disks = [NVME, SATA].map((disk) => ({
      ...disk,
      size: language === 'fr' ? disk.size.replace('GB', 'G octets') : disk.size,
    }));
    const assertions = { minimumBytes: '600GB', bus: ['sata'], noPartitions: true };
    const got = await setUp(assertions, { language, disks }, { disk: 'only' });
    expect(got.done).toEqual([offline(0), ...erased(1)]);
  });

  it('gets an MBR on a PC that was booted with BIOS', async () => {
    const got = await setUp({}, { disks: [NVME], firmware: 'bios' }, { firmware: 'bios' });
    expect(got.done).toEqual(
      [
        'clean',
        'convert mbr noerr',
        'create partition primary size=500',
        'format quick fs=ntfs label="System Reserved"',
        'active',
        'create partition primary',
        'format quick fs=ntfs label="Windows"',
      ].map((command) => `diskpart 0: ${command}`),
    );
  });

  it('gets the commands of the profile', async () => {
    const commands = ['clean', 'create partition primary size=100', 'format fs=ntfs label="A - B" quick'];
    const got = await setUp({}, { disks: [NVME] }, { mode: 'diskpart', commands, partition: 1 });
    expect(got.done).toEqual(commands.map((command) => `diskpart 0: ${command}`));
  });
});

describe('no disk is erased', () => {
  it.each<[title: string, assertions: object, disks: PeDisk[], reason: string, more?: object]>([
    ['too small', { minimumBytes: '600GB' }, [NVME], 'trop petit / too small'],
    ['too large', { maximumBytes: '600GB' }, [{ ...SATA, number: 0 }], 'trop grand / too large'],
    ['on another bus', { bus: ['sata'] }, [NVME], 'autre bus / another bus'],
    ['a USB disk that no rule names', {}, [{ ...STICK, number: 0 }], 'Device - USB'],
    ['of another model', { model: 'Samsung' }, [NVME], 'autre modele / another model'],
    ['of a model that differs at a dot', { model: '*M_2)' }, [NVME], 'autre modele / another model'],
    ['partitioned', { noPartitions: true }, [{ ...NVME, partitions: 1 }], 'has partitions already'],
    ['without a medium', {}, [{ ...NVME, size: '0 B' }], 'empty, or without a medium'],
    ['of a size in a unit that is not known', {}, [{ ...NVME, size: '476 \u00a4B' }], 'size not read'],
    ['one of two that fit', {}, [NVME, SATA], '2 disks fit, exactly one must'],
    ['one of two that fit, of any number', {}, [NVME, SATA], 'exactly one must', { disk: 'only' }],
    ['not there', {}, [], 'no disk fits'],
    ['not the one that was named', { bus: ['sata'] }, [NVME, SATA], 'disk 0 does not fit'],
  ])('%s', async (_title, assertions, disks, reason, more = {}) => {
    const got = await setUp(assertions, { disks }, more);
    const inside = disks.filter(({ type }) => type !== 'USB').map(({ number }) => offline(number));
    expect(got.done).toEqual([...inside, 'wpeutil shutdown']);
    expect(got.stdout).toContain(reason);
    expect(got.stdout).toContain("ARRET : aucun disque n'a ete efface. STOP: no disk was erased.");
    expect(got.status).toBe(9); // the stand-in's own, for a PC that was switched off
  });

  it.each([
    ['uefi', 'bios'],
    ['bios', 'uefi'],
  ] as const)('for %s on a PC that was booted with %s', async (firmware, booted) => {
    const got = await setUp({}, { disks: [NVME], firmware: booted }, { firmware });
    expect(got.done).toEqual([offline(0), 'wpeutil shutdown']);
    expect(got.stdout).toContain('booted as UEFI/BIOS unlike the profile');
  });
});

describe('a diskpart that fails', () => {
  it('is reported, and Setup stops', async () => {
    const got = await setUp({}, { disks: [NVME], failsAt: 'create partition msr size=16' });
    expect(got.done).toEqual([...erased(0).slice(0, 5), 'wpeutil shutdown']);
    expect(got.stdout).toContain('STOP: diskpart failed, disk 0 is erased in part.');
    expect(got.stdout).not.toContain('no disk was erased');
  });
});
