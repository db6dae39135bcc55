import {
  amount,
  choice,
  flag,
  type OptionPlace,
  place,
  POLICIES,
  reading,
  script,
  setting,
  toggle,
  WINDOWS_POLICIES,
} from '../option-row.js';

const SYSTEM = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';
const EXPLORER = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer';
const LSA = 'SYSTEM\\CurrentControlSet\\Control\\Lsa';
const GUARD = 'SYSTEM\\CurrentControlSet\\Control\\DeviceGuard';
const INTEGRITY = `${GUARD}\\Scenarios\\HypervisorEnforcedCodeIntegrity`;

/** User Account Control. The levels are those of its slider: MS-GPSB, UAC settings. */
export const UAC_OPTIONS = {
  level: choice(
    {
      fr: 'Quand il interroge un administrateur, comme le dit son curseur ; `off` le désactive entièrement (EnableLUA 0)',
      en: 'When it asks an administrator, as its slider says; `off` turns it off altogether (EnableLUA 0)',
    },
    ['always', 'default', 'no-dimming', 'never', 'off'],
    place('machine', SYSTEM, 'ConsentPromptBehaviorAdmin', {
      always: 2,
      default: 5,
      'no-dimming': 5,
      never: 0,
      off: 0,
    }),
    place('machine', SYSTEM, 'PromptOnSecureDesktop', {
      always: 1,
      default: 1,
      'no-dimming': 0,
      never: 0,
      off: 0,
    }),
    place('machine', SYSTEM, 'EnableLUA', { always: 1, default: 1, 'no-dimming': 1, never: 1, off: 0 }),
  ),
  standardUsers: choice(
    {
      fr: 'Ce que voit un utilisateur standard qui a besoin d’un administrateur : une question, une question sur le bureau sécurisé, ou un refus',
      en: 'What a standard user gets who needs an administrator: a question, one on the secure desktop, or a refusal',
    },
    ['ask', 'ask-securely', 'deny'],
    place('machine', SYSTEM, 'ConsentPromptBehaviorUser', { ask: 3, 'ask-securely': 1, deny: 0 }),
  ),
  filterAdministrator: toggle(
    {
      fr: 'Le compte Administrateur intégré est interrogé aussi',
      en: 'Whether the built-in administrator is asked too',
    },
    flag('machine', SYSTEM, 'FilterAdministratorToken'),
  ),
  filterRemoteAccounts: toggle(
    {
      fr: 'Par le réseau, les administrateurs locaux n’ont que les droits d’un utilisateur',
      en: 'Whether local administrators have only a user’s rights over the network',
    },
    flag('machine', SYSTEM, 'LocalAccountTokenFilterPolicy', 0, 1),
  ),
};

/** For RunAsPPL and LsaCfgFlags: 1 with the UEFI lock, 2 without it. */
const LOCKING = { off: 0, on: 2, locked: 1 };

/** Password storage and authentication protocols. */
export const CREDENTIAL_OPTIONS = {
  lsaProtection: choice(
    {
      fr: 'LSA comme processus protégé ; `locked` aussi dans l’UEFI, que seul le micrologiciel annule',
      en: 'LSA as a protected process; `locked` also in UEFI, which only firmware undoes',
    },
    ['off', 'on', 'locked'],
    place('machine', LSA, 'RunAsPPL', LOCKING),
  ),
  credentialGuard: choice(
    {
      fr: 'Credential Guard ; active la sécurité basée sur la virtualisation. Éditions Entreprise et Éducation',
      en: 'Credential Guard; turns virtualisation-based security on. Enterprise and Education',
    },
    ['off', 'on', 'locked'],
    place('machine', LSA, 'LsaCfgFlags', LOCKING),
  ),
  ntlmLevel: amount(
    {
      fr: 'LmCompatibilityLevel : 3 n’envoie que NTLMv2, 5 refuse aussi LM et NTLM',
      en: 'LmCompatibilityLevel: 3 sends NTLMv2 only, 5 also refuses LM and NTLM',
    },
    0,
    5,
    place('machine', LSA, 'LmCompatibilityLevel'),
  ),
  wdigest: toggle(
    {
      fr: 'WDigest garde les mots de passe en clair en mémoire',
      en: 'Whether WDigest keeps passwords in memory in clear',
    },
    flag('machine', 'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest', 'UseLogonCredential'),
  ),
  cachedLogons: amount(
    {
      fr: 'Combien de comptes du domaine peuvent ouvrir une session sans le domaine',
      en: 'How many domain accounts can log on without the domain',
    },
    0,
    50,
    place(
      'machine',
      'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon',
      'CachedLogonsCount',
      String,
    ),
  ),
  complexPasswords: toggle(
    {
      fr: 'Les mots de passe doivent mêler plusieurs sortes de caractères',
      en: 'Whether passwords must mix kinds of characters',
    },
    script(
      'system',
      'local-policy',
      'secedit [System Access] PasswordComplexity',
      (value) => ({ values: [{ name: 'PasswordComplexity', value: Number(value) }] }),
      'password-complexity',
    ),
  ),
};

