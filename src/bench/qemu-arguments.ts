import { PermanentError } from '../platform/core/index.js';

export type Firmware = 'uefi-secure' | 'uefi' | 'bios';

/** The year of Microsoft's certificate. */
export type Authority = '2011' | '2023';

export interface VirtualDisk {
  bus: 'virtio' | 'nvme' | 'sata';
  sizeBytes: number;
  serial: string;
  /** Logical and physical sector. SATA disks are 512 only: QEMU has no other. */
  sectorBytes?: 512 | 4096;
}

export interface VirtualPcOptions {
  name: string;
  firmware: Firmware;
  disks: VirtualDisk[];
  nic: 'virtio' | 'e1000e';
  /** How UEFI firmware boots from the network: by both ways in its own order, or by HTTP alone. */
  networkBoot?: 'any' | 'http';
  /**
   * The only Microsoft authority that Secure Boot trusts; by default those of Debian's template.
   */
  authority?: Authority;
  /** Lower case, colons. */
  mac: string;
  memoryMb: number;
  serialNumber: string;
  uuid: string;
  manufacturer?: string;
  product?: string;
  /** Cores that the PC sees; 2 by default. */
  cores?: number;
  /** Emulation by default, which works anywhere: `tcg,thread=multi`. */
  accel?: string;
  /**
   * The first boot device at every power-on: QEMU rewrites the boot order at each start. By default the firmware keeps
   * the order that the installed system wrote.
   */
  bootFirst?: 'network' | 'disk';
}

/** The files of one PC. */
export interface VirtualPcPlaces {
  /** Its private copy of the firmware's variables; unused under BIOS. */
  variables: string;
  /** One qcow2 image a disk, in order. */
  disks: string[];
  serial: string;
  qmp: string;
  tap: string;
}

/** OVMF reads these when it starts; PXE over IPv4 and IPv6 is left out, HTTP Boot stays. */
const WITHOUT_PXE = ['IPv4PXESupport', 'IPv6PXESupport'].flatMap((name) => [
  '-fw_cfg',
  `name=opt/org.tianocore/${name},string=n`,
]);

const OVMF = '/usr/share/OVMF';

/** The template of the firmware's variables; with Microsoft's keys for Secure Boot. */
export function variablesTemplate(firmware: Firmware): string | undefined {
  if (firmware === 'bios') return undefined;
  return firmware === 'uefi-secure' ? `${OVMF}/OVMF_VARS_4M.ms.fd` : `${OVMF}/OVMF_VARS_4M.fd`;
}

/** The arguments of qemu-system-x86_64 that make this PC. */
export function qemuArguments(options: VirtualPcOptions, places: VirtualPcPlaces): string[] {
  return [
    ...['-name', quote(options.name), '-accel', options.accel ?? 'tcg,thread=multi', '-cpu', 'max'],
    ...['-smp', String(options.cores ?? 2), '-m', String(options.memoryMb), '-rtc', 'base=utc'],
    ...['-display', 'none', '-device', 'virtio-rng-pci'],
    ...['-chardev', `file,id=serial0,path=${quote(places.serial)},append=on`, '-serial', 'chardev:serial0'],
    ...['-qmp', `unix:${quote(places.qmp)},server=on,wait=off`, '-monitor', 'none'],
    ...['-smbios', identity(options)],
    ...firmwareArguments(options.firmware, places.variables),
    ...(options.networkBoot === 'http' ? WITHOUT_PXE : []),
    ...options.disks.flatMap((disk, n) => diskArguments(disk, n, places.disks[n] ?? '', options.bootFirst)),
    ...nicArguments(options, places.tap),
  ];
}

/** A comma separates values on QEMU's command line and is escaped by doubling. */
function quote(value: string): string {
  return value.replaceAll(',', ',,');
}

function identity({ manufacturer, product, serialNumber, uuid }: VirtualPcOptions): string {
  const made = `manufacturer=${quote(manufacturer ?? 'Etabli')},product=${quote(product ?? 'Virtual PC')}`;
  return `type=1,${made},serial=${quote(serialNumber)},uuid=${uuid}`;
}

function firmwareArguments(firmware: Firmware, variables: string): string[] {
  if (firmware === 'bios') return ['-machine', 'q35'];
  const secure = firmware === 'uefi-secure';
  const code = secure ? `${OVMF}/OVMF_CODE_4M.ms.fd` : `${OVMF}/OVMF_CODE_4M.fd`;
  const machine = secure
    ? // Without SMM the guest could change the variables, and Secure Boot would be useless.
      ['-machine', 'q35,smm=on', '-global', 'driver=cfi.pflash01,property=secure,value=on']
    : ['-machine', 'q35'];
  return [
    ...machine,
    ...['-global', 'ICH9-LPC.disable_s3=1'],
    ...['-drive', `if=pflash,format=raw,unit=0,readonly=on,file=${code}`],
    ...['-drive', `if=pflash,format=raw,unit=1,file=${quote(variables)}`],
  ];
}

const DISK_DEVICES = { virtio: 'virtio-blk-pci', nvme: 'nvme', sata: 'ide-hd' } as const;

function diskArguments(
  disk: VirtualDisk,
  n: number,
  image: string,
  bootFirst?: 'network' | 'disk',
): string[] {
  const sector = disk.sectorBytes ?? 512;
  if (disk.bus === 'sata' && sector !== 512) {
    throw new PermanentError({
      fr: `le disque SATA « ${disk.serial} » ne peut avoir que des secteurs de 512 octets`,
      en: `the SATA disk “${disk.serial}” can only have 512-byte sectors`,
    });
  }
  const device = [
    `${DISK_DEVICES[disk.bus]},id=disk${n},drive=drive${n},serial=${quote(disk.serial)}`,
    sector === 512 ? '' : `,logical_block_size=${sector},physical_block_size=${sector}`,
    bootFirst === undefined ? '' : `,bootindex=${bootFirst === 'disk' ? n : n + 1}`,
  ].join('');
  // Virtual disks are temporary, so they need no flush to the real disk.
  const drive = `if=none,id=drive${n},format=qcow2,cache=unsafe,discard=unmap,file=${quote(image)}`;
  return ['-drive', drive, '-device', device];
}

function nicArguments({ nic, mac, disks, bootFirst }: VirtualPcOptions, tap: string): string[] {
  const device = nic === 'virtio' ? 'virtio-net-pci' : 'e1000e';
  const order = bootFirst === undefined ? '' : `,bootindex=${bootFirst === 'network' ? 0 : disks.length}`;
  return [
    ...['-netdev', `tap,id=nic0,ifname=${tap},script=no,downscript=no`],
    ...['-device', `${device},netdev=nic0,mac=${mac}${order}`],
  ];
}
