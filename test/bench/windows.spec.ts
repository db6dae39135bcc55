import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../../src/bench/command.js';
import type { StepShape } from '../../src/interfaces/cli/api-shapes.js';
import { BenchWorkshop, type Proof } from './support/bench-workshop.js';
import { DISK_DRIVER, importLabDrivers, NETWORK_DRIVER, programOf } from './support/lab-drivers.js';
import { settled, valueOf } from './support/other-pcs.js';
import {
  deployBios,
  deployAgain,
  deploySpoilt,
  forgetImage,
  importImage,
  PASSWORD,
  PROGRAM,
  putPassword,
  putProgram,
  type RefusedPc,
  type WindowsMaster,
  type WindowsPc,
} from './support/windows-pcs.js';
import {
  differences,
  type FoundPartition,
  type UnpackedNtfs,
  withWindowsDisk,
  type WindowsDisk,
} from './support/windows-disk.js';

const MINUTE = 60_000;
const MIB = 2 ** 20;
const BASIC_DATA = 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7';
const DONE_BEFORE_RESTART = [
  'wait-environment',
  'inventory',
  'hardware-check',
  'boot-check',
  'partition',
  'apply-master',
  'verify-master',
  'inject-drivers',
  'write-answers',
  'install-windows-boot',
  'restart',
];
/** Windows writes the passwords of an answer file in base64, with a word behind: that hides nothing. */
const PASSWORD_FORMS = {
  utf8: Buffer.from(PASSWORD),
  utf16: Buffer.from(PASSWORD, 'utf16le'),
  hidden: Buffer.from(Buffer.from(`${PASSWORD}Password`, 'utf16le').toString('base64')),
};
const BOOT_MANAGER = '{9dea862c-5cdd-4e70-acc1-f32b344d4795}';

let workshop: BenchWorkshop;
let master: WindowsMaster;
let folder: string;
let spoilt: RefusedPc;
/** Keeps the other core busy meanwhile. */
let bios: Promise<PromiseSettledResult<WindowsPc>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-windows-spec-'));
  workshop = await BenchWorkshop.open(async (config) => {
    master = await importImage(config);
  });
  await putPassword(workshop);
  await putProgram(workshop);
  await importLabDrivers(workshop);
  spoilt = await deploySpoilt(workshop, master);
  bios = settled(deployBios(workshop, master));
}, 45 * MINUTE);

afterAll(async () => {
  await workshop?.close();
  if (master) await forgetImage(master);
  await rm(folder, { recursive: true, force: true });
}, MINUTE);

