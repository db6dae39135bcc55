import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import type { Machine } from '../../../park/machine/index.js';
import { momentOf } from '../frame/moment.js';

export interface FactView {
  name: string;
  /** One line for each item. */
  value: string;
}

/** Manufacturer and model. */
export function modelOf({ manufacturer, product }: Machine): string {
  return [manufacturer, product].filter(Boolean).join(' ') || 'PC';
}

/** A machine with its serial number, as links show it. */
export function labelOf(machine: Machine): string {
  return [modelOf(machine), machine.serial].filter(Boolean).join(' · ');
}

/** What a machine is known by, and when it was seen. */
export function identityFacts(machine: Machine, seenAt: Date, language: Language): FactView[] {
  const { serial, uuid, macs, ownMacs, firstSeenAt, inventoryAt } = machine;
  const borrowed = { fr: 'adaptateur', en: 'adapter' };
  const addresses = macs.map((mac) => (ownMacs.includes(mac) ? mac : `${mac} (${say(borrowed, language)})`));
  const facts: [Bilingual, string | undefined][] = [
    [{ fr: 'Modèle', en: 'Model' }, modelOf(machine)],
    [{ fr: 'N° de série', en: 'Serial number' }, serial],
    [{ fr: 'UUID', en: 'UUID' }, uuid],
    [{ fr: 'Adresses MAC', en: 'MAC addresses' }, addresses.join('\n')],
    [{ fr: 'Vue', en: 'Seen' }, momentOf(seenAt, language).text],
    [{ fr: 'Vue la première fois', en: 'First seen' }, momentOf(firstSeenAt, language).text],
    [{ fr: 'Inventaire du', en: 'Inventory of' }, inventoryAt && momentOf(inventoryAt, language).text],
  ];
  return factViews(facts, language);
}

/** Those that have a value. */
export function factViews(
  facts: readonly [Bilingual, string | null | undefined][],
  language: Language,
): FactView[] {
  return facts.flatMap(([name, value]) => (value ? [{ name: say(name, language), value }] : []));
}
