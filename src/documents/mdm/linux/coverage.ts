import type { Bilingual } from '../../../platform/core/index.js';
import type { Coverage } from '../coverage.js';

const reason = (fr: string, en: string): Bilingual => ({ fr, en });

const nothing = reason('un PC Linux n’a rien de tel', 'a Linux PC has nothing of the kind');
const pam = reason(
  'cela demande une pile PAM que Debian n’active pas d’elle-même',
  'this needs a PAM stack that Debian does not enable by itself',
);
const noDelay = reason(
  'les dépôts décident quand une version paraît',
  'the repositories decide when a version appears',
);
const atInstallation = reason(
  'le disque d’un PC Linux se chiffre à l’installation',
  'the disk of a Linux PC is encrypted when it is installed',
);

/** What files on a Linux PC do with each neutral option. */
export const LINUX_COVERAGE: Coverage = {
  'restrictions.camera': 'carried',
  'restrictions.screenCapture': reason(
    'le bureau GNOME n’interdit pas les captures d’écran',
    'the GNOME desktop does not forbid screenshots',
  ),
  'restrictions.microphone': reason(
    'GNOME n’en prive que les applications en bac à sable (ce réglage est écrit)',
    'GNOME keeps it from sandboxed apps only (that setting is written)',
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
    'login.defs n’a pas de dossier de compléments, et son fichier appartient à la distribution',
    'login.defs has no folder of additions, and its file belongs to the distribution',
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
    'aucun réglage ne refuse d’écrire sur un support non chiffré',
    'no setting refuses to write to a medium that is not encrypted',
  ),
};