describe('a PC with Secure Boot, authorities of 2023 alone and sectors of 4096 bytes', () => {
  let found: WindowsPc & RefusedPc;
  let disk: ReadDisk;

  beforeAll(async () => {
    found = await deployAgain(workshop, spoilt);
    disk = await readBack(found, 'esp', 'secure');
  }, 80 * MINUTE);

  it('fails at the transfer of a spoilt image, with its cause, and goes on when it is right again', () => {
    expect(found.refused.failure?.step).toBe('apply-master');
    expect(found.refused.failure?.cause.en).toMatch(/corrupt|digest|damaged/i);
    expect(namesDone(found.refused.steps)).toEqual(DONE_BEFORE_RESTART.slice(0, 5));
  });

  it('has done every step up to its restart, in order, and waits for Windows', () => {
    expect(namesDone(found.deployment.steps)).toEqual(DONE_BEFORE_RESTART);
    expect(found.deployment.certificate).toBeUndefined();
  });

  it('chose the boot manager that its firmware trusts before anything was erased', () => {
    expect(evidence(found, 'boot-check')).toMatchObject({
      bootManager: { folder: 'EFI_EX', authority: 'Microsoft UEFI CA 2023' },
    });
  });

  it('was started by its firmware from the entry and the boot files of the image', () => {
    expect(found.serial).toMatch(
      /BdsDxe: starting Boot[0-9A-F]{4} "Windows Boot Manager" from HD\(1,GPT,.*\\EFI\\Microsoft\\Boot\\bootmgfw\.efi/,
    );
    expect(found.serial).toContain('GNU GRUB');
    expect(found.serial).not.toMatch(/Access Denied|Security Violation/);
  });

  it('has the partitions of Windows, as sgdisk reads them', () => {
    const [esp, msr, windows, recovery] = disk.partitions;
    expect(disk.partitions.map(({ type, attributes }) => `${type} ${attributes}`)).toEqual([
      'c12a7328-f81f-11d2-ba4b-00a0c93ec93b 0000000000000000',
      'e3c9e316-0b5c-4db8-817d-f92df00215ae 0000000000000000',
      `${BASIC_DATA} 0000000000000000`,
      'de94bba4-06d1-4d40-a16a-bfd50179d6ac 8000000000000001',
    ]);
    expect([esp!.bytes, msr!.bytes, recovery!.bytes]).toEqual([300 * MIB, 16 * MIB, 1024 * MIB]);
    expect(windows!.bytes).toBeGreaterThan(6000 * MIB);
  });

  it('has every file of the image on its volume, byte for byte, with names, streams and attributes', async () => {
    const { compared, different } = await differences(disk.windows, master.files.values());
    expect(compared).toBeGreaterThan(80);
    // The registry and the recovery image have a driver more.
    expect(different.map((text) => text.split(':')[0]).sort()).toEqual([
      '/Windows/System32/Recovery/Winre.wim',
      '/Windows/System32/config/SYSTEM',
    ]);
  });

  it('has the driver of its disk for its first start, as another program reads the registry', async () => {
    expect(evidence(found, 'inject-drivers')).toMatchObject({
      boot: [{ service: 'labnvme', readBack: true }],
      winre: 'injected',
    });
    const { folder: root } = disk.windows;
    const program = await programOf(DISK_DRIVER);
    expect((await readFile(join(root, 'Windows/System32/drivers/labnvme.sys'))).equals(program)).toBe(true);
    await expectDriver(join(root, 'Windows/System32/config/SYSTEM'));
  });

  it('has it in its recovery image too', async () => {
    const winre = join(disk.windows.folder, 'Windows/System32/Recovery/Winre.wim');
    const to = join(folder, 'winre');
    const wanted = ['/Windows/System32/config/SYSTEM', '/Windows/System32/drivers/labnvme.sys'];
    await command('wimlib-imagex', ['extract', winre, '1', ...wanted, `--dest-dir=${to}`, '--no-acls']);
    expect((await readFile(join(to, 'labnvme.sys'))).equals(await programOf(DISK_DRIVER))).toBe(true);
    await expectDriver(join(to, 'SYSTEM'));
  });

  it('has the files of its drivers, and the list by which Windows installs them, network first', async () => {
    const drivers = join(disk.windows.folder, 'Windows/Etabli/Drivers');
    const { packages } = JSON.parse(await readFile(join(drivers, 'packages.json'), 'utf8')) as {
      packages: { folder: string; inf: string }[];
    };
    expect(packages.map(({ inf }) => inf)).toEqual(['labnet.inf', 'labnvme.inf']);
    const program = await readFile(join(drivers, packages[0]!.folder, 'labnet.sys'));
    expect(program.equals(await programOf(NETWORK_DRIVER))).toBe(true);
  });

  it('has the boot files of the image on its ESP, those of 2023 in the place of those of 2011', async () => {
    expect(await espDigests(disk, ['EFI/Microsoft/Boot/bootmgfw.efi', 'EFI/BOOT/BOOTX64.EFI'])).toEqual([
      sha1Of('/Windows/Boot/EFI_EX/bootmgfw_EX.efi'),
      sha1Of('/Windows/Boot/EFI_EX/bootmgfw_EX.efi'),
    ]);
    expect(await espDigests(disk, ['EFI/Microsoft/Boot/fr-FR/bootmgfw.efi.mui'])).toEqual([
      sha1Of('/Windows/Boot/EFI/fr-FR/bootmgfw.efi.mui'),
    ]);
    const fonts = disk.bootPaths
      .filter((path) => path.includes('/Fonts/'))
      .map((path) => path.split('/').at(-1));
    expect(fonts.sort()).toEqual(['segoe_slboot.ttf', 'wgl4_boot.ttf']);
  });

  it('has a boot store that names the partition and the disk, as another program than its maker reads it', async () => {
    const store = await bootStore(disk);
    const loader = store.get(`${BOOT_MANAGER}\\Elements\\23000003`)?.text;
    expect(loader).toMatch(/^\{[0-9a-f-]{36}\}$/);
    const [esp, , windows] = disk.partitions;
    const device = store.get(`${loader}\\Elements\\11000001`)?.hex ?? '';
    expect(device).toContain(guidBytes(windows!.id));
    expect(device).toContain(guidBytes(disk.id));
    expect(store.get(`${BOOT_MANAGER}\\Elements\\11000001`)?.hex).toContain(guidBytes(esp!.id));
    expect(store.get(`${loader}\\Elements\\12000002`)?.text).toBe('\\Windows\\system32\\winload.efi');
    expect(store.get(`${loader}\\Elements\\12000005`)?.text).toBe('fr-FR');
  });

  it('has the answer file and the files of the first boot, whole, and no secret', async () => {
    await expectAnswers(found, disk);
  });

  /** Last: it changes the files that the tests above have read. */
  describe('whose Windows, by a stand-in on its unpacked volume, starts for the first time', () => {
    let said: string[];
    let proof: Proof;

    beforeAll(async () => {
      const programs = {
        ...{ installed: {}, runs: [], journal: {}, atRestart: {}, unmeasured: [], left: [] },
        installers: { [PROGRAM.name]: [{ exitCode: 3010, installsAtRestart: [PROGRAM.version] }] },
      };
      said = await workshop.firstBoot(found.pc, disk.windows.folder, { programs });
      proof = await workshop.proof(await workshop.untilEnded(found.id, 'certified', 5 * MINUTE));
    }, 20 * MINUTE);

    it('calls home with the ticket of its disk, lets Établi in, restarts once for its program, and is sealed', () => {
      expect(said.filter((line) => !line.includes('/'))).toEqual([
        ...['windows', 'redeem', 'report', 'enrol', 'open', 'windows', 'open', 'sealed', 'ended 200'],
      ]);
      const scripts = said.filter((line) => line.includes('/'));
      expect(scripts).toEqual(
        expect.arrayContaining(['system/who-am-i', 'software/install', 'recette/measure', 'software/clean']),
      );
    });

    it('has its certificate, of what the PC measured', () => {
      const verdicts = proof.record.checks.map(({ kind, verdict }) => `${kind} ${verdict}`);
      expect(verdicts).toEqual(
        expect.arrayContaining([
          ...['master-digest passed', 'windows-boot-files passed', 'storage-drivers passed'],
          ...['windows-started passed', 'hostname passed', 'program-installed passed'],
          ...['access-removed passed', 'access-refused passed', 'no-leftover passed'],
        ]),
      );
      expect(proof.record.software).toEqual([PROGRAM]);
      // It was issued while its own step was under way.
      expect(proof.record.steps.map(({ name }) => name).slice(-5)).toEqual([
        ...['wait-windows', 'hand-over', 'install-programs', 'windows-recette', 'seal-windows'],
      ]);
    });

    it('leaves nothing of Établi on the volume', () => {
      for (const path of ['Windows/Etabli', 'Windows/Panther/unattend.xml'])
        expect(existsSync(join(disk.windows.folder, path))).toBe(false);
    });
  });
});

describe('a BIOS PC with a SATA disk', () => {
  let found: WindowsPc;
  let disk: ReadDisk;

  beforeAll(async () => {
    found = valueOf(await bios);
    disk = await readBack(found, 'system', 'bios');
  }, 80 * MINUTE);

  it('has done every step up to its restart, and was started by the boot record of its disk', () => {
    expect(namesDone(found.deployment.steps)).toEqual(DONE_BEFORE_RESTART);
    expect(found.serial).toContain('Etabli: bootmgr of the image was started by the boot record');
  });

  it('has an active partition for starting, then Windows and its recovery', () => {
    expect(disk.partitions.map(({ type, attributes }) => `${type} ${attributes}`)).toEqual([
      '07 80',
      '07 00',
      '27 00',
    ]);
  });

  it('has every file of the image on its volume, byte for byte', async () => {
    const { compared, different } = await differences(disk.windows, master.files.values());
    expect(compared).toBeGreaterThan(80);
    expect(different).toEqual([]);
  });

  it('has a boot store that names the disk by its signature', async () => {
    const store = await bootStore(disk);
    const loader = store.get(`${BOOT_MANAGER}\\Elements\\23000003`)?.text;
    const signature = Buffer.from(disk.id, 'hex').reverse().toString('hex');
    expect(store.get(`${loader}\\Elements\\11000001`)?.hex).toContain(signature);
    expect(store.get(`${loader}\\Elements\\12000002`)?.text).toBe('\\Windows\\system32\\winload.exe');
  });

  it('has the answer file and the files of the first boot, whole, and no secret', async () => {
    await expectAnswers(found, disk);
  });
});

/** What was read from a disk, all of it in files of this test. */
interface ReadDisk extends Pick<WindowsDisk, 'id' | 'partitions'> {
  windows: UnpackedNtfs;
  /** The files of the partition that the firmware starts from, and a folder that has them. */
  bootPaths: string[];
  bootFolder: string;
  /** The forms in which the password of the profile occurs anywhere on the disk. */
  passwords: string[];
}

/** Reads the disk once, and keeps it for every test: the raw image is gone when this returns. */
async function readBack({ pc }: WindowsPc, boot: 'esp' | 'system', name: string): Promise<ReadDisk> {
  return withWindowsDisk(pc, 0, async (disk) => {
    const [first] = disk.partitions;
    const windows = largest(disk.partitions);
    const bootFolder = join(folder, name, 'boot');
    const bootPaths = await disk.keepFiles(first!, boot === 'esp' ? 'fat' : 'ntfs', bootFolder);
    const passwords: string[] = [];
    for (const [form, bytes] of Object.entries(PASSWORD_FORMS))
      if (await disk.holds(bytes)) passwords.push(form);
    return {
      id: disk.id,
      partitions: disk.partitions,
      windows: await disk.unpack(windows, join(folder, name, 'windows')),
      bootPaths,
      bootFolder,
      passwords,
    };
  });
}

function largest(partitions: FoundPartition[]): FoundPartition {
  return [...partitions].sort((one, other) => other.bytes - one.bytes)[0]!;
}

function namesDone(steps: StepShape[] = []): string[] {
  return steps.filter(({ state }) => state === 'done').map(({ name }) => name);
}

function evidence({ deployment }: WindowsPc, step: string): Record<string, unknown> {
  return deployment.steps?.find(({ name }) => name === step)?.evidence ?? {};
}

function sha1Of(path: string): string | undefined {
  return master.files.get(path)?.streams[0]?.sha1;
}

function espDigests({ bootFolder }: ReadDisk, paths: string[]): Promise<string[]> {
  return Promise.all(
    paths.map(async (path) =>
      createHash('sha1')
        .update(await readFile(join(bootFolder, path)))
        .digest('hex'),
    ),
  );
}

/** The values of a boot store, by object and element, as hivexregedit prints them. */
async function bootStore({
  bootPaths,
  bootFolder,
}: ReadDisk): Promise<Map<string, { hex: string; text: string }>> {
  const path = bootPaths.find((each) => /(^|\/)Boot\/BCD$/i.test(each))!;
  const printed = await command('hivexregedit', ['--export', join(bootFolder, path), '\\Objects']);
  const values = new Map<string, { hex: string; text: string }>();
  let key = '';
  for (const line of printed.split('\n')) {
    key = /^\[\\Objects\\(.*)\]$/.exec(line)?.[1] ?? key;
    const hex = /^"Element"=hex\([0-9a-f]+\):(.*)$/.exec(line)?.[1]?.replaceAll(',', '');
    if (hex !== undefined) {
      const text = Buffer.from(hex, 'hex').toString('utf16le').replace(/\0+$/, '');
      values.set(key, { hex, text });
    }
  }
  return values;
}

/** What Windows needs in its registry to start from the disk, read by chntpw's reged. */
async function expectDriver(hive: string): Promise<void> {
  const file = `${hive}.reg`;
  await command('reged', ['-x', hive, 'HKLM', '\\', file]);
  const text = (await readFile(file, 'utf8')).replaceAll('\r', '');
  const keyOf = (key: string): string =>
    text.split(/^\[/m).find((part) => part.toLowerCase().startsWith(`hklm\\${key}]`.toLowerCase())) ?? '';
  const service = keyOf('ControlSet001\\Services\\labnvme');
  expect(service).toContain('"Start"=dword:00000000');
  expect(service).toContain('"Type"=dword:00000001');
  expect(keyOf('ControlSet001\\Services\\labnvme\\Parameters')).toContain('"BusType"=dword:00000011');
  expect(keyOf('DriverDatabase\\DeviceIds\\PCI\\VEN_1B36&DEV_0010')).toMatch(
    /^"oem\d+\.inf"=hex:01,ff,00,00$/m,
  );
}

/** A GUID as it stands in bytes: three numbers with the least byte first, then eight bytes. */
function guidBytes(guid: string): string {
  const [a, b, c, d, e] = guid.split('-');
  const reversed = (hex: string): string => Buffer.from(hex, 'hex').reverse().toString('hex');
  return `${reversed(a!)}${reversed(b!)}${reversed(c!)}${d}${e}`;
}

async function expectAnswers(found: WindowsPc, disk: ReadDisk): Promise<void> {
  const { files } = evidence(found, 'write-answers') as { files: { path: string; sha256: string }[] };
  expect(files.map(({ path }) => path)).toContain('Windows/Panther/unattend.xml');
  for (const { path, sha256 } of files) {
    const bytes = await readFile(join(disk.windows.folder, path));
    expect(`${path} ${createHash('sha256').update(bytes).digest('hex')}`).toBe(`${path} ${sha256}`);
  }
  const unattend = join(disk.windows.folder, 'Windows/Panther/unattend.xml');
  const name = await command('xmllint', ['--xpath', "string(//*[local-name()='ComputerName'])", unattend]);
  expect(name.trim().toLowerCase()).toBe(found.pc.options.name.toLowerCase());
  expect(disk.passwords).toEqual([]);
}
