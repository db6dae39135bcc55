import { type Bilingual, decimalSize, joined, OperatorError } from '../../platform/core/index.js';
import type { DiskChoice, JudgedDisk } from './disk-choice.js';

/** The error if no disk can be chosen: each disk with its name, size and serial number, and how to fix it. */
export function diskRefusal(judged: JudgedDisk[]): OperatorError {
  const fitting = judged.filter(({ reasons }) => reasons.length === 0).map(({ disk }) => disk);
  const each = { fr: reasons(judged, 'fr'), en: reasons(judged, 'en') };
  const text =
    fitting.length === 0
      ? {
          fr: `aucun disque ne convient à la règle du profil : ${each.fr || 'le PC n’a aucun disque'}`,
          en: `no disk fits the profile's rule: ${each.en || 'the PC has no disk'}`,
        }
      : {
          fr: `${fitting.length} disques conviennent à la règle du profil, il en faut un seul : ${each.fr}`,
          en: `${fitting.length} disks fit the profile's rule, exactly one must: ${each.en}`,
        };
  return new OperatorError(text, {
    remedy: fitting.length === 0 ? noneFits(judged) : severalFit(fitting),
    data: { disks: judged.map(({ disk, reasons }) => ({ path: disk.path, serial: disk.serial, reasons })) },
  });
}

function reasons(judged: JudgedDisk[], language: 'fr' | 'en'): string {
  const fits = { fr: 'convient', en: 'fits' };
  return judged
    .map(({ disk, reasons }) => {
      const name = joined([disk.model, disk.serial, decimalSize(disk.sizeBytes)], ', ')[language];
      const why =
        reasons.length === 0 ? fits[language] : reasons.map((reason) => reason[language]).join(', ');
      return `${disk.path} (${name})${language === 'fr' ? ' :' : ':'} ${why}`;
    })
    .join(' ; ');
}

/** The properties that a rule can use. */
const PARTS: [part: (disk: DiskChoice) => unknown, name: Bilingual][] = [
  [({ bus }) => bus, { fr: 'bus', en: 'bus' }],
  [({ sizeBytes }) => sizeBytes, { fr: 'taille', en: 'size' }],
  [({ model }) => model ?? '', { fr: 'modèle', en: 'model' }],
];

function severalFit(fitting: DiskChoice[]): Bilingual {
  const different = PARTS.filter(([part]) => new Set(fitting.map(part)).size > 1).map(([, name]) => name);
  if (different.length === 0) {
    return {
      fr: 'Aucune règle ne distingue ces disques : même bus, même taille, même modèle. Débranchez ceux qui doivent garder leurs données, puis reprenez.',
      en: 'No rule tells these disks apart: same bus, same size, same model. Unplug those that must keep their data, then retry.',
    };
  }
  const parts = joined(different, ', ');
  return {
    fr: `Débranchez le disque de trop, ou précisez la règle du disque dans le profil (disk.rule : ${parts.fr}).`,
    en: `Unplug the disk that is too many, or narrow the rule of the disk in the profile (disk.rule: ${parts.en}).`,
  };
}

function noneFits(judged: JudgedDisk[]): Bilingual {
  if (judged.some(({ onlyByRule }) => onlyByRule)) {
    return {
      fr: 'Montez un disque qui convient à la règle, ou corrigez la règle du disque dans le profil (disk.rule).',
      en: 'Fit a disk that the rule takes, or correct the rule of the disk in the profile (disk.rule).',
    };
  }
  return {
    fr: 'Montez un disque interne qui a son propre numéro de série. S’il y en a déjà un, vérifiez ses câbles et les réglages RAID ou VMD du micrologiciel.',
    en: 'Fit an internal disk that has a serial number of its own. If there is one already, check its cables and the RAID or VMD settings of the firmware.',
  };
}
