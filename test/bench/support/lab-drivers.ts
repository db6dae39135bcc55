import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../../../src/bench/command.js';
import type { BenchWorkshop } from './bench-workshop.js';

/** Real programs of Windows' kind: wine's. */
const PROGRAMS = '/usr/lib/x86_64-linux-gnu/wine/x86_64-windows';

/** A driver of the virtual PCs that nothing of Windows' own box is for, in an INF as vendors write them. */
interface LabDriver {
  inf: string;
  service: string;
  program: string;
  text: string;
}

/** Of QEMU's NVMe controller: Windows would not start without. */
export const DISK_DRIVER: LabDriver = {
  inf: 'labnvme.inf',
  service: 'labnvme',
  program: 'scsiport.sys',
  text: infOf({
    name: 'labnvme',
    className: 'SCSIAdapter',
    classGuid: '{4d36e97b-e325-11ce-bfc1-08002be10318}',
    ids: ['PCI\\VEN_1B36&DEV_0010'],
    service: ['StartType = 0', 'LoadOrderGroup = "SCSI Miniport"', 'AddReg = Service_Registry'],
    more: [
      '[Service_Registry]',
      'HKR, Parameters, BusType, 0x00010001, 0x11',
      'HKR, Parameters\\PnpInterface, 5, 0x00010001, 1',
    ],
  }),
};

/** Of its network card: copied, for Windows to install. */
export const NETWORK_DRIVER: LabDriver = {
  inf: 'labnet.inf',
  service: 'labnet',
  program: 'ndis.sys',
  text: infOf({
    name: 'labnet',
    className: 'Net',
    classGuid: '{4d36e972-e325-11ce-bfc1-08002be10318}',
    ids: ['PCI\\VEN_1AF4&DEV_1000', 'PCI\\VEN_1AF4&DEV_1041'],
    service: ['StartType = 3', 'LoadOrderGroup = NDIS'],
    more: [],
  }),
};

/**
 * Imports both into the catalogue, as an archive, and pins them: nobody but Microsoft signs drivers, and whoever pins
 * one without answers for it.
 */
export async function importLabDrivers({ api }: BenchWorkshop): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'etabli-lab-drivers-'));
  try {
    for (const { inf, service, program, text } of [DISK_DRIVER, NETWORK_DRIVER]) {
      // With the mark of its byte order, as most INFs of vendors have.
      await writeFile(join(folder, inf), Buffer.from(`\ufeff${text}`, 'utf16le'));
      await copyFile(join(PROGRAMS, program), join(folder, `${service}.sys`));
    }
    const archive = join(folder, 'drivers.zip');
    await command('7z', ['a', '-tzip', archive, `${folder}/*.inf`, `${folder}/*.sys`]);
    const { packages, refused } = await api.put<{ packages: { id: string }[]; refused: unknown[] }>(
      '/api/drivers',
      {
        raw: { content: await readFile(archive), type: 'application/octet-stream' },
        query: { name: 'drivers.zip' },
      },
    );
    if (packages.length !== 2) throw new Error(`drivers were refused: ${JSON.stringify(refused)}`);
    for (const { id } of packages)
      await api.post('/api/driver-rules', { body: { action: 'pin', packageId: id, reason: 'bench' } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The program of a driver, as the package has it. */
export function programOf({ program }: LabDriver): Promise<Buffer> {
  return readFile(join(PROGRAMS, program));
}

interface Inf {
  name: string;
  className: string;
  classGuid: string;
  ids: string[];
  service: string[];
  more: string[];
}

function infOf({ name, className, classGuid, ids, service, more }: Inf): string {
  return [
    '[Version]',
    'Signature = "$WINDOWS NT$"',
    `Class = ${className}`,
    `ClassGuid = ${classGuid}`,
    'Provider = %Provider%',
    'DriverVer = 11/01/2026,4.2.0.1',
    `CatalogFile = ${name}.cat`,
    'PnpLockdown = 1',
    '[DestinationDirs]',
    'DefaultDestDir = 12',
    '[SourceDisksNames]',
    '1 = %Provider%',
    '[SourceDisksFiles]',
    `${name}.sys = 1`,
    '[Manufacturer]',
    '%Provider% = Models, NTamd64.10.0...16299',
    '[Models.NTamd64.10.0...16299]',
    ...ids.map((id) => `%Device% = Install, ${id}`),
    '[Install.NTamd64]',
    'CopyFiles = Files',
    '[Files]',
    `${name}.sys`,
    '[Install.NTamd64.Services]',
    `AddService = ${name}, 0x00000002, Service`,
    '[Service]',
    'DisplayName = %Device%',
    'ServiceType = 1',
    'ErrorControl = 1',
    `ServiceBinary = %12%\\${name}.sys`,
    ...service,
    ...more,
    '[Strings]',
    'Provider = "Labo d’essai"',
    `Device = "Appareil ${name}"`,
    '',
  ].join('\r\n');
}
