import { z } from 'zod';

/**
 * The hardware report of the environment. Lenient on purpose, since firmware reports wrong values: unknown keys are
 * dropped, and a field with a wrong type counts as absent.
 */
const text = z.string().max(1_000).optional().catch(undefined);
const number = z.number().finite().optional().catch(undefined);
const count = z.number().int().nonnegative().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

/** A list of at most `most` items, without invalid ones. */
function list<T extends z.ZodType>(item: T, most: number) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((found) =>
      found.slice(0, most).flatMap((each) => {
        const result = item.safeParse(each);
        return result.success ? [result.data] : [];
      }),
    );
}

function oneOf<const T extends readonly [string, ...string[]]>(values: T, otherwise: T[number]) {
  return z.enum(values).catch(otherwise as never);
}

export const DISK_BUSES = ['nvme', 'sata', 'usb', 'virtio', 'mmc', 'scsi', 'other'] as const;
export const NIC_BUSES = ['pci', 'usb', 'virtio', 'other'] as const;

const partition = z.object({ name: text, path: text, sizeBytes: count, fileSystem: text, label: text });

const health = z.object({
  state: oneOf(['passed', 'failed', 'unknown'], 'unknown'),
  detail: text,
  percentUsed: number,
  powerOnHours: number,
  temperatureC: number,
});

const disk = z.object({
  name: text,
  /** `/dev/nvme0n1`; may change after a restart. */
  path: z.string().min(1).max(200),
  serial: text,
  wwn: text,
  model: text,
  bus: oneOf(DISK_BUSES, 'other'),
  sizeBytes: z.number().int().nonnegative(),
  logicalSectorBytes: count,
  physicalSectorBytes: count,
  rotational: flag,
  removable: z.boolean().catch(false).default(false),
  readOnly: z.boolean().catch(false).default(false),
  health: health.optional().catch(undefined),
  partitions: list(partition, 256),
});

const nic = z.object({
  name: text,
  mac: text,
  driver: text,
  bus: oneOf(NIC_BUSES, 'other'),
  speedMbps: number,
  link: flag,
  addresses: list(z.string().max(100), 64),
});

/** A PCI function, or a controller of disks that ACPI describes, by the identifiers that Windows compares with its drivers. */
const device = z.object({
  bus: z.enum(['pci', 'acpi']),
  slot: z.string().min(1).max(100),
  name: text,
  /** Base class and subclass: `0108` is NVMe. */
  class: z.string().regex(/^[0-9a-f]{4}$/),
  /** In Windows' order, which counts in the rank of a driver. */
  hardwareIds: list(z.string().min(1).max(200), 16),
  compatibleIds: list(z.string().min(1).max(200), 32),
  /** Linux' driver. */
  driver: text,
  /** The disks that hang on it: on the VMD, when their NVMe is behind one. */
  disks: list(z.string().min(1).max(200), 64),
});

const memoryModule = z.object({
  slot: text,
  sizeBytes: count,
  type: text,
  speedMts: number,
  manufacturer: text,
  partNumber: text,
  serial: text,
});

/** The largest report, in bytes of JSON; that of a large PC has about 50 KB. */
const MOST_BYTES = 256 * 1024;

/** The inventory of a PC: sizes in bytes, speeds in the unit of their name. */
export const inventorySchema = z
  .object({
    firmware: z.object({
      kind: z.enum(['uefi', 'bios']),
      vendor: text,
      version: text,
      date: text,
      secureBoot: z.enum(['enabled', 'disabled', 'setup', 'unsupported']).optional().catch(undefined),
      /** Common names of the certificates that Secure Boot trusts: `Microsoft UEFI CA 2023`. */
      authorities: list(z.string().min(1).max(200), 64).optional(),
    }),
    system: z
      .object({
        manufacturer: text,
        product: text,
        serial: text,
        uuid: text,
        sku: text,
        family: text,
        chassis: text,
      })
      .optional()
      .catch(undefined),
    board: z.object({ manufacturer: text, product: text, serial: text }).optional().catch(undefined),
    cpu: z
      .object({ model: text, sockets: count, cores: count, threads: count, architecture: text })
      .optional()
      .catch(undefined),
    memory: z
      .object({ totalBytes: count, modules: list(memoryModule, 256) })
      .optional()
      .catch(undefined),
    disks: list(disk, 256),
    nics: list(nic, 256),
    tpm: z
      .object({ present: z.boolean().catch(false), version: text, manufacturer: text })
      .optional()
      .catch(undefined),
    battery: z
      .object({
        present: z.boolean().catch(false),
        designWh: number,
        fullWh: number,
        percentHealth: number,
        status: text,
      })
      .optional()
      .catch(undefined),
    gpus: list(z.object({ vendor: text, model: text, pciId: text }), 64),
    devicesWithoutDriver: list(z.object({ pciId: text, name: text }), 256),
    /** Absent from inventories of earlier environments, and when they could not be read: then nothing is known of them. */
    devices: list(device, 256).optional(),
    kernel: text,
    bootId: text,
  })
  .refine((inventory) => Buffer.byteLength(JSON.stringify(inventory)) <= MOST_BYTES, {
    error: 'un inventaire de 256 Kio au plus ‖ an inventory of at most 256 KiB',
  })
  .meta({ id: 'Inventory', description: 'The hardware of a PC, reported by the environment' });

export type Inventory = z.output<typeof inventorySchema>;
export type Disk = Inventory['disks'][number];
export type Device = NonNullable<Inventory['devices']>[number];
export type Nic = Inventory['nics'][number];
