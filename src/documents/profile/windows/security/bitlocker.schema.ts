import { z } from 'zod';
import { expecting } from '../../expected.js';
import { secret } from '../../names.js';
import { option } from '../option.js';

const SCRIPT = 'script firstLogon Enable-BitLocker';

const prevent = z.strictObject({
  mode: option(
    z.literal('prevent'),
    '`prevent`: Windows does not encrypt drives by itself. `on`: the system drive is encrypted at the first logon',
    'specialize Microsoft-Windows-SecureStartup-FilterDriver PreventDeviceEncryption',
    'oobeSystem Microsoft-Windows-SecureStartup-FilterDriver PreventDeviceEncryption',
    'script system HKLM\\SYSTEM\\CurrentControlSet\\Control\\BitLocker PreventDeviceEncryption',
  ),
});

const share = z.strictObject({
  to: option(
    z.literal('share'),
    'Where the recovery password is kept: `active-directory`, `entra` or `share`',
    'script firstLogon Backup-BitLockerKeyProtector',
  ),
  path: option(
    z
      .string()
      .max(200)
      .regex(/^\\\\[A-Za-z0-9][A-Za-z0-9.-]*(?:\\[A-Za-z0-9_$][A-Za-z0-9 _.$-]*)+$/, {
        error: expecting('un dossier partagé : \\\\serveur\\partage', 'a shared folder: \\\\server\\share'),
      }),
    'Shared folder; one text file a PC is written there and read back',
    'script firstLogon the shared folder',
  ),
  credentials: z
    .strictObject({
      username: option(
        z.string().regex(/^[A-Za-z0-9._ \\@-]{1,100}$/, {
          error: expecting('un compte : CORP\\depot', 'an account: CORP\\deposit'),
        }),
        'Account that may write there: `CORP\\deposit`',
        'script firstLogon the shared folder',
      ),
      password: option(secret, 'Its password', 'script firstLogon the shared folder'),
    })
    .optional()
    .describe('Without them, the account that logs on first writes'),
});

const escrow = z.discriminatedUnion(
  'to',
  [
    z.strictObject({
      to: option(
        z.literal('active-directory'),
        'The computer account of the domain that the PC has joined',
        'script firstLogon Backup-BitLockerKeyProtector',
      ),
    }),
    z.strictObject({
      to: option(
        z.literal('entra'),
        'The device in Microsoft Entra ID, which the PC has joined',
        'script firstLogon BackupToAAD-BitLockerKeyProtector',
      ),
    }),
    share,
    z.strictObject({
      to: option(
        z.literal('vault'),
        'Établi’s own vault. Only a deployment by Établi can do that: it encrypts then, and no answer file does',
        'deployment personalise-windows',
      ),
    }),
  ],
  {
    error: expecting(
      'to: active-directory, entra, share ou vault',
      'to: active-directory, entra, share or vault',
    ),
  },
);

const on = z
  .strictObject({
    mode: option(z.literal('on'), 'The system drive is encrypted at the first logon', SCRIPT),
    protector: option(
      z.enum(['tpm', 'tpm-pin']).default('tpm'),
      'What opens the drive at start: the TPM, or the TPM and a PIN that someone types',
      SCRIPT,
    ),
    pin: option(
      secret.optional(),
      'The PIN: 6 to 20 digits, or letters and signs of a US keyboard',
      'script firstLogon a file that is removed once it is read',
    ),
    method: option(
      z.enum(['xts-aes-128', 'xts-aes-256', 'aes-cbc-128', 'aes-cbc-256']).default('xts-aes-256'),
      'How the drive is encrypted',
      SCRIPT,
      'script system HKLM\\SOFTWARE\\Policies\\Microsoft\\FVE EncryptionMethodWithXtsOs',
    ),
    usedSpaceOnly: option(
      z.boolean().default(true),
      'Only what is used is encrypted at once; right for a new drive',
      SCRIPT,
    ),
    escrow: z
      .array(escrow)
      .min(1)
      .max(5)
      .meta({
        description:
          'Where the recovery password is kept. Each place must take it before anything is encrypted, or nothing is',
        landsIn: ['script firstLogon Backup-BitLockerKeyProtector'],
      }),
    waitMinutes: option(
      z.int().min(1).max(1_440).default(60),
      'How long the first logon waits until protection is measured to be on; later than that is a failure',
      SCRIPT,
    ),
  })
  .refine(({ protector, pin }) => (protector === 'tpm-pin') === (pin !== undefined), {
    path: ['pin'],
    error: expecting(
      'un code du coffre : {vault: …}, pour tpm-pin et lui seul',
      'a PIN from the vault: {vault: …}, for tpm-pin and no other',
    ),
  });

/** Prevents device encryption, or turns on BitLocker and stores its recovery password elsewhere. */
export const bitlocker = z.discriminatedUnion('mode', [prevent, on], {
  error: expecting('mode: prevent ou on', 'mode: prevent or on'),
});
