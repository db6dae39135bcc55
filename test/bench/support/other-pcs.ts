import type { VirtualPc } from '../../../src/bench/index.js';
import type { BenchWorkshop, Proof } from './bench-workshop.js';
import { withRoot } from './disk-image.js';

const MINUTE = 60_000;
const GIB = 2 ** 30;

/** How the work ended. A deployment that fails fails the tests that ask for it, not those of other PCs. */
export async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([work]);
  return result;
}

export function valueOf<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** An old PC: BIOS and a SATA disk. */
export async function deployBios(workshop: BenchWorkshop): Promise<Proof> {
  const pc = workshop.pc({
    name: 'bios-sata',
    firmware: 'bios',
    disks: [{ bus: 'sata', sizeBytes: 6 * GIB, serial: 'SATA-1' }],
    nic: 'e1000e',
  });
  const id = await workshop.arm(pc, { rule: { bus: ['sata'] }, secureBoot: 'optional' });
  await pc.powerOn();
  const proof = await workshop.proof(await workshop.untilEnded(id, 'certified'));
  await pc.powerOff();
  return proof;
}

export interface SmallPc {
  serial: string;
  shown: string;
  told: { text: { en: string } }[];
}

/** A PC of 512 MB is powered on though it is armed. */
export async function bootSmall(workshop: BenchWorkshop): Promise<SmallPc> {
  const pc = workshop.pc({ name: 'small', firmware: 'uefi', disks: [], nic: 'virtio', memoryMb: 512 });
  const { serialNumber: serial } = pc.options;
  await workshop.arm(pc, { rule: {}, secureBoot: 'optional' });
  await pc.powerOn();
  const [shown] = await pc.waitForSerial(/Etabli : ce PC a .*/, { timeoutMs: 4 * MINUTE });
  await pc.powerOff();
  return { serial, shown, told: await workshop.api.get('/api/machines/anomalies') };
}

export interface SectorsPc {
  pc: VirtualPc;
  proof: Proof;
  log: string;
  authorities: string[];
  hasLostAndFound: boolean;
}

/** Sectors of 4096 bytes, firmware that boots by HTTP alone and trusts Microsoft's certificates of 2023 alone. */
export async function deploySectors(workshop: BenchWorkshop): Promise<SectorsPc> {
  const pc = workshop.pc({
    name: 'http-nvme-4k',
    firmware: 'uefi-secure',
    authority: '2023',
    networkBoot: 'http',
    disks: [{ bus: 'nvme', sizeBytes: 6 * GIB, serial: 'SECTORS-1', sectorBytes: 4096 }],
    nic: 'virtio',
  });
  const id = await workshop.arm(pc, { rule: { bus: ['nvme'] }, secureBoot: 'required' });
  await pc.powerOn();
  const certified = await workshop.untilEnded(id, 'certified');
  const proof = await workshop.proof(certified);
  await pc.askToPowerDown();
  await pc.untilOff();
  const authorities = await workshop.authorities(certified.machineId!);
  const hasLostAndFound = await withRoot(pc, 0, (root) => root.isDirectory('/lost+found'));
  return { pc, proof, log: await pc.serialLog(), authorities, hasLostAndFound };
}
