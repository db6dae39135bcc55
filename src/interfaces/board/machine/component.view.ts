import {
  binarySize,
  decimalSize,
  joined,
  type Bilingual,
  type Language,
} from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { describeChange, type Inventory, type MachineChange } from '../../../park/machine/index.js';
import { momentOf, type Moment } from '../frame/moment.js';
import { factViews, type FactView } from './machine-facts.js';

const SECURE_BOOT: Record<string, Bilingual> = {
  enabled: { fr: 'actif', en: 'enabled' },
  disabled: { fr: 'inactif', en: 'disabled' },
  setup: { fr: 'en attente de clés', en: 'waiting for keys' },
  unsupported: { fr: 'absent', en: 'not supported' },
};
const HEALTH: Record<string, Bilingual> = {
  passed: { fr: 'santé bonne', en: 'health good' },
  failed: { fr: 'santé MAUVAISE', en: 'health BAD' },
  unknown: { fr: 'santé non mesurée', en: 'health not measured' },
};
const ABSENT: Bilingual = { fr: 'absent', en: 'none' };

type Row = [name: Bilingual, lines: (Bilingual | string | undefined)[]];

/** The components of the last inventory; one line for each part. */
export function componentFacts(inventory: Inventory, language: Language): FactView[] {
  const { firmware, board, cpu, disks, nics, tpm, gpus } = inventory;
  const rows: Row[] = [
    [
      { fr: 'Micrologiciel', en: 'Firmware' },
      [joined([firmware.kind.toUpperCase(), firmware.vendor, firmware.version, firmware.date], ' · ')],
    ],
    [{ fr: 'Secure Boot', en: 'Secure Boot' }, [SECURE_BOOT[firmware.secureBoot ?? '']]],
    [{ fr: 'Autorités de Secure Boot', en: 'Secure Boot authorities' }, firmware.authorities ?? []],
    [
      { fr: 'TPM', en: 'TPM' },
      [tpm && (tpm.present ? joined([tpm.version, tpm.manufacturer], ' · ') : ABSENT)],
    ],
    [
      { fr: 'Carte mère', en: 'Board' },
      [board && joined([board.manufacturer, board.product, board.serial], ' · ')],
    ],
    [
      { fr: 'Processeur', en: 'Processor' },
      [cpu?.model && joined([cpu.model, cpu.cores ? cores(cpu.cores) : undefined], ' · ')],
    ],
    [{ fr: 'Mémoire', en: 'Memory' }, memoryLines(inventory)],
    [
      { fr: 'Disques', en: 'Disks' },
      disks.map((disk) =>
        joined(
          [
            disk.path,
            disk.model,
            disk.serial,
            decimalSize(disk.sizeBytes),
            disk.health && healthText(disk.health),
          ],
          ' · ',
        ),
      ),
    ],
    [
      { fr: 'Cartes réseau', en: 'Network cards' },
      nics.map((nic) => joined([nic.name, nic.mac, nic.driver], ' · ')),
    ],
    [
      { fr: 'Cartes graphiques', en: 'Graphics cards' },
      gpus.map(({ vendor, model }) => joined([vendor, model], ' ')),
    ],
    [{ fr: 'Batterie', en: 'Battery' }, batteryLines(inventory)],
  ];
  const said = (line: Bilingual | string) => (typeof line === 'string' ? line : say(line, language));
  const text = (lines: Row[1]) =>
    lines
      .flatMap((line) => (line ? [said(line)] : []))
      .filter((line) => line.trim() !== '')
      .join('\n');
  return factViews(
    rows.map(([name, lines]) => [name, text(lines)]),
    language,
  );
}

function cores(count: number): Bilingual {
  return { fr: `${count} cœurs`, en: `${count} cores` };
}

function memoryLines({ memory }: Inventory): Bilingual[] {
  if (memory === undefined) return [];
  const total = memory.totalBytes === undefined ? [] : [binarySize(memory.totalBytes)];
  const modules = memory.modules.map(({ slot, sizeBytes, type, manufacturer, partNumber }) =>
    joined(
      [slot, sizeBytes === undefined ? undefined : binarySize(sizeBytes), type, manufacturer, partNumber],
      ' · ',
    ),
  );
  return [...total, ...modules];
}

function healthText({
  state,
  percentUsed,
  powerOnHours,
}: NonNullable<Inventory['disks'][number]['health']>): Bilingual {
  return joined(
    [
      HEALTH[state],
      percentUsed === undefined ? undefined : { fr: `usé à ${percentUsed} %`, en: `${percentUsed} % used` },
      powerOnHours === undefined
        ? undefined
        : { fr: `${powerOnHours} h allumé`, en: `${powerOnHours} h powered on` },
    ],
    ', ',
  );
}

function batteryLines({ battery }: Inventory): (Bilingual | undefined)[] {
  if (!battery?.present) return [];
  const { percentHealth, designWh } = battery;
  const health =
    percentHealth === undefined
      ? HEALTH['unknown']
      : {
          fr: `${Math.round(percentHealth)} % de sa capacité d’origine`,
          en: `${Math.round(percentHealth)} % of its design capacity`,
        };
  return [joined([designWh === undefined ? undefined : `${Math.round(designWh)} Wh`, health], ' · ')];
}

/** What one inventory changed. */
export interface ChangesView {
  at: Moment;
  changes: string[];
}

/** The latest ones first. */
export function changesView(
  changes: readonly MachineChange[],
  most: number,
  language: Language,
): ChangesView[] {
  return changes.slice(0, most).map(({ at, changes: list }) => ({
    at: momentOf(at, language),
    changes: list.map((change) => say(describeChange(change), language)),
  }));
}
