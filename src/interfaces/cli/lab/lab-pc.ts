import { spawnSync } from 'node:child_process';
import { VirtualPc, type Firmware, type Network } from '../../../bench/index.js';

const GIB = 2 ** 30;

/**
 * Whether this machine runs such a PC at its own speed: QEMU makes it and ends at once. A /dev/kvm alone does not tell:
 * Secure Boot needs a mode of the processor (SMM) that some hypervisors do not have.
 */
export function hasKvm(firmware: Firmware, program = 'qemu-system-x86_64'): boolean {
  const machine = `q35,smm=${firmware === 'uefi-secure' ? 'on' : 'off'}`;
  const made = spawnSync(
    program,
    [
      '-machine',
      machine,
      '-accel',
      'kvm',
      '-cpu',
      'max',
      '-display',
      'none',
      '-nodefaults',
      '-S',
      '-monitor',
      'stdio',
    ],
    { input: 'quit\n', timeout: 30_000 },
  );
  return made.status === 0;
}

/**
 * A PC that Windows has drivers for in its box: NVMe or SATA, and an Intel network card. Its serial number contains
 * the time, so that each run has a new PC.
 */
export function labPc(network: Network, firmware: Firmware, isFast: boolean): VirtualPc {
  const run = Math.floor(Date.now() / 1000);
  const hex = (run % 0xffffff).toString(16).padStart(6, '0');
  return new VirtualPc(network, {
    name: 'lab',
    firmware,
    disks: [
      {
        bus: firmware === 'bios' ? 'sata' : 'nvme',
        sizeBytes: 64 * GIB,
        serial: `LABDISK${hex.toUpperCase()}`,
      },
    ],
    nic: 'e1000e',
    mac: `52:54:01:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}`,
    memoryMb: 4096,
    serialNumber: `LAB${hex.toUpperCase()}`,
    uuid: `7e7ab111-0000-4000-8000-000000${hex}`,
    manufacturer: 'Établi',
    product: 'Lab PC',
    ...(isFast && { accel: 'kvm' }),
  });
}
