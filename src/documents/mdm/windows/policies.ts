import type { ProfileRestrictions } from '../../profile/index.js';
import { admx, type CspCommand, replace } from './syncml.js';

const POLICY = './Device/Vendor/MSFT/Policy/Config';

type Restriction = keyof ProfileRestrictions;
type Write<R extends Restriction> = (value: NonNullable<ProfileRestrictions[R]>) => Setting[];
type Setting = [area: string, value: number | string];

/** An area that is 0 when the thing is forbidden, 1 when it is not. */
const allows = (area: string, allowed = 1): ((value: boolean) => Setting[]) => {
  return (value) => [[area, value ? allowed : 0]];
};
/** An area that is 1 when the thing is forbidden. */
const forbids = (area: string): ((value: boolean) => Setting[]) => {
  return (value) => [[area, value ? 0 : 1]];
};

/**
 * The areas of the Policy CSP, each on its page "Policy CSP - <area>" of MS Learn. `true` puts back what people
 * decide themselves, wherever the policy knows that; it never forces a thing upon them.
 */
const POLICIES: { [R in Restriction]?: Write<R> } = {
  camera: allows('Camera/AllowCamera'),
  // 0: the user decides; 1: all apps; 2: none.
  microphone: (value) => [['Privacy/LetAppsAccessMicrophone', value ? 0 : 2]],
  // 0: off for all; 1: the user decides.
  location: allows('System/AllowLocation'),
  // 0: off, and out of people's reach; 2: on offer.
  bluetooth: allows('Connectivity/AllowBluetooth', 2),
  removableStorage: (value) => [
    ['Storage/RemovableDiskDenyWriteAccess', value === 'read-only' ? 1 : 0],
    [
      'ADMX_RemovableStorage/RemovableStorageClasses_DenyAll_Access_2',
      value === 'deny' ? admx() : '<disabled/>',
    ],
  ],
  // Nearby sharing is a part of the Connected Devices Platform.
  nearbySharing: allows('Connectivity/AllowConnectedDevices'),
  appInstallation: forbids('ApplicationManagement/BlockNonAdminUserInstall'),
  unknownSources: (value) => [
    ['ApplicationManagement/AllowAllTrustedApps', value ? 1 : 0],
    ['SmartScreen/EnableAppInstallControl', value ? 0 : 1],
  ],
  cloudBackup: allows('Experience/AllowSyncMySettings'),
  cloudDocuments: forbids('System/DisableOneDriveFileSync'),
  voiceAssistant: allows('Experience/AllowCortana'),
  accountChanges: (value) => [
    ['Accounts/AllowMicrosoftAccountConnection', value ? 1 : 0],
    ['Accounts/AllowAddingNonMicrosoftAccountsManually', value ? 1 : 0],
  ],
  guestAccount: allows('LocalPoliciesSecurityOptions/Accounts_EnableGuestAccountStatus'),
  // The page of Settings that resets the PC; nothing else hides it.
  factoryReset: (value) => [['Settings/PageVisibilityList', value ? '' : 'hide:recovery']],
  developerMode: allows('ApplicationManagement/AllowDeveloperUnlock'),
  // 3: up to optional data; 0: none on Enterprise and Education, what is required on the others.
  diagnostics: allows('System/AllowTelemetry', 3),
  gaming: allows('ApplicationManagement/AllowGameDVR'),
};

/** What the profile's restrictions set in the Policy CSP, PassportForWork CSP included. */
export function policyCommands(restrictions: ProfileRestrictions = {}): CspCommand[] {
  const names = Object.keys(POLICIES) as Restriction[];
  return [...names.flatMap((name) => ofOne(restrictions, name)), ...besidesPolicy(restrictions)];
}

function ofOne<R extends Restriction>(restrictions: ProfileRestrictions, name: R): CspCommand[] {
  const value = restrictions[name];
  const write = POLICIES[name];
  if (value === undefined || write === undefined) return [];
  return write(value).map(([area, data]) =>
    replace(`restrictions.${name}`, `${POLICY}/${area}`, typeof data === 'number' ? 'int' : 'chr', data),
  );
}

/** Copilot is a user's, MS Learn "Policy CSP - WindowsAI"; biometrics are Windows Hello's, "PassportForWork CSP". */
function besidesPolicy({ voiceAssistant, biometricUnlock }: ProfileRestrictions): CspCommand[] {
  return [
    ...(voiceAssistant === undefined
      ? []
      : [
          replace(
            'restrictions.voiceAssistant',
            './User/Vendor/MSFT/Policy/Config/WindowsAI/TurnOffWindowsCopilot',
            'int',
            voiceAssistant ? 0 : 1,
          ),
        ]),
    ...(biometricUnlock === undefined
      ? []
      : [
          replace(
            'restrictions.biometricUnlock',
            './Device/Vendor/MSFT/PassportForWork/Biometrics/UseBiometrics',
            'bool',
            biometricUnlock,
          ),
        ]),
  ];
}
