import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { VirtualPc } from '../../../src/bench/index.js';
import type { DeploymentShape } from '../../../src/interfaces/cli/api-shapes.js';
import type { Config } from '../../../src/platform/config/index.js';
import { type WimEntry, wimListing } from '../../support/wim-listing.js';
import { makeWindowsImage } from '../../support/windows-image.js';
import type { BenchWorkshop } from './bench-workshop.js';
import { etabli } from './etabli-command.js';
import { spoil } from './spoil.js';

const MINUTE = 60_000;
const GIB = 2 ** 30;
const MASTER = 'windows-11-bench';
/** What may not be found anywhere on a disk. */
export const PASSWORD = 'Mot-de-passe-d’atelier-42';

/** What GRUB shows above its prompt: shim stands for Windows' boot manager, and starts it from beside itself. */
const UEFI_WITNESS = /Minimal BASH-like line editing is supported/;
/** What the image's own bootmgr writes on the serial port. */
const BIOS_WITNESS = /Etabli: bootmgr of the image was started by the boot record/;

export interface WindowsMaster {
  wim: string;
  files: Map<string, WimEntry>;
  profile: Record<string, unknown>;
}

/** A PC that restarted into what was deployed to it: what it said, and how far its deployment is. */
export interface WindowsPc {
  pc: VirtualPc;
  deployment: DeploymentShape;
  serial: string;
}

/** Makes an installation image of two editions, as media have them, and imports one with the built command. */
export async function importImage(config: Config): Promise<WindowsMaster> {
  const folder = await mkdtemp(join(tmpdir(), 'etabli-windows-bench-'));
  try {
    return await importInto(folder, config);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function importInto(folder: string, { dataDir, keyFile }: Config): Promise<WindowsMaster> {
  const [wim, draft] = [join(folder, 'install.wim'), join(folder, 'profile.yaml')];
  // Of the NVMe disks of the virtual PCs it knows nothing: the catalogue must.
  makeWindowsImage(wim, ['--editions', '2', '--mebibytes', '64', '--without', 'stornvme.inf']);
  const { status, stderr } = await etabli(
    ['master', 'import', wim, '--edition', 'Windows 11 Pro', '--name', MASTER, '--profile', draft],
    { ETABLI_DATA_DIR: dataDir, ETABLI_KEY_FILE: keyFile },
  );
  if (status !== 0) throw new Error(`master import ended with ${status}: ${stderr}`);
  const profile = parse(await readFile(draft, 'utf8')) as Record<string, unknown>;
  return { wim, files: wimListing(wim, 1), profile };
}

/** The password that the draft of the profile names. */
export async function putPassword({ api }: BenchWorkshop): Promise<void> {
  await api.put('/api/secrets', { body: { reference: `${MASTER}/technicien`, value: PASSWORD } });
}

/** A program that asks for a restart, for the stand-in of the first boot. */
export const PROGRAM = { name: 'viewer', version: '2.1' };

export async function putProgram({ api }: BenchWorkshop): Promise<void> {
  const detect = { by: 'uninstall', name: 'Viewer' };
  await api.post('/api/programs', {
    body: { ...PROGRAM, kind: 'winget', package: 'Etabli.Viewer', restart: 'now', detect },
  });
}

export function forgetImage({ wim }: WindowsMaster): Promise<void> {
  return rm(join(wim, '..'), { recursive: true, force: true });
}

/** A PC whose deployment ended at an image that was spoilt, and that is right again. */
export interface RefusedPc {
  pc: VirtualPc;
  id: string;
  refused: DeploymentShape;
}

/**
 * Sectors of 4096 bytes, and firmware that trusts Microsoft's certificates of 2023 alone. Nothing else may have the
 * master meanwhile.
 */
export async function deploySpoilt(workshop: BenchWorkshop, master: WindowsMaster): Promise<RefusedPc> {
  const pc = workshop.pc({
    name: 'windows-nvme-4k',
    firmware: 'uefi-secure',
    authority: '2023',
    disks: [{ bus: 'nvme', sizeBytes: 8 * GIB, serial: 'WIN-1', sectorBytes: 4096 }],
    nic: 'virtio',
  });
  const software = [{ kind: 'catalogue', name: PROGRAM.name }];
  const document = { ...profileOf(pc, master, { secureBoot: 'required' }), software };
  const id = await workshop.armProfile(pc, document);
  const { sha256 } = await workshop.masterPayload(MASTER);
  const mend = await spoil(join(workshop.config.dataDir, 'payloads', sha256));
  try {
    await pc.powerOn();
    return { pc, id, refused: await workshop.untilEnded(id, 'failed') };
  } finally {
    await mend();
  }
}

/** The same PC, which goes on by itself once a technician asks for it. */
export async function deployAgain(
  workshop: BenchWorkshop,
  { pc, id, refused }: RefusedPc,
): Promise<WindowsPc & RefusedPc> {
  await workshop.retry(id);
  return { ...(await restarted(workshop, pc, id, UEFI_WITNESS)), id, refused };
}

/** An old PC: BIOS and a SATA disk. */
export async function deployBios(workshop: BenchWorkshop, master: WindowsMaster): Promise<WindowsPc> {
  const pc = workshop.pc({
    name: 'windows-bios',
    firmware: 'bios',
    disks: [{ bus: 'sata', sizeBytes: 8 * GIB, serial: 'WIN-2' }],
    nic: 'e1000e',
  });
  const id = await workshop.armProfile(pc, profileOf(pc, master, { secureBoot: 'optional' }));
  await pc.powerOn();
  return restarted(workshop, pc, id, BIOS_WITNESS);
}

/** Waits for the restart from the disk, and for what the boot manager of the image shows then. */
async function restarted(
  workshop: BenchWorkshop,
  pc: VirtualPc,
  id: string,
  witness: RegExp,
): Promise<WindowsPc> {
  const deployment = await workshop.untilBegun(id, 'wait-windows');
  await pc.waitForSerial(witness, { timeoutMs: 5 * MINUTE });
  const serial = await pc.serialLog();
  await pc.powerOff();
  return { pc, deployment, serial };
}

function profileOf(
  { options }: VirtualPc,
  { profile }: WindowsMaster,
  { secureBoot }: { secureBoot: 'required' | 'optional' },
): object {
  return {
    ...profile,
    name: `bench-${options.name}`,
    disk: { rule: { bus: [options.disks[0]!.bus] }, verify: 'full' },
    security: { secureBoot },
  };
}
