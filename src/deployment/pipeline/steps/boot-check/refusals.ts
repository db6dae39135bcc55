import { joined, OperatorError, type Bilingual } from '../../../../platform/core/index.js';
import type { DiskFact, MissingDevice } from '../../facts.js';
import { idOf } from './choose-drivers.js';
import type { Device } from './readings.js';

const NOTHING_ERASED: Bilingual = { fr: 'Rien n’a été effacé', en: 'Nothing was erased' };

/** What people know the pack under, by the vendor of the controller. */
const PACKS: [vendor: RegExp, pack: Bilingual][] = [
  [/VEN_8086/i, { fr: 'Intel RST/VMD', en: 'Intel RST/VMD' }],
  [/VEN_1022/i, { fr: 'AMD RAID (rcbottom et rcraid)', en: 'AMD RAID (rcbottom and rcraid)' }],
  [/VEN_1AF4/i, { fr: 'virtio-win (viostor ou vioscsi)', en: 'virtio-win (viostor or vioscsi)' }],
];
const MAKER: Bilingual = {
  fr: 'le pack de stockage du constructeur du PC',
  en: 'the storage pack of the PC’s maker',
};

/** Windows would stop with INACCESSIBLE_BOOT_DEVICE. */
export function cannotStart(device: Device): OperatorError {
  const id = idOf(device);
  const pack = PACKS.find(([vendor]) => vendor.test(id))?.[1] ?? MAKER;
  return new OperatorError(
    {
      fr: `ce disque dépend de ${device.name} (${id}). Ni cette image de Windows ni vos pilotes ne peuvent en démarrer. ${NOTHING_ERASED.fr}`,
      en: `this disk hangs on ${device.name} (${id}). Neither this Windows image nor your drivers can start from it. ${NOTHING_ERASED.en}`,
    },
    {
      remedy: {
        fr: `Importez ${pack.fr}, ou réglez le contrôleur sur AHCI/NVMe dans le micrologiciel.`,
        en: `Import ${pack.en}, or set the controller to AHCI/NVMe in the firmware.`,
      },
      data: { hardwareIds: device.hardwareIds },
    },
  );
}

/** Whether Windows can start from it was not measured. */
export function unknownController({ path }: DiskFact): OperatorError {
  return new OperatorError(
    {
      fr: `le contrôleur dont dépend ${path} n’a pas pu être lu : rien ne dit que Windows démarrerait de ce disque. ${NOTHING_ERASED.fr}`,
      en: `the controller that ${path} hangs on could not be read: nothing tells whether Windows would start from this disk. ${NOTHING_ERASED.en}`,
    },
    {
      remedy: {
        fr: 'Branchez le disque sur un contrôleur PCI de la carte mère (NVMe, SATA), ou choisissez un autre disque (disk.rule).',
        en: 'Put the disk on a PCI controller of the board (NVMe, SATA), or choose another disk (disk.rule).',
      },
    },
  );
}

export function otherArchitecture(image: string, pc: string): OperatorError {
  return new OperatorError(
    {
      fr: `l’image est faite pour ${image}, ce PC a un processeur ${pc}. ${NOTHING_ERASED.fr}`,
      en: `the image is made for ${image}, this PC has a processor ${pc}. ${NOTHING_ERASED.en}`,
    },
    {
      remedy: {
        fr: 'Choisissez un master fait pour ce processeur.',
        en: 'Choose a master that is made for this processor.',
      },
    },
  );
}

/** `windows.drivers.missing: fail`. */
export function driversMissing(missing: readonly MissingDevice[]): OperatorError {
  const names = joined(
    missing.map(({ name, hardwareId }) => `${name} (${hardwareId})`),
    ', ',
  );
  return new OperatorError(
    {
      fr: `aucun pilote pour : ${names.fr}. ${NOTHING_ERASED.fr}`,
      en: `no driver for: ${names.en}. ${NOTHING_ERASED.en}`,
    },
    {
      remedy: {
        fr: 'Importez les pilotes de ces appareils, ou mettez windows.drivers.missing à reserve ou ignore dans le profil.',
        en: 'Import the drivers of these devices, or set windows.drivers.missing to reserve or ignore in the profile.',
      },
    },
  );
}
