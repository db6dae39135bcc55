import { leftOutByNetworkManager } from '../../connection/index.js';
import type { Bilingual } from '../../../platform/core/index.js';
import type { ProfileDocument } from '../../profile/index.js';
import { ACCEPTANCE, BEFORE, DEPLOYED, MANAGED, OWN_SYSTEM } from '../section-coverage.js';
import type { NotCarried } from './order.js';

const AFTERWARDS: Bilingual = {
  fr: 'se fait sur le système en marche, pas dans un fichier de réponses',
  en: 'is done on the running system, not in an answer file',
};
const IMAGE_ONLY: Bilingual = {
  fr: 'ne s’applique qu’à un master, relu après son écriture',
  en: 'only applies to a master, which is read back after it is written',
};
const ON_DISK_ALREADY: Bilingual = {
  fr: 'le master est déjà sur le disque quand cloud-init démarre',
  en: 'the master is already on the disk when cloud-init starts',
};
const UNUSED: Bilingual = {
  fr: 'aucun Wi-Fi ni VPN de ce profil ne l’utilise, et Linux ne l’installe pas seul',
  en: 'no Wi-Fi or VPN of this profile uses it, and Linux does not install it by itself',
};

const MANAGEMENT = ['restrictions', 'passcode', 'updates', 'encryption', 'mdm'] as const;

type Choice = [made: boolean, option: string, reason: Bilingual];

/** The options set in a profile that no Linux answer file can express. */
export function neverCarried(profile: ProfileDocument, kind: 'installer' | 'master'): NotCarried[] {
  const { personalise, hardware, recette, security } = profile;
  const { memoryMinimumBytes, diskMinimumBytes, batteryHealthMinimumPercent, diskHealth } = hardware;
  const installs = kind === 'installer';
  const choices: Choice[] = [
    [installs && profile.master !== undefined, 'master', OWN_SYSTEM],
    [!installs, 'disk', ON_DISK_ALREADY],
    [installs, 'disk.verify', IMAGE_ONLY],
    [memoryMinimumBytes !== undefined, 'hardware.memoryMinimumBytes', BEFORE],
    [diskMinimumBytes !== undefined, 'hardware.diskMinimumBytes', BEFORE],
    [batteryHealthMinimumPercent !== undefined, 'hardware.batteryHealthMinimumPercent', BEFORE],
    [diskHealth, 'hardware.diskHealth', BEFORE],
    [security.secureBoot.need === 'required', 'security.secureBoot', BEFORE],
    [security.secureBoot.authorities === 'update', 'security.secureBoot.authorities', BEFORE],
    [Object.values(personalise.accessibility ?? {}).includes(true), 'personalise.accessibility', AFTERWARDS],
    [personalise.printers.length > 0, 'personalise.printers', AFTERWARDS],
    [personalise.shares.length > 0, 'personalise.shares', AFTERWARDS],
    [
      recette.checks.length + recette.manual.length + (recette.without ?? []).length > 0 ||
        recette.reservations === 'account' ||
        (recette.signatures ?? []).length > 0,
      'recette',
      ACCEPTANCE,
    ],
    [profile.userData !== undefined, 'userData', DEPLOYED],
    ...MANAGEMENT.map((option) => [profile[option] !== undefined, option, MANAGED] satisfies Choice),
  ];
  return [
    ...choices.filter(([made]) => made).map(([, option, reason]) => ({ option, reason })),
    ...leftOutByNetworkManager(profile),
    ...unusedCertificates(profile),
  ];
}

function unusedCertificates({ certificates = [], network }: ProfileDocument): NotCarried[] {
  const used = new Set(
    [...JSON.stringify(network).matchAll(/"(?:clientCertificate|certificate)":"([^"]+)"/g)].map(
      ([, name]) => name,
    ),
  );
  return certificates.flatMap((certificate, index) =>
    'pem' in certificate || used.has(certificate.name)
      ? []
      : [{ option: `certificates[${index}]`, reason: UNUSED }],
  );
}
