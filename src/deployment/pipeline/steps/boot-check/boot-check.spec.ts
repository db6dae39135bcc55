import { Readable } from 'node:stream';
import { parseProfile } from '../../../../documents/profile/index.js';
import type { BootDriver, DeviceMatch, Drivers } from '../../../../park/catalog/index.js';
import type { Payloads } from '../../../../park/master/index.js';
import { OperatorError } from '../../../../platform/core/index.js';
import type { Addresses } from '../../addresses.js';
import type { Facts } from '../../facts.js';
import type { StepContext } from '../../step-context.js';
import { BootCheck } from './boot-check.step.js';

const SHA = 'a'.repeat(64);
const PCA_2011 = 'Microsoft Windows Production PCA 2011';
const DISK = { path: '/dev/sda', serial: 'S1', bus: 'sata', sizeBytes: 256e9 };
const AHCI = {
  ...{ slot: '0000:00:17.0', name: 'Intel AHCI', class: '0106', disks: ['/dev/sda'] },
  hardwareIds: ['PCI\\VEN_8086&DEV_A352'],
  compatibleIds: ['PCI\\CC_010601'],
};
const NIC = { ...AHCI, slot: '0000:02:00.0', name: 'Realtek', class: '0200', disks: [] };
const OWN: BootDriver = { state: 'in-image', reason: { fr: 'là', en: 'there' }, drivers: [] };

interface Given {
  firmware?: 'uefi' | 'bios';
  processor?: string;
  windows?: object;
  start?: BootDriver;
  missing?: object[];
  authority?: string;
  description?: string;
}

/** Runs the step on such a PC. @returns what it remembered, its evidence, and what it asked the agent and the catalogue */
async function check(given: Given = {}) {
  const { firmware = 'uefi', processor = 'amd64', windows = {}, start = OWN, missing = [] } = given;
  const asked: string[] = [];
  const controllers: unknown[] = [];
  const remembered: Partial<Facts> = {};
  const db = [{ subject: given.authority ?? PCA_2011, sha256: SHA }];
  const answers: Record<string, object> = {
    disks: { disks: [DISK, { ...DISK, path: '/dev/sdb', serial: 'S2', bus: 'usb' }] },
    devices: { devices: [AHCI, NIC] },
    'firmware-trust': {
      ...{ secureBoot: 'enabled', db, dbHashes: [], kek: [] },
      dbx: { hashes: [], certificates: [] },
    },
  };
  const manager = {
    ...{ path: 'Windows/Boot/EFI/bootmgfw.efi', folder: 'EFI', authenticodeSha256: SHA },
    ...{ signers: [], authority: PCA_2011 },
  };
  const image = {
    ...{ name: 'Windows 11 Pro', edition: 'Professional', build: '26100.1742', languages: ['fr-FR'] },
    ...{ architecture: 'amd64', productType: 'WinNT', bootManagers: [manager], descriptionSha256: SHA },
  };
  const document = parseProfile({ name: 'office', windows });
  const context = {
    plan: { profile: { document }, master: { kind: 'wim', minimumDiskBytes: 20e9, image } },
    facts: { firmware },
    known: () => firmware,
    machine: () => Promise.resolve({ inventory: { cpu: { architecture: processor } } }),
    agent: (name: string) => {
      asked.push(name);
      return Promise.resolve(answers[name]);
    },
    remember: (facts: Partial<Facts>) => Promise.resolve(Object.assign(remembered, facts)),
    log: () => undefined,
  } as unknown as StepContext<'deploy'>;
  const payloads = {
    verify: () => Promise.resolve(),
    read: () =>
      Promise.resolve(Readable.from([given.description ?? '{"ids":["PCI\\\\CC_010601"],"storage":[]}'])),
  } as unknown as Payloads;
  const drivers = {
    bootDriver: (found: unknown[], known: { ids: string[] }) => {
      controllers.push(...found, ...known.ids);
      return Promise.resolve(start);
    },
    match: () =>
      Promise.resolve(
        missing.map((device) => ({ device, reason: OWN.reason, others: [] }) as unknown as DeviceMatch),
      ),
  } as unknown as Drivers;
  const step = new BootCheck(payloads, drivers, { payload: (sha: string) => sha } as unknown as Addresses);
  const outcome = await step.run(context);
  return { outcome, remembered, asked, controllers };
}

describe('boot-check', () => {
  it('settles the boot manager and the drivers, for the disk that the rule selects', async () => {
    const { outcome, remembered, controllers } = await check({ missing: [NIC] });
    expect(remembered).toMatchObject({
      disk: { path: '/dev/sda', serial: 'S1' },
      bootManager: { folder: 'EFI', authority: PCA_2011 },
      driverChoice: { boot: [], packages: [], missing: [{ name: 'Realtek' }] },
    });
    expect(outcome).toMatchObject({ kind: 'done', evidence: { firmware: 'uefi', image: SHA } });
    expect(controllers).toEqual([AHCI, 'PCI\\CC_010601']);
  });

  it('asks no firmware of a BIOS PC what it trusts', async () => {
    const { remembered, asked } = await check({ firmware: 'bios', authority: 'nobody' });
    expect(remembered.bootManager).toEqual({ folder: 'EFI' });
    expect(asked).not.toContain('firmware-trust');
  });

  it.each<[Given, RegExp]>([
    [{ authority: 'Dell Inc. UEFI CA' }, /Secure Boot would refuse to start this image/],
    [{ processor: 'arm64' }, /the image is made for amd64, this PC has a processor arm64/],
    [{ processor: 'riscv64' }, /this PC has a processor riscv64/],
    [
      {
        firmware: 'bios',
        windows: {
          disk: {
            mode: 'layout',
            windows: { sizeBytes: '64GiB' },
            recovery: {},
            data: [{ sizeBytes: '1GiB' }, {}],
          },
        },
      },
      /whose MBR has at most 4 partitions/,
    ],
    [
      { start: { state: 'none', reason: { fr: 'x', en: 'cannot start' }, remedy: { fr: 'y', en: 'y' } } },
      /^cannot start$/,
    ],
    [{ windows: { drivers: { missing: 'fail' } }, missing: [NIC] }, /^no driver for: Realtek \(PCI/],
  ])('refuses a PC on which Windows would not start, or not as asked: %j', async (given, text) => {
    const refusal = await check(given).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(OperatorError);
    expect((refusal as OperatorError).text.en).toMatch(text);
  });

  it('cannot judge an image whose description is something else', async () => {
    await expect(check({ description: 'not JSON' })).rejects.toThrow('the description of the image');
    await expect(check({ description: '{"ids":3}' })).rejects.toThrow('the description of the image');
  });
});
