import type { CertificateRecordInput } from '../certificate/index.js';
import { type Bilingual, decimalSize, joined } from '../../platform/core/index.js';
import type { PartitionFact } from './facts.js';
import { NOT_MEASURED, type Said } from './statement-parts.js';

type Erasure = NonNullable<CertificateRecordInput['erasure']>[number];

/** The old content may still be read where nothing new was written: the certificate never calls that secure. */
const TABLE: Bilingual = {
  fr: 'Signatures des anciens systèmes de fichiers effacées, nouvelle table de partitions, nouveaux systèmes de fichiers. Les secteurs qui n’ont pas été réécrits n’ont pas été effacés.',
  en: 'Signatures of the old file systems wiped, new partition table, new file systems. Sectors that were not written again were not erased.',
};
const IMAGE: Bilingual = {
  fr: 'Image du disque du master écrite par-dessus. Les secteurs que l’image ne contient pas n’ont pas été effacés.',
  en: 'The disk image of the master written over it. Sectors that are not in the image were not erased.',
};

/** What became of the disk: only what the steps did and measured; nothing when no disk was chosen. */
export function erasureStatements(said: Said): Erasure[] {
  const { disk } = said.facts;
  if (disk === undefined) return [];
  const size = disk.sizeBytes === undefined ? undefined : decimalSize(disk.sizeBytes);
  const what = joined([disk.model, disk.serial ?? disk.wwn, size], ', ');
  const made = said.evidence('partition')['partitions'] as PartitionFact[] | undefined;
  return [
    made === undefined
      ? { what, method: IMAGE, measured: imageMeasured(said) }
      : { what, method: TABLE, measured: tableMeasured(made) },
  ];
}

/** The agent reads each new partition again before it answers. */
function tableMeasured(made: readonly PartitionFact[]): Bilingual {
  const roles = made.map(({ role }) => role).join(', ');
  return {
    fr: `${made.length} partitions relues sur le disque : ${roles}`,
    en: `${made.length} partitions read back from the disk: ${roles}`,
  };
}

function imageMeasured({ evidence }: Said): Bilingual {
  const { bytes, differences } = evidence('verify-master');
  if (typeof bytes !== 'number' || differences !== 0) return NOT_MEASURED;
  return {
    fr: `${bytes} octets relus sur le disque, aucune différence avec l’image`,
    en: `${bytes} bytes read back from the disk, no difference from the image`,
  };
}
