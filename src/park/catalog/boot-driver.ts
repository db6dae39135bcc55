import type { Bilingual } from '../../platform/core/index.js';
import type { DriverImage, ImageStorageDriver } from './image.js';
import type { Injection } from './injection.js';
import { type Device, deviceName } from './match/device.js';
import type { PackageChoice } from './match/choice.js';

/** Whether Windows can start from a disk, decided before anything is erased. */
export type BootDriver =
  | { state: 'in-image'; reason: Bilingual; drivers: ImageStorageDriver[] }
  | {
      state: 'inject';
      reason: Bilingual;
      injections: Injection[];
      /** Lines of the INFs that are left to Windows' own installation. */
      left: string[];
    }
  | { state: 'none'; reason: Bilingual; remedy: Bilingual; device?: Device };

/** Classes of the drivers of disk controllers. */
const STORAGE_CLASSES = ['scsiadapter', 'hdc'];
/** SERVICE_BOOT_START */
export const BOOT_START = 0;

/**
 * The bottom half of AMD's RAID driver makes devices of its own for the volumes: without the driver of those, Windows
 * does not start either.
 */
export const NEEDED_CHILDREN: Record<string, string> = {
  rcbottom: '{54CB850D-A731-8590-0628-1992592BD448}\\RCBOTTOM',
};

/** What to import, by the vendor of the controller. */
const PACKS: Record<string, Bilingual> = {
  '8086': { fr: 'le pilote Intel RST (VMD)', en: 'the Intel RST (VMD) driver' },
  '1022': { fr: 'le pilote AMD RAID', en: 'the AMD RAID driver' },
  '1AF4': { fr: 'les pilotes virtio-win', en: 'the virtio-win drivers' },
};
const ANY_PACK: Bilingual = {
  fr: 'le pilote de stockage du fabricant',
  en: 'the storage driver of the vendor',
};

/** The driver with which this image starts from the controller by itself: a boot service with its file. */
export function driverInImage(device: Device, { storage }: DriverImage): ImageStorageDriver | undefined {
  const ids = [...device.hardwareIds, ...device.compatibleIds].map((id) => id.toUpperCase());
  const usable = storage.filter(
    ({ service, start, file }) => start === BOOT_START && service !== '' && file !== '',
  );
  for (const id of ids) {
    const found = usable.find((driver) => driver.id.toUpperCase() === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Why a package that fits cannot start Windows, before its INF is read; undefined when nothing speaks against it. */
export function bootObstacle(
  { candidate, rule }: PackageChoice,
  embedded: 'microsoft' | 'vendor' | 'unsigned' | 'unknown',
): Bilingual | undefined {
  const { inf, signature } = candidate;
  if (!STORAGE_CLASSES.includes(candidate.class.toLowerCase())) {
    return { fr: `${inf} n’est pas un pilote de stockage`, en: `${inf} is no storage driver` };
  }
  // Whoever pins a package answers for it; the reason of the choice says that it was pinned.
  if (rule !== undefined || (signature === 'microsoft' && embedded === 'microsoft')) return undefined;
  if (signature !== 'microsoft') {
    return {
      fr: `le catalogue de ${inf} n’est pas signé par Microsoft, ou ne couvre pas ses fichiers`,
      en: `the catalog file of ${inf} is not signed by Microsoft, or does not cover its files`,
    };
  }
  return {
    fr: `le .sys de ${inf} ne porte pas la signature de Microsoft`,
    en: `the .sys of ${inf} does not bear the signature of Microsoft`,
  };
}

/** Neither the image nor the catalogue can start from this controller. */
export function noBootDriver(device: Device, obstacles: readonly Bilingual[]): BootDriver {
  const name = deviceName(device);
  const vendor = /VEN_([0-9A-F]{4})/i.exec(device.hardwareIds[0] ?? '')?.[1]?.toUpperCase() ?? '';
  const pack = PACKS[vendor] ?? ANY_PACK;
  const why = (language: 'fr' | 'en') => obstacles.map((each) => ` (${each[language]})`).join('');
  return {
    state: 'none',
    device,
    reason: {
      fr: `ce disque dépend de ${name} ; ni cette image de Windows ni le catalogue ne peuvent démarrer depuis lui${why('fr')}`,
      en: `this disk hangs on ${name}; neither this Windows image nor the catalogue can start from it${why('en')}`,
    },
    remedy: {
      fr: `Importez ${pack.fr} (etabli driver import), ou réglez le contrôleur sur AHCI/NVMe dans le micrologiciel. Rien n’a été effacé.`,
      en: `Import ${pack.en} (etabli driver import), or set the controller to AHCI/NVMe in the firmware. Nothing was erased.`,
    },
  };
}

/** Nobody measured which controller the disk hangs on: then nobody knows that Windows starts. */
export function unknownController(): BootDriver {
  return {
    state: 'none',
    reason: {
      fr: 'le contrôleur dont dépend ce disque n’est pas connu',
      en: 'the controller that this disk hangs on is not known',
    },
    remedy: {
      fr: 'Redémarrez ce PC par le réseau pour refaire son inventaire. Rien n’a été effacé.',
      en: 'Boot this PC from the network again to renew its inventory. Nothing was erased.',
    },
  };
}
