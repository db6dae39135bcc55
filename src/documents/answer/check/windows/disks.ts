import type { Bilingual, Severity } from '../../../../platform/core/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import { type CreatedPartition, type DiskPlan, diskPlan } from './partition-plan.js';
import { checkSizes } from './partition-sizes.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';

/**
 * Partition plans that cannot work, and disks that are wiped without a check.
 * …/unattend/microsoft-windows-setup-diskconfiguration;
 * …/manufacture/desktop/configure-uefigpt-based-hard-drive-partitions.
 */
export const disks: WindowsRule = (file, report) => {
  const plans = file.find('windowsPE', 'Microsoft-Windows-Setup', 'DiskConfiguration/Disk').map(diskPlan);
  for (const plan of plans) {
    wipedUnseen(plan, report);
    checkSizes(plan, report);
    absentPartitions(plan, report);
  }
  systemPartition(plans, report);
};

/** The firmware decides the numbers of the disks: with two disks in the PC, the wrong one may be wiped. */
function wipedUnseen({ wiped, id, element }: DiskPlan, report: Report): void {
  if (!wiped || id === undefined) return;
  report.add({
    rule: 'windows/disk-wiped-by-number',
    severity: 'warning',
    at: element,
    found: `DiskID ${id}, WillWipeDisk true`,
    expected: {
      fr: 'un PC à un seul disque, ou un contrôle du disque avant de l’effacer',
      en: 'a PC with a single disk, or a check of the disk before it is wiped',
    },
    remedy: {
      fr: 'sur un PC à plusieurs disques, ce numéro peut être celui des données : vérifiez le disque par un script de windowsPE',
      en: 'on a PC with several disks, that number may be the one with data: make sure of the disk in a script of windowsPE',
    },
  });
}

/** A wiped disk has only the partitions that the plan creates. */
function absentPartitions({ wiped, created, modified, nested }: DiskPlan, report: Report): void {
  if (!wiped || nested) return;
  for (const { element, partition } of modified) {
    if (partition === undefined || partition <= created.length) continue;
    absent(element, partition, created, report);
  }
}

function absent(at: XmlElement, partition: number, created: CreatedPartition[], report: Report): void {
  report.add({
    rule: 'windows/partition-not-created',
    severity: 'error',
    at,
    found: `PartitionID ${partition}`,
    expected: {
      fr: `l’une des ${created.length} partitions que ce plan crée`,
      en: `one of the ${created.length} partitions that this plan creates`,
    },
    remedy: {
      fr: 'créez cette partition, ou corrigez son numéro : le disque effacé n’en a pas d’autre',
      en: 'create this partition, or correct its number: the wiped disk has no other',
    },
  });
}

/** UEFI boots from an EFI system partition. On a wiped GPT disk, the plan itself must create it. */
function systemPartition(plans: DiskPlan[], report: Report): void {
  const esp = plans.some(({ created, wiped }) => !wiped || created.some(({ type }) => type === 'efi'));
  for (const plan of plans.filter(({ gpt, wiped }) => gpt && wiped)) {
    if (!esp) say(plan.element, 'windows/no-efi-partition', 'error', 'CreatePartitions', NO_ESP, report);
    reserved(plan, report);
    efiFormat(plan, report);
  }
}

function reserved({ element, created }: DiskPlan, report: Report): void {
  const msr = created.find(({ type }) => type === 'msr');
  if (msr === undefined)
    return say(element, 'windows/no-msr-partition', 'warning', 'CreatePartitions', NO_MSR, report);
  if (msr.size !== undefined && msr.size < 16) {
    say(msr.element, 'windows/small-partition', 'warning', `MSR, ${msr.size} MB`, SMALL_MSR, report);
  }
}

function efiFormat({ created, modified }: DiskPlan, report: Report): void {
  const efi = created.find(({ type }) => type === 'efi');
  if (efi === undefined) return;
  if (efi.size !== undefined && efi.size < 100) {
    say(efi.element, 'windows/small-partition', 'warning', `EFI, ${efi.size} MB`, SMALL_ESP, report);
  }
  const wrong = modified.find(
    ({ partition, format }) => partition === efi.number && format !== undefined && !/^FAT/.test(format),
  );
  if (wrong) say(wrong.element, 'windows/efi-format', 'error', `EFI, ${wrong.format}`, EFI_FORMAT, report);
}

type Words = { expected: Bilingual; remedy: Bilingual };

const NO_ESP: Words = {
  expected: { fr: 'une partition EFI sur un disque GPT', en: 'an EFI partition on a GPT disk' },
  remedy: {
    fr: 'créez une partition de Type EFI, 100 Mo au moins : UEFI ne démarre pas sans elle',
    en: 'create a partition of Type EFI, at least 100 MB: UEFI does not boot without it',
  },
};
const NO_MSR: Words = {
  expected: { fr: 'une partition MSR sur un disque GPT', en: 'an MSR partition on a GPT disk' },
  remedy: {
    fr: 'créez une partition de Type MSR de 16 Mo entre celle d’EFI et celle de Windows',
    en: 'create a partition of Type MSR of 16 MB between that of EFI and that of Windows',
  },
};
const SMALL_MSR: Words = {
  expected: { fr: '16 Mo au moins pour MSR', en: 'at least 16 MB for MSR' },
  remedy: { fr: 'donnez-lui 16 Mo', en: 'give it 16 MB' },
};
const SMALL_ESP: Words = {
  expected: {
    fr: '100 Mo au moins pour EFI, 260 Mo sur un disque à secteurs de 4 Kio',
    en: 'at least 100 MB for EFI, 260 MB on a disk with sectors of 4 KiB',
  },
  remedy: { fr: 'donnez-lui 260 Mo', en: 'give it 260 MB' },
};
const EFI_FORMAT: Words = {
  expected: { fr: 'FAT32 pour la partition EFI', en: 'FAT32 for the EFI partition' },
  remedy: { fr: 'écrivez FAT32 : UEFI ne lit pas NTFS', en: 'write FAT32: UEFI does not read NTFS' },
};

function say(
  at: XmlElement,
  rule: `windows/${string}`,
  severity: Severity,
  found: string,
  words: Words,
  report: Report,
): void {
  report.add({ rule, severity, at, found, ...words });
}
