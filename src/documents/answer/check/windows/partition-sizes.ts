import type { Bilingual, Severity } from '../../../../platform/core/index.js';
import type { CreatedPartition, DiskPlan } from './partition-plan.js';
import type { Report } from './report.js';
import { below } from './windows-file.js';

/** Limits of MBR: 2 TiB and four primary partitions. */
const MBR_MEGABYTES = 2_097_152;
const MBR_PARTITIONS = 4;

/**
 * Partition sizes with which Windows Setup fails.
 * …/unattend/microsoft-windows-setup-…-createpartition-extend and -size.
 */
export function checkSizes(plan: DiskPlan, report: Report): void {
  for (const partition of plan.created) sizeOrRest(partition, report);
  if (plan.nested) return;
  restOnce(plan.created, report);
  if (plan.wiped && !plan.gpt) mbr(plan.created, report);
}

/** A partition needs either Size or Extend. With both or neither, Setup creates no partition and stops. */
function sizeOrRest(partition: CreatedPartition, report: Report): void {
  const said = below(partition.element, 'Size').length > 0;
  if (partition.extend && said) add('windows/size-and-extend', 'error', partition, BOTH, report);
  if (!partition.extend && !said) add('windows/no-partition-size', 'error', partition, NEITHER, report);
}

/** After a partition with Extend, no space is left for others. */
function restOnce(created: CreatedPartition[], report: Report): void {
  const rest = created.findIndex(({ extend }) => extend);
  if (rest < 0) return;
  for (const partition of created.slice(rest + 1)) {
    add('windows/partition-after-extend', 'error', partition, AFTER, report);
  }
}

function mbr(created: CreatedPartition[], report: Report): void {
  for (const partition of created.slice(MBR_PARTITIONS)) {
    add('windows/too-many-partitions', 'error', partition, FOUR, report);
  }
  for (const partition of created) {
    if ((partition.size ?? 0) > MBR_MEGABYTES)
      add('windows/partition-too-large', 'error', partition, LARGE, report);
  }
}

type Words = { expected: Bilingual; remedy: Bilingual };

const BOTH: Words = {
  expected: { fr: 'Size, ou Extend à true, pas les deux', en: 'Size, or Extend set to true, not both' },
  remedy: {
    fr: 'retirez l’un des deux : l’installation s’arrête sinon',
    en: 'remove one of the two: the installation ends otherwise',
  },
};
const NEITHER: Words = {
  expected: { fr: 'Size, ou Extend à true', en: 'Size, or Extend set to true' },
  remedy: {
    fr: 'donnez une taille en mégaoctets, ou Extend à true pour le reste du disque',
    en: 'give a size in megabytes, or Extend set to true for the rest of the disk',
  },
};
const AFTER: Words = {
  expected: {
    fr: 'la partition avec Extend en dernier, une seule fois',
    en: 'the partition with Extend last, and once',
  },
  remedy: {
    fr: 'une partition d’avant prend déjà le reste du disque : mettez-la en dernier, ou donnez-lui une taille',
    en: 'a partition before takes the rest of the disk already: put it last, or give it a size',
  },
};
const FOUR: Words = {
  expected: {
    fr: 'quatre partitions au plus sur un disque MBR',
    en: 'at most four partitions on an MBR disk',
  },
  remedy: {
    fr: 'retirez-en, ou faites un disque GPT avec une partition EFI',
    en: 'remove some, or make a GPT disk with an EFI partition',
  },
};
const LARGE: Words = {
  expected: { fr: '2 Tio au plus sur un disque MBR', en: 'at most 2 TiB on an MBR disk' },
  remedy: { fr: 'Size est en mégaoctets : réduisez-la', en: 'Size is in megabytes: make it smaller' },
};

function add(
  rule: `windows/${string}`,
  severity: Severity,
  { element, number, type, size, extend }: CreatedPartition,
  words: Words,
  report: Report,
): void {
  const found = [
    `${number}${type ? ` ${type}` : ''}`,
    ...(size === undefined ? [] : [`Size ${size}`]),
    ...(extend ? ['Extend true'] : []),
  ].join(', ');
  report.add({ rule, severity, at: element, found, ...words });
}
