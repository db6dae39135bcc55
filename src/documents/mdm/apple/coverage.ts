import type { Bilingual } from '../../../platform/core/index.js';
import type { Coverage } from '../coverage.js';

const reason = (fr: string, en: string): Bilingual => ({ fr, en });

const noSetting = reason(
  'un profil Apple n’a pas de réglage pour cela',
  'an Apple profile has no setting for it',
);
const onlyFrozen = reason(
  'un profil Apple verrouille le réglage du Bluetooth, sans le désactiver',
  'an Apple profile locks the Bluetooth setting but does not turn Bluetooth off',
);
const declared = reason(
  'l’iPhone et l’iPad le reçoivent par une déclaration du serveur de gestion, pas par un profil',
  'iPhone and iPad receive this in a declaration of the management server, not in a profile',
);
const noHomepage = reason(
  'aucun profil ne règle la page d’accueil de Safari',
  'no profile sets the home page of Safari',
);
const onlyIos = reason('macOS n’a pas ce réglage', 'macOS does not have this setting');
const ownCipher = reason('Apple choisit le chiffrement', 'Apple chooses the cipher');
const macDeclared = reason(
  'un Mac le reçoit par une déclaration du serveur de gestion, pas par un profil',
  'a Mac receives this in a declaration of the management server, not in a profile',
);

/** The options with the same coverage on both systems. */
const BOTH = {
  'restrictions.camera': 'carried',
  'restrictions.screenCapture': 'carried',
  'restrictions.microphone': reason(
    'chaque utilisateur l’accorde aux applications ; mdm.apple.privacy peut le refuser à une application',
    'each user grants it to apps; mdm.apple.privacy can deny it to an app',
  ),
  'restrictions.location': noSetting,
  'restrictions.bluetooth': onlyFrozen,
  'restrictions.nearbySharing': 'carried',
  'restrictions.appInstallation': 'carried',
  'restrictions.unknownSources': 'carried',
  'restrictions.cloudDocuments': 'carried',
  'restrictions.voiceAssistant': 'carried',
  'restrictions.browserPrivateMode': noSetting,
  'restrictions.browserPasswordManager': 'carried',
  'restrictions.browserAutofill': 'carried',
  'restrictions.browserHomepage': noHomepage,
  'restrictions.biometricUnlock': 'carried',
  'restrictions.accountChanges': 'carried',
  'restrictions.guestAccount': 'carried',
  'restrictions.factoryReset': 'carried',
  'restrictions.developerMode': noSetting,
  'restrictions.diagnostics': 'carried',
  'restrictions.gaming': 'carried',
  'passcode.required': 'carried',
  'passcode.minimumLength': 'carried',
  'passcode.quality': 'carried',
  'passcode.maximumAgeDays': 'carried',
  'passcode.history': 'carried',
  'passcode.lockAfterMinutes': 'carried',
  'passcode.gracePeriodMinutes': 'carried',
  'passcode.maximumFailedAttempts': 'carried',
  'updates.deferFeatureDays': 'carried',
  'updates.deferQualityDays': 'carried',
  'encryption.method': ownCipher,
  'encryption.removableDrives': noSetting,
} as const;

const MACOS: Coverage = {
  ...BOTH,
  'restrictions.removableStorage': reason(
    'macOS ignore ce réglage depuis macOS 11',
    'macOS has ignored this setting since macOS 11',
  ),
  'restrictions.usbFileTransfer': onlyIos,
  'restrictions.printing': onlyIos,
  'restrictions.cloudBackup': reason(
    'un Mac ne se sauvegarde pas dans iCloud',
    'a Mac does not back up to iCloud',
  ),
  'restrictions.browserPopUps': onlyIos,
  'updates.automatic': 'carried',
  'updates.deadlineDays': macDeclared,
  'updates.activeHours': macDeclared,
  'updates.previews': 'carried',
  'updates.apps': 'carried',
  'encryption.required': 'carried',
  'encryption.escrow': 'carried',
  'encryption.startupPin': reason(
    'FileVault demande déjà le mot de passe avant le démarrage',
    'FileVault already asks for the password before the system starts',
  ),
};

const alwaysEncrypted = reason(
  'un iPhone ou un iPad qui a un code est toujours chiffré : voir passcode',
  'an iPhone or iPad with a passcode is always encrypted: see passcode',
);

const IOS: Coverage = {
  ...BOTH,
  'restrictions.removableStorage': 'carried',
  'restrictions.usbFileTransfer': 'carried',
  'restrictions.printing': 'carried',
  'restrictions.cloudBackup': 'carried',
  'restrictions.browserPopUps': 'carried',
  'updates.automatic': declared,
  'updates.deadlineDays': declared,
  'updates.activeHours': declared,
  'updates.previews': declared,
  'updates.apps': noSetting,
  'encryption.required': alwaysEncrypted,
  'encryption.escrow': reason(
    'un iPhone ou un iPad n’a pas de clé de secours',
    'an iPhone or iPad has no recovery key',
  ),
  'encryption.startupPin': alwaysEncrypted,
};

/** The coverage of each neutral option by a configuration profile. */
export const APPLE_COVERAGE: Record<'macos' | 'ios', Coverage> = { macos: MACOS, ios: IOS };
