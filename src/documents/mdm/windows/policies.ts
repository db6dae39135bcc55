import type { ProfileRestrictions } from '../../profile/index.js';
import { csp, type CspPlace } from '../../windows-tables/index.js';
import { neutralCommands, type PlacesOf } from './option-commands.js';
import { admx, type CspCommand } from './syncml.js';

const POLICY = './Device/Vendor/MSFT/Policy/Config';

/** `true` is `allowed`, `false` is 0. */
const allows = (area: string, allowed = 1): CspPlace<boolean> =>
  csp<boolean>(`${POLICY}/${area}`, 'int', (value) => (value ? allowed : 0));

/** `true` is `allowed`, `false` is `forbidden`. */
const either = (area: string, allowed: number, forbidden: number): CspPlace<boolean> =>
  csp<boolean>(`${POLICY}/${area}`, 'int', (value) => (value ? allowed : forbidden));

/**
 * The areas of the Policy CSP, each on its page "Policy CSP - <area>" of MS Learn. If the policy has a value for it,
 * `true` lets the user decide again; it never forces the feature on.
 */
const PLACES: PlacesOf<ProfileRestrictions> = {
  camera: [allows('Camera/AllowCamera')],
  // 0: the user decides; 1: all apps; 2: none.
  microphone: [either('Privacy/LetAppsAccessMicrophone', 0, 2)],
  // 0: off for all; 1: the user decides.
  location: [allows('System/AllowLocation')],
  // 0: off, and users cannot turn it on; 2: available.
  bluetooth: [allows('Connectivity/AllowBluetooth', 2)],
  removableStorage: [
    csp(`${POLICY}/Storage/RemovableDiskDenyWriteAccess`, 'int', { 'read-only': 1, deny: 0, allow: 0 }),
    csp(`${POLICY}/ADMX_RemovableStorage/RemovableStorageClasses_DenyAll_Access_2`, 'chr', {
      'read-only': '<disabled/>',
      deny: admx(),
      allow: '<disabled/>',
    }),
  ],
  // Nearby sharing is a part of the Connected Devices Platform.
  nearbySharing: [allows('Connectivity/AllowConnectedDevices')],
  appInstallation: [either('ApplicationManagement/BlockNonAdminUserInstall', 0, 1)],
  unknownSources: [
    allows('ApplicationManagement/AllowAllTrustedApps'),
    either('SmartScreen/EnableAppInstallControl', 0, 1),
  ],
  cloudBackup: [allows('Experience/AllowSyncMySettings')],
  cloudDocuments: [either('System/DisableOneDriveFileSync', 0, 1)],
  // Copilot is a policy of the user. "Policy CSP - WindowsAI"
  voiceAssistant: [
    allows('Experience/AllowCortana'),
    csp<boolean>('./User/Vendor/MSFT/Policy/Config/WindowsAI/TurnOffWindowsCopilot', 'int', (value) =>
      value ? 0 : 1,
    ),
  ],
  accountChanges: [
    allows('Accounts/AllowMicrosoftAccountConnection'),
    allows('Accounts/AllowAddingNonMicrosoftAccountsManually'),
  ],
  guestAccount: [allows('LocalPoliciesSecurityOptions/Accounts_EnableGuestAccountStatus')],
  // The only way to hide the page of Settings that resets the PC.
  factoryReset: [
    csp<boolean>(`${POLICY}/Settings/PageVisibilityList`, 'chr', (value) => (value ? '' : 'hide:recovery')),
  ],
  developerMode: [allows('ApplicationManagement/AllowDeveloperUnlock')],
  // 3: up to optional data; 0: none on Enterprise and Education, required data on other editions.
  diagnostics: [allows('System/AllowTelemetry', 3)],
  gaming: [allows('ApplicationManagement/AllowGameDVR')],
  // Windows Hello. "PassportForWork CSP"
  biometricUnlock: [csp('./Device/Vendor/MSFT/PassportForWork/Biometrics/UseBiometrics', 'bool')],
};

/** The commands for the restrictions of the profile, in the Policy CSP and the PassportForWork CSP. */
export function policyCommands(restrictions: ProfileRestrictions = {}): CspCommand[] {
  return neutralCommands(PLACES, restrictions, 'restrictions');
}
