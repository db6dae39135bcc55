import { z } from 'zod';
import { expecting } from '../expected.js';
import { secret } from '../names.js';
import { unique } from '../rules.js';
import { lockout, passwordLife } from './account-policy.schema.js';
import { checkAgreement, checkAutologon } from './autologon-account.js';
import { option } from './option.js';
import {
  accountName,
  domainAccountName,
  domainName,
  localGroup,
  windowsLine,
} from '../../windows-tables/index.js';

const SHELL = 'oobeSystem Microsoft-Windows-Shell-Setup';
const LOCAL = `${SHELL} UserAccounts/LocalAccounts/LocalAccount`;
const DOMAIN = `${SHELL} UserAccounts/DomainAccounts/DomainAccountList`;
const OOBE = (name: string) => `${SHELL} OOBE/${name}`;

const groups = z
  .array(localGroup.describe('One of them'))
  .min(1)
  .max(50)
  .superRefine(
    unique(
      (name) => name.toLowerCase(),
      ['un groupe qui n’est pas déjà dans la liste', 'a group not yet in the list'],
    ),
  );
const GROUPS =
  'Groups of this PC. Windows translates Administrators, Users, Guests, RemoteDesktopUsers, PowerUsers, BackupOperators, NetworkConfigurationOperators, PerfLoggingUsers, PerfMonitoringUsers, DCOMUsers, CryptoOperators and Replicator; any other must stand in the image under this name';

const localUser = z.strictObject({
  name: option(accountName, 'Name of the account', `${LOCAL}/Name`),
  displayName: option(windowsLine(256).optional(), 'Name of the person', `${LOCAL}/DisplayName`),
  description: option(windowsLine(256).optional(), 'What the account is for', `${LOCAL}/Description`),
  groups: option(groups.default(['Users']), GROUPS, `${LOCAL}/Group`),
  password: option(
    secret.optional(),
    'Without it the account has none. Windows Setup reads it in clear: base64, which Windows calls hidden, protects nothing',
    `${LOCAL}/Password`,
  ),
  passwordNeverExpires: option(
    z.boolean().optional(),
    'Whether this password never expires, whatever `passwords` says',
    'script firstLogon Set-LocalUser PasswordNeverExpires',
  ),
});

const domainUser = z.strictObject({
  domain: option(domainName, 'Domain', `${DOMAIN}/Domain`),
  name: option(domainAccountName, 'Account or group of the domain', `${DOMAIN}/DomainAccount/Name`),
  groups: option(groups, GROUPS, `${DOMAIN}/DomainAccount/Group`),
});

const administrator = z
  .strictObject({
    enabled: option(
      z.boolean().optional(),
      'Whether the built-in administrator may log on; Windows 10 and 11 leave it disabled',
      'script firstLogon Enable-LocalUser, the account S-1-5-21-…-500',
    ),
    password: option(secret.optional(), 'Its password', `${SHELL} UserAccounts/AdministratorPassword`),
    name: option(
      accountName.optional(),
      'Another name for it, given at the first logon',
      'script firstLogon Rename-LocalUser, the account S-1-5-21-…-500',
    ),
  })
  .refine(({ enabled, password }) => enabled !== true || password !== undefined, {
    path: ['password'],
    error: expecting(
      'un mot de passe du coffre : {vault: …}, pour un administrateur actif',
      'a password from the vault: {vault: …}, for an enabled administrator',
    ),
  });

const autologon = z
  .strictObject({
    username: option(
      domainAccountName,
      'One of `users` that is an administrator, an account of `domain` that is one, or `Administrator`, the built-in administrator: it is written as the language of the image calls it (Administrateur in French, from `language.image`; as it stands where `language.ask` leaves that open); any of its names in another language is written as it stands',
      `${SHELL} AutoLogon/Username`,
    ),
    domain: option(
      domainName.optional(),
      'Domain of the account; without it the account is the PC’s own. Microsoft does not say whose account Windows takes then on a PC that joins a domain, where both have one of this name: give the PC’s own a name that the domain does not have',
      `${SHELL} AutoLogon/Domain`,
    ),
    password: option(
      secret.optional(),
      'Its password; that of the account of `users`, or of `administrator`, without it',
      `${SHELL} AutoLogon/Password`,
    ),
    count: option(
      z.int().min(1).max(9_999),
      'How many logons happen by themselves. Afterwards the password that Windows keeps for them is removed, and that is measured',
      `${SHELL} AutoLogon/LogonCount`,
      'script firstLogon HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon AutoLogonCount',
    ),
  })
  .refine(({ domain, password }) => domain === undefined || password !== undefined, {
    path: ['password'],
    error: expecting(
      'le mot de passe de ce compte du domaine : {vault: …}',
      'the password of this account of the domain: {vault: …}',
    ),
  });

const page = (description: string, name: string) => option(z.boolean().optional(), description, OOBE(name));

/** Pages of the first start, with the names of the answer file. */
const oobe = z.strictObject({
  hideEula: page('No licence page', 'HideEULAPage'),
  hideWireless: page('No page to choose a Wi-Fi', 'HideWirelessSetupInOOBE'),
  hideOnlineAccounts: page('No page for a Microsoft account', 'HideOnlineAccountScreens'),
  hideLocalAccount: page(
    'No page for the administrator’s password; Windows Server',
    'HideLocalAccountScreen',
  ),
  hideOemRegistration: page('No registration page of the manufacturer', 'HideOEMRegistrationScreen'),
  protection: option(
    z.enum(['recommended', 'updates-only', 'off']).optional(),
    'Answer to the privacy and protection questions: ProtectYourPC 1, 2 or 3',
    OOBE('ProtectYourPC'),
  ),
  networkLocation: option(
    z.enum(['Home', 'Work', 'Other']).optional(),
    'Kind of network; Windows 10 and 11 no longer look at it',
    OOBE('NetworkLocation'),
  ),
});

/** Local accounts, autologon, and password rules. */
export const accounts = z
  .strictObject({
    users: z
      .array(localUser)
      .max(100)
      .default([])
      .superRefine(
        unique(
          ({ name }) => name.toLowerCase(),
          ['un compte qui n’est pas déjà dans la liste', 'an account not yet in the list'],
        ),
      )
      .meta({ description: 'Local accounts', landsIn: [LOCAL] }),
    domainUsers: z
      .array(domainUser)
      .max(100)
      .default([])
      .meta({ description: 'Accounts and groups of a domain that are given rights here', landsIn: [DOMAIN] }),
    administrator: administrator.optional().describe('The built-in administrator'),
    autologon: autologon.optional().describe('Who logs on without a keyboard, and how often'),
    lockout: lockout.optional().describe('Locking after wrong passwords'),
    passwords: passwordLife.optional().describe('How long passwords live'),
    microsoftAccount: option(
      z.enum(['bypass', 'ask']).optional(),
      '`bypass`: the first start asks for no Microsoft account. On Windows 11 also BypassNRO, which lets a PC without a network go on. Builds of 25H2 ignore the former by-ways by hand (ms-cxh:localonly, bypassnro.cmd): there, name an account in `users`',
      OOBE('HideOnlineAccountScreens'),
      'script system HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\OOBE BypassNRO',
    ),
    oobe: oobe
      .optional()
      .describe(
        'Pages of the first start. Without it, the pages that would wait for someone are hidden wherever an account is named here; with it, exactly what it says',
      ),
  })
  .superRefine(checkAutologon)
  .superRefine(checkAgreement);
