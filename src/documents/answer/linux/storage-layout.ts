import type { ProfileDocument } from '../../profile/index.js';

type Layout = ProfileDocument['disk']['layout'];

/** Replaced by the path of the selected disk. No device has this path: without a selection nothing is erased. */
export const DISK_PLACEHOLDER = '/dev/disk-that-the-rule-selects';
const MEBIBYTE = 2 ** 20;

/** Mebibytes, rounded up: partitions are aligned to 1 MiB. */
export const mebibytes = (bytes: number): number => Math.ceil(bytes / MEBIBYTE);

/** The layout as curtin storage actions, sizes in bytes. https://curtin.readthedocs.io/en/latest/topics/storage.html */
export function storageConfig({ esp, swap, root }: Layout, firmware: 'uefi' | 'bios'): object[] {
  const isUefi = firmware === 'uefi';
  const bytes = (size: number) => mebibytes(size) * MEBIBYTE;
  const disk = {
    type: 'disk',
    id: 'disk',
    path: DISK_PLACEHOLDER,
    ptable: 'gpt',
    wipe: 'superblock-recursive',
    preserve: false,
    grub_device: !isUefi,
  };
  const boot = isUefi
    ? partition('esp', bytes(esp.sizeBytes), { flag: 'boot', grub_device: true })
    : partition('bios-boot', MEBIBYTE, { flag: 'bios_grub' });
  const space = swap && partition('swap', bytes(swap.sizeBytes), { flag: 'swap' });
  const system = partition('root', root.sizeBytes === undefined ? -1 : bytes(root.sizeBytes), {});
  return [
    disk,
    boot,
    ...(isUefi ? [format('esp', 'fat32')] : []),
    ...(space ? [space, format('swap', 'swap'), mount('swap', '')] : []),
    system,
    format('root', root.fileSystem),
    mount('root', '/'),
    ...(isUefi ? [mount('esp', '/boot/efi')] : []),
  ];
}

function partition(id: string, size: number, more: object): object {
  return { type: 'partition', id, device: 'disk', size, wipe: 'superblock', preserve: false, ...more };
}

function format(volume: string, fstype: string): object {
  return { type: 'format', id: `${volume}-format`, volume, fstype, preserve: false };
}

function mount(volume: string, path: string): object {
  return { type: 'mount', id: `${volume}-mount`, device: `${volume}-format`, path };
}
