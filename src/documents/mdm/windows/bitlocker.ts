import type { ProfileEncryption } from '../../profile/index.js';
import type { NotCarried } from '../order.js';
import { admx, type CspCommand, replace } from './syncml.js';

const BITLOCKER = './Device/Vendor/MSFT/BitLocker';

/** 3 and 4 are AES-CBC, for removable drives in older systems; 6 and 7 are XTS-AES. */
const METHODS = { 'aes-128': [6, 3], 'aes-256': [7, 4] } as const;
/** Use of a startup protector: 0 forbidden, 1 required, 2 allowed. */
const FORBIDDEN = 0;
const NEEDED = 1;

/** MS Learn, "BitLocker CSP". */
export function bitlockerCommands(encryption: ProfileEncryption | undefined): CspCommand[] {
  if (encryption === undefined) return [];
  const { required, method, escrow, startupPin, removableDrives } = encryption;
  return [
    replace('encryption.required', `${BITLOCKER}/RequireDeviceEncryption`, 'int', required ? 1 : 0),
    ...(method === undefined ? [] : [methods(method)]),
    ...(startupPin === undefined ? [] : [start(startupPin)]),
    ...(escrow === undefined ? [] : [recovery(), message(escrow.location)]),
    ...(removableDrives === undefined
      ? []
      : [
          replace(
            'encryption.removableDrives',
            `${BITLOCKER}/RemovableDrivesRequireEncryption`,
            'chr',
            removableDrives ? admx({ RDVCrossOrg: false }) : '<disabled/>',
          ),
        ]),
  ];
}

/** A data recovery agent is part of the public key policies of the domain, which no CSP can set. */
export function bitlockerRefusals({ escrow }: Partial<ProfileEncryption> = {}): NotCarried[] {
  if (escrow?.certificate === undefined) return [];
  return [
    {
      option: 'encryption.escrow.certificate',
      reason: {
        fr: 'BitLocker range les clés dans Entra ID ou l’Active Directory ; aucun CSP ne prend de certificat de secours',
        en: 'BitLocker keeps keys in Entra ID or Active Directory; no CSP takes a recovery certificate',
      },
    },
  ];
}

function methods(method: NonNullable<ProfileEncryption['method']>): CspCommand {
  const [xts, cbc] = METHODS[method];
  return replace(
    'encryption.method',
    `${BITLOCKER}/EncryptionMethodByDriveType`,
    'chr',
    admx({
      EncryptionMethodWithXtsOsDropDown_Name: xts,
      EncryptionMethodWithXtsFdvDropDown_Name: xts,
      EncryptionMethodWithXtsRdvDropDown_Name: cbc,
    }),
  );
}

function start(pin: boolean): CspCommand {
  return replace(
    'encryption.startupPin',
    `${BITLOCKER}/SystemDrivesRequireStartupAuthentication`,
    'chr',
    admx({
      ConfigureNonTPMStartupKeyUsage_Name: false,
      ConfigureTPMStartupKeyUsageDropDown_Name: FORBIDDEN,
      ConfigurePINUsageDropDown_Name: pin ? NEEDED : FORBIDDEN,
      ConfigureTPMPINKeyUsageDropDown_Name: FORBIDDEN,
      ConfigureTPMUsageDropDown_Name: pin ? FORBIDDEN : NEEDED,
    }),
  );
}

/** No disk is encrypted before its recovery key is stored. */
function recovery(): CspCommand {
  return replace(
    'encryption.escrow',
    `${BITLOCKER}/SystemDrivesRecoveryOptions`,
    'chr',
    admx({
      OSAllowDRA_Name: true,
      OSRecoveryPasswordUsageDropDown_Name: 1,
      OSRecoveryKeyUsageDropDown_Name: 2,
      OSHideRecoveryPage_Name: true,
      OSActiveDirectoryBackup_Name: true,
      OSActiveDirectoryBackupDropDown_Name: 1,
      OSRequireActiveDirectoryBackup_Name: true,
    }),
  );
}

/** 2: a custom message; all three values are required. */
function message(location: string): CspCommand {
  return replace(
    'encryption.escrow.location',
    `${BITLOCKER}/SystemDrivesRecoveryMessage`,
    'chr',
    admx({ PrebootRecoveryInfoDropDown_Name: 2, RecoveryMessage_Input: location, RecoveryUrl_Input: '' }),
  );
}
