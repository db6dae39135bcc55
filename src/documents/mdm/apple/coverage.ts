import type { Bilingual } from '../../../platform/core/index.js';
import type { Coverage } from '../coverage.js';

const reason = (fr: string, en: string): Bilingual => ({ fr, en });

const noSetting = reason(
  'un profil Apple n’a pas de réglage pour cela',
  'an Apple profile has no setting for it',
);
const onlyFrozen = reason(
  'un profil Apple fige le réglage de Bluetooth, sans le couper',
  'an Apple profile freezes the setting of Bluetooth and does not turn it off',
);
const declared = reason(
  'l’iPhone et l’iPad le prennent d’une déclaration du serveur de gestion, pas d’un profil',
  'iPhone and iPad take this from a declaration of the management server, not from a profile',
);
const noHomepage = reason(
  'Safari ne prend sa page d’accueil d’aucun profil',
  'Safari takes its home page from no profile',
);
const onlyIos = reason('macOS n’a rien de tel', 'macOS has nothing of the kind');
const ownCipher = reason('Apple choisit le chiffrement', 'Apple chooses the cipher');
const macDeclared = reason(
  'un Mac le prend d’une déclaration du serveur de gestion, pas d’un profil',
  'a Mac takes this from a declaration of the management server, not from a profile',
);

/** What both systems do alike. */
const BOTH = {
  'restrictions.camera': 'carried',
  'restrictions.screenCapture': 'carried',
  'restrictions.microphone': reason(
    'chaque personne l’accorde aux applications ; mdm.apple.privacy le refuse à une application nommée',
    'each person grants it to apps; mdm.apple.privacy denies it to an app by name',
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
    'macOS ne tient plus compte de ce réglage depuis macOS 11',
    'macOS has not heeded that setting since macOS 11',
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
  'un iPhone ou un iPad est toujours chiffré, dès qu’il a un code : voir passcode',
  'an iPhone or iPad is always encrypted, once it has a passcode: see passcode',
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

/** What a configuration profile does with each neutral option. */
export const APPLE_COVERAGE: Record<'macos' | 'ios', Coverage> = { macos: MACOS, ios: IOS };
