import { joined, OperatorError, type Bilingual } from '../../../../platform/core/index.js';
import type { BootDriver } from '../../../../park/catalog/index.js';
import type { MissingDevice } from '../../facts.js';

const NOTHING_ERASED: Bilingual = { fr: 'Rien n’a été effacé', en: 'Nothing was erased' };

/** Windows would stop with INACCESSIBLE_BOOT_DEVICE. */
export function cannotStart({
  reason,
  remedy,
  device,
}: Extract<BootDriver, { state: 'none' }>): OperatorError {
  return new OperatorError(reason, { remedy, data: { hardwareIds: device?.hardwareIds ?? [] } });
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
