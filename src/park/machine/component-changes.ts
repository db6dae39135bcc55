import { type Bilingual, binarySize, decimalSize, joined } from '../../platform/core/index.js';
import type { Inventory } from './inventory.schema.js';

export const COMPONENTS = [
  'board',
  'processor',
  'memory',
  'disk',
  'network',
  'graphics',
  'tpm',
  'battery',
  'firmware',
] as const;
export type ComponentKind = (typeof COMPONENTS)[number];

export interface ComponentChange {
  component: ComponentKind;
  change: 'added' | 'removed' | 'replaced';
  /** The component before and after, for people; a plain string in older records. */
  before?: Bilingual | string;
  after?: Bilingual | string;
}

interface Part {
  /** Its place; a part with another key at the same place was replaced. */
  place: string;
  /** Identifies the individual part. */
  key: string;
  name: Bilingual | string;
}

const NAMES: Record<ComponentKind, Bilingual> = {
  board: { fr: 'carte mère', en: 'board' },
  processor: { fr: 'processeur', en: 'processor' },
  memory: { fr: 'mémoire', en: 'memory' },
  disk: { fr: 'disque', en: 'disk' },
  network: { fr: 'carte réseau', en: 'network card' },
  graphics: { fr: 'carte graphique', en: 'graphics card' },
  tpm: { fr: 'TPM', en: 'TPM' },
  battery: { fr: 'batterie', en: 'battery' },
  firmware: { fr: 'micrologiciel', en: 'firmware' },
};

const words = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ');

function one(key: string, name: string): Part[] {
  return key === '' ? [] : [{ place: '', key, name }];
}

function memoryParts({ memory }: Inventory): Part[] {
  return (memory?.modules ?? []).map((module, index) => ({
    place: module.slot ?? String(index),
    key: words(String(module.sizeBytes), module.partNumber, module.serial ?? module.slot),
    name: joined([
      module.slot,
      module.sizeBytes === undefined ? undefined : binarySize(module.sizeBytes),
      module.type,
      module.manufacturer,
      module.partNumber,
    ]),
  }));
}

function diskParts({ disks }: Inventory): Part[] {
  return disks
    .filter(({ removable, bus }) => !removable && bus !== 'usb')
    .map((disk) => {
      const key = disk.serial ?? disk.wwn ?? words(disk.model, String(disk.sizeBytes), disk.path);
      const serial = disk.serial === undefined ? undefined : `(${disk.serial})`;
      return { place: key, key, name: joined([disk.model, decimalSize(disk.sizeBytes), serial]) };
    });
}

function networkParts({ nics }: Inventory): Part[] {
  return nics
    .filter(({ bus, mac }) => bus !== 'usb' && mac !== undefined)
    .map(({ mac = '', driver }) => ({
      place: mac.toLowerCase(),
      key: mac.toLowerCase(),
      name: words(mac.toLowerCase(), driver),
    }));
}

function partsOf(kind: ComponentKind, inventory: Inventory): Part[] {
  const { board, cpu, tpm, battery, firmware } = inventory;
  switch (kind) {
    case 'board':
      return one(
        words(board?.manufacturer, board?.product, board?.serial),
        words(board?.manufacturer, board?.product, board?.serial && `(${board.serial})`),
      );
    case 'processor':
      return one(words(cpu?.model, cpu?.sockets === undefined ? '' : String(cpu.sockets)), words(cpu?.model));
    case 'memory':
      return memoryParts(inventory);
    case 'disk':
      return diskParts(inventory);
    case 'network':
      return networkParts(inventory);
    case 'graphics':
      return inventory.gpus.map((gpu, index) => {
        const name = words(gpu.vendor, gpu.model) || (gpu.pciId ?? '');
        return { place: String(index), key: words(gpu.pciId, name), name };
      });
    case 'tpm':
      return tpm?.present ? one(words('TPM', tpm.version, tpm.manufacturer), words('TPM', tpm.version)) : [];
    case 'battery': {
      const wattHours = battery?.designWh === undefined ? 'battery' : `${Math.round(battery.designWh)} Wh`;
      return battery?.present ? one(wattHours, wattHours) : [];
    }
    case 'firmware':
      return one(
        words(firmware.vendor, firmware.version, firmware.date),
        words(firmware.vendor, firmware.version, firmware.date),
      );
  }
}

function compare(component: ComponentKind, before: Part[], after: Part[]): ComponentChange[] {
  const gone = without(before, after);
  const come = without(after, before);
  const replaced = gone.flatMap((old) => {
    const now = come.find(({ place }) => place === old.place);
    if (now === undefined) return [];
    return [
      { old, now, change: { component, change: 'replaced' as const, before: old.name, after: now.name } },
    ];
  });
  return [
    ...replaced.map(({ change }) => change),
    ...gone
      .filter((part) => !replaced.some(({ old }) => old === part))
      .map((part) => ({ component, change: 'removed' as const, before: part.name })),
    ...come
      .filter((part) => !replaced.some(({ now }) => now === part))
      .map((part) => ({ component, change: 'added' as const, after: part.name })),
  ];
}

/** The parts without a counterpart among the others; equal parts are counted. */
function without(parts: Part[], others: Part[]): Part[] {
  const keys = others.map(({ key }) => key);
  return parts.filter(({ key }) => {
    const found = keys.indexOf(key);
    if (found >= 0) keys.splice(found, 1);
    return found < 0;
  });
}

/**
 * The components that were added, removed or replaced between two inventories, in the order of COMPONENTS. Parts are
 * identified by their serial number if they have one. USB devices are not components.
 */
export function componentChanges(before: Inventory, after: Inventory): ComponentChange[] {
  return COMPONENTS.flatMap((kind) => compare(kind, partsOf(kind, before), partsOf(kind, after)));
}

/** `disque : A remplacé par B`, for the certificate and the board. */
export function describeChange({ component, change, ...parts }: ComponentChange): Bilingual {
  const { fr, en } = NAMES[component];
  const [before, after] = [joined([parts.before]), joined([parts.after])];
  if (change === 'added') return { fr: `${fr} : ajout de ${after.fr}`, en: `${en}: ${after.en} added` };
  if (change === 'removed')
    return { fr: `${fr} : retrait de ${before.fr}`, en: `${en}: ${before.en} removed` };
  return {
    fr: `${fr} : ${before.fr} remplacé par ${after.fr}`,
    en: `${en}: ${before.en} replaced by ${after.en}`,
  };
}
