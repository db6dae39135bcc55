import { VirtualPc, type Firmware, type Network } from '../../../bench/index.js';

const GIB = 2 ** 30;

/** PCs with an empty disk. Serial numbers contain the time, so that each demonstration has new PCs. */
export function virtualPcs(network: Network, count: number, firmware: Firmware): VirtualPc[] {
  const run = Math.floor(Date.now() / 1000)
    .toString(36)
    .toUpperCase();
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    const hex = (Number.parseInt(run, 36) % 0xffff).toString(16).padStart(4, '0');
    return new VirtualPc(network, {
      name: `demo-${number}`,
      firmware,
      disks: [
        { bus: firmware === 'bios' ? 'sata' : 'nvme', sizeBytes: 6 * GIB, serial: `DISK${run}${number}` },
      ],
      nic: 'virtio',
      mac: `52:54:00:${hex.slice(0, 2)}:${hex.slice(2)}:${number}`,
      memoryMb: 1536,
      serialNumber: `DEMO${run}${number}`,
      uuid: `7e7ab110-0000-4000-8000-${hex}0000${number.padStart(4, '0')}`,
      manufacturer: 'Établi',
      product: 'PC virtuel',
    });
  });
}

/** The CSV of a lot with these PCs. */
export function lotCsv(pcs: VirtualPc[]): string {
  const rows = pcs.map(({ options }, index) => `${options.serialNumber};${options.mac};DEMO-${index + 1}`);
  return ['série;mac;nom', ...rows].join('\n') + '\n';
}