/** Virtualisation-based security. */
export const VIRTUALISATION_OPTIONS = {
  enabled: toggle(
    { fr: 'Sécurité basée sur la virtualisation', en: 'Virtualisation-based security' },
    flag('machine', GUARD, 'EnableVirtualizationBasedSecurity'),
  ),
  platform: choice(
    { fr: 'Ce que le PC doit avoir pour elle', en: 'What the PC must have for it' },
    ['secure-boot', 'secure-boot-and-dma'],
    place('machine', GUARD, 'RequirePlatformSecurityFeatures', {
      'secure-boot': 1,
      'secure-boot-and-dma': 3,
    }),
  ),
  codeIntegrity: choice(
    {
      fr: 'Intégrité de la mémoire (HVCI) ; `locked` aussi dans l’UEFI',
      en: 'Memory integrity (HVCI); `locked` also in UEFI',
    },
    ['off', 'on', 'locked'],
    place('machine', INTEGRITY, 'Enabled', { off: 0, on: 1, locked: 1 }),
    place('machine', INTEGRITY, 'Locked', { off: 0, on: 0, locked: 1 }),
  ),
};

export const SMART_SCREEN_OPTIONS = {
  explorer: choice(
    { fr: 'Programmes venus d’Internet', en: 'Programs that come from the Internet' },
    ['off', 'warn', 'block'],
    place('machine', `${WINDOWS_POLICIES}\\System`, 'EnableSmartScreen', { off: 0, warn: 1, block: 1 }),
    place('machine', `${WINDOWS_POLICIES}\\System`, 'ShellSmartScreenLevel', {
      warn: 'Warn',
      block: 'Block',
    }),
  ),
  edge: toggle(
    { fr: 'Pages et téléchargements dans Edge', en: 'Pages and downloads in Edge' },
    flag('machine', `${POLICIES}\\Edge`, 'SmartScreenEnabled'),
  ),
};

/** The logon screen. */
export const LOGON_OPTIONS = {
  hideLastUser: toggle(
    { fr: 'Le dernier utilisateur n’est pas affiché', en: 'The last user is not named' },
    flag('machine', SYSTEM, 'dontdisplaylastusername'),
  ),
  ctrlAltDel: toggle(
    { fr: 'Ctrl+Alt+Suppr est demandé', en: 'Ctrl+Alt+Del is asked for' },
    flag('machine', SYSTEM, 'DisableCAD', 0, 1),
  ),
  lockAfterSeconds: amount(
    {
      fr: 'La session est verrouillée après ce temps sans activité ; 0 : jamais',
      en: 'The session is locked after so long without anyone; 0 never',
    },
    0,
    599_940,
    place('machine', SYSTEM, 'InactivityTimeoutSecs'),
  ),
};

/** Removable disks, and the two classes of portable devices (WPD). RemovableStorage.admx. */
const STORAGE_CLASSES = [
  '{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}',
  '{6AC27878-A6FA-4155-BA85-F98F491D4F33}',
  '{F33FDC04-D1AC-4E8E-9A30-19BBD4B108AE}',
];

function storagePlaces(): OptionPlace<'allow' | 'read-only' | 'deny'>[] {
  return STORAGE_CLASSES.flatMap((storage) => {
    const key = `${WINDOWS_POLICIES}\\RemovableStorageDevices\\${storage}`;
    return [
      place('machine', key, 'Deny_Read', { allow: 0, 'read-only': 0, deny: 1 }),
      place('machine', key, 'Deny_Write', { allow: 0, 'read-only': 1, deny: 1 }),
    ];
  });
}

export const USB_STORAGE_OPTION = choice(
  {
    fr: 'Clés USB, disques, appareils photo et téléphones',
    en: 'USB sticks, drives, cameras and telephones',
  },
  ['allow', 'read-only', 'deny'],
  ...storagePlaces(),
);

/** 255: all drive types; 145, the default of Windows: unknown and network drives. */
export const AUTO_RUN_OPTION = toggle(
  {
    fr: 'Les lecteurs peuvent lancer des programmes d’eux-mêmes',
    en: 'Whether drives may start programs by themselves',
  },
  flag('machine', EXPLORER, 'NoDriveTypeAutoRun', 145, 255),
  flag('machine', EXPLORER, 'NoAutorun', 0, 1),
  flag('machine', `${WINDOWS_POLICIES}\\Explorer`, 'NoAutoplayfornonVolume', 0, 1),
);

const assistance = (name: string): OptionPlace<boolean>[] => [
  setting('specialize', 'Microsoft-Windows-RemoteAssistance-Exe', name),
  reading(flag('machine', 'SYSTEM\\CurrentControlSet\\Control\\Remote Assistance', name)),
];

export const REMOTE_ASSISTANCE_OPTIONS = {
  encryptedOnly: toggle(
    {
      fr: 'Seulement des invitations que les anciens systèmes ne peuvent pas ouvrir',
      en: 'Only invitations that older systems cannot open',
    },
    ...assistance('CreateEncryptedOnlyTickets'),
  ),
  fullControl: toggle(
    {
      fr: 'Celui qui aide peut agir, et pas seulement regarder',
      en: 'Whether the helper may act, and not only look',
    },
    ...assistance('fAllowFullControl'),
  ),
  allowed: toggle(
    { fr: 'Un utilisateur peut demander de l’aide', en: 'Whether a user may ask for help' },
    ...assistance('fAllowToGetHelp'),
  ),
};
