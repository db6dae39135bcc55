import type { Bilingual } from '../../../platform/core/index.js';
import type { Coverage } from '../coverage.js';

const reason = (fr: string, en: string): Bilingual => ({ fr, en });

/** How the files and settings of Windows handle each neutral option. */
export const WINDOWS_COVERAGE: Coverage = {
  'restrictions.camera': 'carried',
  'restrictions.screenCapture': reason(
    'Windows n’interdit pas les captures d’écran d’un PC',
    'Windows does not forbid screenshots on a PC',
  ),
  'restrictions.microphone': 'carried',
  'restrictions.location': 'carried',
  'restrictions.bluetooth': 'carried',
  'restrictions.removableStorage': 'carried',
  'restrictions.usbFileTransfer': reason(
    'un PC ne se branche pas sur un autre par USB ; les téléphones relèvent de removableStorage',
    'a PC is not plugged into another by USB; phones are a matter of removableStorage',
  ),
  'restrictions.nearbySharing': 'carried',
  'restrictions.printing': reason('aucun CSP n’interdit d’imprimer', 'no CSP forbids printing'),
  'restrictions.appInstallation': reason(
    'Windows n’en empêche que les applications empaquetées, pour qui n’est pas administrateur (ce réglage est écrit)',
    'Windows keeps only packaged apps from people who are no administrators (that setting is written)',
  ),
  'restrictions.unknownSources': 'carried',
  'restrictions.cloudBackup': 'carried',
  'restrictions.cloudDocuments': 'carried',
  'restrictions.voiceAssistant': 'carried',
  'restrictions.browserPrivateMode': 'carried',
  'restrictions.browserPasswordManager': 'carried',
  'restrictions.browserAutofill': 'carried',
  'restrictions.browserPopUps': 'carried',
  'restrictions.browserHomepage': 'carried',
  'restrictions.biometricUnlock': 'carried',
  'restrictions.accountChanges': 'carried',
  'restrictions.guestAccount': 'carried',
  'restrictions.factoryReset': 'carried',
  'restrictions.developerMode': 'carried',
  'restrictions.diagnostics': 'carried',
  'restrictions.gaming': reason(
    'Windows n’interdit que l’enregistrement et la diffusion des jeux (ce réglage est écrit)',
    'Windows forbids only the recording and broadcasting of games (that setting is written)',
  ),
  'passcode.required': 'carried',
  'passcode.minimumLength': 'carried',
  'passcode.quality': 'carried',
  'passcode.maximumAgeDays': 'carried',
  'passcode.history': 'carried',
  'passcode.lockAfterMinutes': 'carried',
  'passcode.gracePeriodMinutes': reason(
    'Windows demande le code dès qu’il est verrouillé',
    'Windows asks for the code as soon as it is locked',
  ),
  'passcode.maximumFailedAttempts': 'carried',
  'updates.automatic': 'carried',
  'updates.deferFeatureDays': 'carried',
  'updates.deferQualityDays': 'carried',
  'updates.deadlineDays': 'carried',
  'updates.activeHours': 'carried',
  'updates.previews': 'carried',
  'updates.apps': 'carried',
  'encryption.required': 'carried',
  'encryption.method': 'carried',
  'encryption.escrow': 'carried',
  'encryption.startupPin': 'carried',
  'encryption.removableDrives': 'carried',
};
