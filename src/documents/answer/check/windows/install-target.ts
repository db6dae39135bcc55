import type { Bilingual } from '../../../../platform/core/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import { type DiskPlan, diskPlan, wholeNumber } from './partition-plan.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';
import { textAt } from './windows-file.js';

/** The target of the installation: a partition that will exist, is formatted as NTFS, and is large enough. */
export const installTargets: WindowsRule = (file, report) => {
  const plans = file.find('windowsPE', 'Microsoft-Windows-Setup', 'DiskConfiguration/Disk').map(diskPlan);
  const targets = file.find('windowsPE', 'Microsoft-Windows-Setup', 'ImageInstall/OSImage/InstallTo');
  for (const target of targets.slice(0, MOST_TARGETS)) {
    const disk = textAt(target, 'DiskID');
    const number = wholeNumber(textAt(target, 'PartitionID'));
    const plan = plans.find(({ id }) => id !== undefined && id === disk);
    if (plan === undefined || !plan.wiped || plan.nested || number === undefined) continue;
    checkTarget(target, number, plan, report);
  }
};

/** Windows is installed once; a file for several architectures has one target for each of them. */
const MOST_TARGETS = 16;
/** Minimum size for a current Windows, in megabytes. */
const LEAST = 8_000;

function checkTarget(at: XmlElement, number: number, { created, modified }: DiskPlan, report: Report): void {
  const add = (rule: `windows/${string}`, found: string, expected: Bilingual, remedy: Bilingual) =>
    report.add({ rule, severity: 'error', at, found, expected, remedy });
  const partition = created.find((each) => each.number === number);
  if (partition === undefined) {
    return add('windows/install-target-not-created', `PartitionID ${number}`, ...NOT_CREATED(created.length));
  }
  if (partition.type === 'efi' || partition.type === 'msr') {
    return add(
      'windows/install-target-type',
      `PartitionID ${number}, ${partition.type.toUpperCase()}`,
      ...OF_TYPE,
    );
  }
  const format = modified.find((each) => each.partition === number)?.format;
  if (format !== undefined && format !== 'NTFS') {
    add('windows/install-target-format', `PartitionID ${number}, ${format}`, ...FORMAT);
  }
  const grows = modified.some((each) => each.partition === number && each.extend);
  if (partition.size !== undefined && partition.size < LEAST && !grows) {
    add('windows/install-target-size', `PartitionID ${number}, ${partition.size} MB`, ...SIZE);
  }
}

type Words = [expected: Bilingual, remedy: Bilingual];

const NOT_CREATED = (count: number): Words => [
  {
    fr: `l’une des ${count} partitions que ce plan crée`,
    en: `one of the ${count} partitions that this plan creates`,
  },
  {
    fr: 'donnez le numéro de la partition Primary qui reçoit Windows, dans l’ordre de Order',
    en: 'give the number of the Primary partition that takes Windows, in the order of Order',
  },
];
const OF_TYPE: Words = [
  { fr: 'une partition Primary', en: 'a Primary partition' },
  {
    fr: 'donnez le numéro de la partition Primary qui reçoit Windows : EFI et MSR comptent aussi',
    en: 'give the number of the Primary partition that takes Windows: EFI and MSR count too',
  },
];
const FORMAT: Words = [
  { fr: 'NTFS pour la partition de Windows', en: 'NTFS for the partition of Windows' },
  { fr: 'écrivez NTFS', en: 'write NTFS' },
];
const SIZE: Words = [
  { fr: `${LEAST} Mo au moins pour Windows`, en: `at least ${LEAST} MB for Windows` },
  {
    fr: 'Size est en mégaoctets : agrandissez-la, ou mettez Extend à true à la place',
    en: 'Size is in megabytes: enlarge it, or set Extend to true instead',
  },
];
