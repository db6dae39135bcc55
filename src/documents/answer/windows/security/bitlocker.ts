import { renderTemplate } from '../../../../platform/template/index.js';
import { place, type PlacedSettings, setting } from '../answer-tree.js';
import { carriedPath, type CarriedFile, type Contribution, type WindowsOrder } from '../contribution.js';
import { refusedOption } from '../refused-option.js';
import { dword, type RegistryValue, registryScript } from '../registry.js';
import { powershell } from '../option-values.js';
import type { Security, SecurityPart } from './security-section.js';

type BitLocker = Extract<NonNullable<Security['bitlocker']>, { mode: 'on' }>;

const FIELD = 'windows.security.bitlocker';
const POLICY = 'SOFTWARE\\Policies\\Microsoft\\FVE';
const PIN_FILE = 'bitlocker-pin.txt';
/** [EncryptionMethod of Enable-BitLocker, EncryptionMethodWithXtsOs]. VolumeEncryption.admx. */
const METHODS = {
  'aes-cbc-128': ['Aes128', 3],
  'aes-cbc-256': ['Aes256', 4],
  'xts-aes-128': ['XtsAes128', 6],
  'xts-aes-256': ['XtsAes256', 7],
} as const;

/**
 * Prevents device encryption, or encrypts the system drive at the first logon after its recovery password is stored.
 */
export const bitlocker: SecurityPart = ({ bitlocker: asked }, order) => {
  if (asked === undefined) return {};
  return asked.mode === 'prevent' ? prevented() : encrypted(asked, order);
};

/** Otherwise Windows 11 encrypts automatically during its first start, with its own settings. */
function noDeviceEncryption(): (PlacedSettings | undefined)[] {
  return (['specialize', 'oobeSystem'] as const).map((pass) =>
    place(pass, 'Microsoft-Windows-SecureStartup-FilterDriver', [setting('PreventDeviceEncryption', true)]),
  );
}

const PREVENT = dword(
  'machine',
  'SYSTEM\\CurrentControlSet\\Control\\BitLocker',
  'PreventDeviceEncryption',
  1,
);

function prevented(): Contribution {
  return {
    settings: noDeviceEncryption(),
    scripts: [powershell('system', 'no-device-encryption', registryScript([PREVENT]))],
  };
}

function encrypted(asked: BitLocker, order: WindowsOrder): Contribution {
  if (order.windows.target.startsWith('server-')) {
    throw refusedOption(`${FIELD}.mode`, 'on', {
      fr: 'prevent, ou rien : sur Windows Server, BitLocker est un composant à installer d’abord',
      en: 'prevent, or nothing: on Windows Server, BitLocker is a feature to be installed first',
    });
  }
  // The deployment encrypts where it keeps the password itself: no file could give it to the vault.
  if (asked.escrow.some(({ to }) => to === 'vault')) {
    const policy = registryScript([PREVENT, ...policyValues(asked)]);
    return { settings: noDeviceEncryption(), scripts: [powershell('system', 'bitlocker-policy', policy)] };
  }
  return {
    settings: noDeviceEncryption(),
    files: secretFiles(asked, order),
    scripts: [
      powershell('system', 'bitlocker-policy', registryScript([PREVENT, ...policyValues(asked)])),
      powershell('firstLogon', 'bitlocker', bitlockerScript(asked)),
    ],
  };
}

/** 2 means that each protector is allowed; with a policy that requires one, Windows refuses the others. */
function policyValues({ method, protector, escrow }: BitLocker): RegistryValue[] {
  const values: Record<string, number> = {
    EncryptionMethodWithXtsOs: METHODS[method][1],
    ...(protector === 'tpm-pin' && {
      UseAdvancedStartup: 1,
      EnableBDEWithNoTPM: 0,
      UseTPM: 2,
      UseTPMPIN: 2,
      UseTPMKey: 2,
      UseTPMKeyPIN: 2,
      UseEnhancedPin: 1,
    }),
    ...(escrow.some(({ to }) => to === 'active-directory') && {
      OSRecovery: 1,
      OSManageDRA: 0,
      OSRecoveryPassword: 2,
      OSRecoveryKey: 2,
      OSHideRecoveryPage: 0,
      OSActiveDirectoryBackup: 1,
      OSActiveDirectoryInfoToStore: 1,
      OSRequireActiveDirectoryBackup: 0,
    }),
  };
  return Object.entries(values).map(([name, value]) => dword('machine', POLICY, name, value));
}

/** Secrets are in separate files, so that PowerShell logging does not record them. */
function secretFiles({ pin, escrow }: BitLocker, order: WindowsOrder): CarriedFile[] {
  return [
    ...(pin ? [{ name: PIN_FILE, text: pinText(pin, order), secret: true }] : []),
    ...escrow.flatMap((place, index) =>
      place.to === 'share' && place.credentials
        ? [
            {
              name: shareFile(index),
              text: shareText(place.credentials.password, index, order),
              secret: true,
            },
          ]
        : [],
    ),
  ];
}

function shareFile(index: number): string {
  return `bitlocker-share-${index + 1}.txt`;
}

/** A PIN is typed on a US keyboard layout, before Windows loads another one. A `{vault:reference}` is not checked. */
function pinText(pin: { vault: string }, order: WindowsOrder): string {
  const text = order.secret(pin);
  if (text === `{vault:${pin.vault}}` || /^[!-~]{6,20}$/.test(text)) return text;
  throw refusedOption(`${FIELD}.pin`, '[secret]', {
    fr: '6 à 20 chiffres, lettres sans accent ou signes',
    en: '6 to 20 digits, letters without accents or signs',
  });
}

function shareText(password: { vault: string }, index: number, order: WindowsOrder): string {
  const text = order.secret(password);
  if (text !== '' && !/[\p{Cc}\p{Surrogate}\ufffe\uffff]/u.test(text)) return text;
  throw refusedOption(`${FIELD}.escrow[${index}].credentials.password`, '[secret]', {
    fr: 'un mot de passe d’une ligne, sans retour à la ligne',
    en: 'a password of one line, without a line end',
  });
}

function bitlockerScript({ protector, method, usedSpaceOnly, escrow, waitMinutes }: BitLocker): string {
  return renderTemplate('answer/windows/security/bitlocker.ps1', {
    withPin: protector === 'tpm-pin',
    pinFile: carriedPath(PIN_FILE),
    method: METHODS[method][0],
    usedSpaceOnly,
    waitMinutes,
    directory: escrow.some(({ to }) => to === 'active-directory'),
    entra: escrow.some(({ to }) => to === 'entra'),
    shares: escrow.flatMap((place, index) =>
      place.to === 'share'
        ? [
            {
              path: place.path,
              username: place.credentials?.username ?? '',
              passwordFile: place.credentials ? carriedPath(shareFile(index)) : '',
            },
          ]
        : [],
    ),
  });
}
