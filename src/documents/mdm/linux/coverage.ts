import type { Bilingual } from '../../../platform/core/index.js';
import type { Coverage } from '../coverage.js';

const reason = (fr: string, en: string): Bilingual => ({ fr, en });

const nothing = reason('un PC Linux n’a pas ce réglage', 'a Linux PC does not have this setting');
const pam = reason(
  'cela demande une pile PAM que Debian n’active pas par défaut',
  'this needs a PAM stack that Debian does not enable by itself',
);
const noDelay = reason(
  'les dépôts décident de la date de chaque version',
  'the repositories decide when a version is available',
);
const atInstallation = reason(
  'le disque d’un PC Linux est chiffré à l’installation',
  'the disk of a Linux PC is encrypted when it is installed',
);

/** The coverage of each neutral option by the files of a Linux PC. */
export const LINUX_COVERAGE: Coverage = {
  'restrictions.camera': 'carried',
  'restrictions.screenCapture': reason(
    'le bureau GNOME n’interdit pas les captures d’écran',
    'the GNOME desktop does not forbid screenshots',
  ),
  'restrictions.microphone': reason(
    'GNOME ne l’interdit qu’aux applications en bac à sable (ce réglage est écrit)',
    'GNOME only forbids it to sandboxed apps (this setting is written)',
  ),
  'restrictions.location': 'carried',
  'restrictions.bluetooth': 'carried',
  'restrictions.removableStorage': 'carried',
  'restrictions.usbFileTransfer': nothing,
  'restrictions.nearbySharing': nothing,
  'restrictions.printing': 'carried',
  'restrictions.appInstallation': 'carried',
  'restrictions.unknownSources': 'carried',
  'restrictions.cloudBackup': nothing,
  'restrictions.cloudDocuments': nothing,
  'restrictions.voiceAssistant': nothing,
  'restrictions.browserPrivateMode': 'carried',
  'restrictions.browserPasswordManager': 'carried',
  'restrictions.browserAutofill': 'carried',
  'restrictions.browserPopUps': 'carried',
  'restrictions.browserHomepage': 'carried',
  'restrictions.biometricUnlock': 'carried',
  'restrictions.accountChanges': 'carried',
  'restrictions.guestAccount': 'carried',
  'restrictions.factoryReset': nothing,
  'restrictions.developerMode': nothing,
  'restrictions.diagnostics': 'carried',
  'restrictions.gaming': nothing,
  'passcode.required': 'carried',
  'passcode.minimumLength': 'carried',
  'passcode.quality': 'carried',
  'passcode.maximumAgeDays': reason(
    'login.defs n’a pas de dossier de fichiers complémentaires, et le fichier appartient à la distribution',
    'login.defs has no drop-in folder, and the file belongs to the distribution',
  ),
  'passcode.history': pam,
  'passcode.lockAfterMinutes': 'carried',
  'passcode.gracePeriodMinutes': 'carried',
  'passcode.maximumFailedAttempts': pam,
  'updates.automatic': 'carried',
  'updates.deferFeatureDays': noDelay,
  'updates.deferQualityDays': noDelay,
  'updates.deadlineDays': noDelay,
  'updates.activeHours': 'carried',
  'updates.previews': nothing,
  'updates.apps': reason(
    'les applications viennent des mêmes dépôts que le système',
    'apps come from the same repositories as the system',
  ),
  'encryption.required': atInstallation,
  'encryption.method': atInstallation,
  'encryption.escrow': atInstallation,
  'encryption.startupPin': atInstallation,
  'encryption.removableDrives': reason(
    'aucun réglage n’interdit d’écrire sur un support non chiffré',
    'no setting forbids writing to an unencrypted medium',
  ),
};
