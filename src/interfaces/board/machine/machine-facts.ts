import { binarySize, decimalSize, say, type Bilingual, type Language } from '../../../platform/core/index.js';
import type { Inventory, Machine } from '../../../park/machine/index.js';
import { momentOf } from '../frame/moment.js';

export interface FactView {
  name: string;
  /** One line for each item. */
  value: string;
}

const SECURE_BOOT: Record<string, Bilingual> = {
  enabled: { fr: 'actif', en: 'enabled' },
  disabled: { fr: 'inactif', en: 'disabled' },
  setup: { fr: 'en attente de clés', en: 'waiting for keys' },
  unsupported: { fr: 'absent', en: 'not supported' },
};

/** Manufacturer and model. */
export function modelOf({ manufacturer, product }: Machine): string {
  return [manufacturer, product].filter(Boolean).join(' ') || 'PC';
}

/** A machine with its serial number, as links show it. */
export function labelOf(machine: Machine): string {
  return joined([modelOf(machine), machine.serial]);
}

/** The known facts about a machine. */
export function machineFacts(machine: Machine, language: Language): FactView[] {
  const facts: [Bilingual, string | undefined][] = [
    [{ fr: 'N° de série', en: 'Serial number' }, machine.serial],
    [{ fr: 'UUID', en: 'UUID' }, machine.uuid],
    [{ fr: 'Adresses MAC', en: 'MAC addresses' }, machine.macs.join('\n')],
    [{ fr: 'Vue', en: 'Seen' }, momentOf(machine.lastSeenAt, language).text],
    ...(machine.inventory ? inventoryFacts(machine.inventory, language) : []),
  ];
  return facts.flatMap(([name, value]) => (value ? [{ name: say(name, language), value }] : []));
}

function inventoryFacts(inventory: Inventory, language: Language): [Bilingual, string | undefined][] {
  const { firmware, cpu, memory, disks, nics } = inventory;
  const secureBoot = SECURE_BOOT[firmware.secureBoot ?? ''];
  const memorySize = memory?.totalBytes === undefined ? undefined : binarySize(memory.totalBytes);
  const diskSize = (bytes: number) => say(decimalSize(bytes), language);
  return [
    [
      { fr: 'Micrologiciel', en: 'Firmware' },
      joined([firmware.kind.toUpperCase(), firmware.vendor, firmware.version]),
    ],
    [{ fr: 'Secure Boot', en: 'Secure Boot' }, secureBoot && say(secureBoot, language)],
    [{ fr: 'Autorités de Secure Boot', en: 'Secure Boot authorities' }, firmware.authorities?.join('\n')],
    [{ fr: 'Processeur', en: 'Processor' }, cpu?.model],
    [{ fr: 'Mémoire', en: 'Memory' }, memorySize && say(memorySize, language)],
    [
      { fr: 'Disques', en: 'Disks' },
      disks.map((disk) => joined([disk.path, disk.model, disk.serial, diskSize(disk.sizeBytes)])).join('\n'),
    ],
    [
      { fr: 'Cartes réseau', en: 'Network cards' },
      nics.map((nic) => joined([nic.name, nic.mac, nic.driver])).join('\n'),
    ],
  ];
}

function joined(parts: (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(' · ');
}
