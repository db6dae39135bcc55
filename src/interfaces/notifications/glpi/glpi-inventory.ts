import type { Disk, Inventory } from '../../../park/machine/index.js';

/** A PC as GLPI wants to know it. */
export interface InventoriedPc {
  id: string;
  serial: string | null;
  uuid: string | null;
  hostname: string | null;
  assetTag: string | null;
  inventory: Inventory;
}

type Fields = Record<string, unknown>;

const MIB = 2 ** 20;
const MEGABYTE = 1e6;

/**
 * The native inventory of GLPI of a PC: github.com/glpi-project/inventory_format, inventory.schema.json. What the
 * environment did not measure is left out, never guessed: GLPI keeps what it knows of it.
 */
export function glpiInventory(pc: InventoriedPc, version: string): Fields {
  const { inventory } = pc;
  return {
    action: 'inventory',
    // GLPI keeps an agent for each; one PC is one agent, whatever it is called.
    deviceid: `etabli-${pc.id}`,
    itemtype: 'Computer',
    content: known({
      versionclient: `Etabli_v${version}`,
      hardware: hardwareOf(pc),
      bios: biosOf(pc),
      cpus: cpusOf(inventory),
      memories: memoriesOf(inventory),
      storages: inventory.disks.filter(({ removable }) => !removable).map(storageOf),
      networks: inventory.nics.flatMap(networkOf),
      videos: inventory.gpus.map(({ vendor, model }) =>
        known({ name: model ?? vendor, chipset: [vendor, model].filter(Boolean).join(' ') || undefined }),
      ),
      batteries: batteriesOf(inventory),
    }),
  };
}

function hardwareOf({ hostname, serial, id, uuid, inventory }: InventoriedPc): Fields {
  return known({
    // GLPI refuses a computer without a name.
    name: hostname ?? serial ?? id,
    uuid: uuid?.toUpperCase(),
    chassis_type: inventory.system?.chassis,
    memory: units(inventory.memory?.totalBytes, MIB),
  });
}

function biosOf({ serial, assetTag, inventory }: InventoriedPc): Fields {
  const { firmware, system, board } = inventory;
  const { secureBoot } = firmware;
  return known({
    assettag: assetTag ?? undefined,
    bdate: dateOf(firmware.date),
    bmanufacturer: firmware.vendor,
    bversion: firmware.version,
    mmanufacturer: board?.manufacturer,
    mmodel: board?.product,
    msn: board?.serial,
    smanufacturer: system?.manufacturer,
    smodel: system?.product,
    ssn: serial ?? undefined,
    skunumber: system?.sku,
    // In setup mode Secure Boot checks nothing.
    secure_boot: secureBoot === 'setup' ? 'disabled' : secureBoot,
  });
}

/** GLPI has a row for each socket; cores and threads of ours are those of the whole PC. */
function cpusOf({ cpu }: Inventory): Fields[] | undefined {
  if (cpu?.model === undefined) return undefined;
  const sockets = Math.min(Math.max(cpu.sockets ?? 1, 1), 64);
  const cores = cpu.cores === undefined ? undefined : Math.max(1, Math.floor(cpu.cores / sockets));
  const threads =
    cpu.threads === undefined || !cpu.cores ? undefined : Math.max(1, Math.round(cpu.threads / cpu.cores));
  const one = known({ name: cpu.model, arch: archOf(cpu.architecture), core: cores, thread: threads });
  return Array.from({ length: sockets }, () => one);
}

/** Debian's names, and those of the kernel that GLPI wants. */
const KERNEL_NAMES: Record<string, string> = {
  amd64: 'x86_64',
  arm64: 'aarch64',
  i386: 'i386',
  armhf: 'armv7l',
};
const KNOWN = /^(i\d86|x86_64|arm.*|aarch64)$/;

function archOf(architecture = ''): string | undefined {
  const name = KERNEL_NAMES[architecture] ?? architecture;
  return KNOWN.test(name) ? name : undefined;
}

function memoriesOf({ memory }: Inventory): Fields[] | undefined {
  return memory?.modules.map((module, index) =>
    known({
      capacity: units(module.sizeBytes, MIB),
      caption: module.slot,
      manufacturer: module.manufacturer,
      model: module.partNumber,
      numslots: index + 1,
      serialnumber: module.serial,
      speed: module.speedMts === undefined ? undefined : String(Math.round(module.speedMts)),
      type: module.type,
    }),
  );
}

function storageOf({ name, path, model, serial, wwn, bus, sizeBytes }: Disk): Fields {
  return known({
    name: name ?? path,
    model,
    serial,
    wwn,
    disksize: units(sizeBytes, MEGABYTE),
    interface: bus === 'other' ? undefined : bus.toUpperCase(),
    type: 'disk',
  });
}

/** The addresses are those of the deployment network: GLPI is not told them. */
function networkOf({ name, mac, driver, speedMbps, link }: Inventory['nics'][number]): Fields[] {
  if (name === undefined || mac === undefined) return [];
  return [
    known({
      description: name,
      mac,
      driver,
      speed: speedMbps === undefined || speedMbps <= 0 ? undefined : String(Math.round(speedMbps)),
      status: link === undefined ? undefined : link ? 'up' : 'down',
      type: /^wl/.test(name) ? 'wifi' : 'ethernet',
      virtualdev: false,
    }),
  ];
}

function batteriesOf({ battery }: Inventory): Fields[] | undefined {
  if (!battery?.present) return undefined;
  const milliwattHours = (wattHours: number | undefined) =>
    wattHours === undefined ? undefined : whole(wattHours * 1000);
  return [
    known({ capacity: milliwattHours(battery.designWh), real_capacity: milliwattHours(battery.fullWh) }),
  ];
}

function units(bytes: number | undefined, unit: number): number | undefined {
  return bytes === undefined ? undefined : whole(bytes / unit);
}

/** Firmware reports impossible values: they are not known. */
function whole(value: number): number | undefined {
  const rounded = Math.round(value);
  return Number.isSafeInteger(rounded) && rounded >= 0 ? rounded : undefined;
}

/** SMBIOS writes `04/21/2024`; GLPI wants `2024-04-21`. */
function dateOf(text: string | undefined): string | undefined {
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text ?? '') ?? [];
  const iso = year === undefined ? text : `${year}-${month}-${day}`;
  return iso !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(Date.parse(iso))
    ? iso
    : undefined;
}

/** Without what is not known. */
function known(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}
