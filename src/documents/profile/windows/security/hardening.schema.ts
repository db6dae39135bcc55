import { z } from 'zod';
import { option } from '../option.js';
import { choice, flag, registry } from './choice.js';

const POLICIES = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies';
const SYSTEM = `${POLICIES}\\System`;
const SERVICES = 'SYSTEM\\CurrentControlSet\\Services';
const LSA = 'SYSTEM\\CurrentControlSet\\Control\\Lsa';
const GUARD = 'SYSTEM\\CurrentControlSet\\Control\\DeviceGuard';
const DNS = 'SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient';

/** User Account Control. */
export const uac = z.strictObject({
  level: choice(
    ['always', 'default', 'no-dimming', 'never', 'off'],
    'When it asks an administrator, as its slider says; `off` turns it off altogether (EnableLUA 0)',
    registry(SYSTEM, 'ConsentPromptBehaviorAdmin'),
    registry(SYSTEM, 'PromptOnSecureDesktop'),
    registry(SYSTEM, 'EnableLUA'),
  ),
  standardUsers: choice(
    ['ask', 'ask-securely', 'deny'],
    'What a standard user gets who needs an administrator: a question, one on the secure desktop, or a refusal',
    registry(SYSTEM, 'ConsentPromptBehaviorUser'),
  ),
  filterAdministrator: flag(
    'Whether the built-in administrator is asked too',
    registry(SYSTEM, 'FilterAdministratorToken'),
  ),
  filterRemoteAccounts: flag(
    'Whether local administrators have only a user’s rights over the network',
    registry(SYSTEM, 'LocalAccountTokenFilterPolicy'),
  ),
});

/** File sharing. */
export const smb = z.strictObject({
  smb1: option(
    z.literal(false).optional(),
    'Only `false`: SMB 1 is off for server and client, and its feature is not installed',
    registry(`${SERVICES}\\LanmanServer\\Parameters`, 'SMB1'),
    'script system Disable-WindowsOptionalFeature SMB1Protocol',
  ),
  signing: choice(
    ['required', 'negotiated'],
    'Whether server and client insist on signing',
    registry(`${SERVICES}\\LanmanServer\\Parameters`, 'RequireSecuritySignature'),
    registry(`${SERVICES}\\LanmanWorkstation\\Parameters`, 'RequireSecuritySignature'),
  ),
  encryption: choice(
    ['required', 'negotiated'],
    'Whether server and client insist on encryption; the client from Windows 11 24H2 and Server 2025 on',
    registry(`${SERVICES}\\LanmanServer\\Parameters`, 'EncryptData'),
    registry(`${SERVICES}\\LanmanWorkstation\\Parameters`, 'RequireEncryption'),
  ),
  insecureGuest: flag(
    'Whether shares without a password are opened as guest',
    registry('SOFTWARE\\Policies\\Microsoft\\Windows\\LanmanWorkstation', 'AllowInsecureGuestAuth'),
  ),
  anonymous: flag(
    'Whether someone without an account may list accounts and shares',
    registry(LSA, 'RestrictAnonymous'),
    registry(LSA, 'RestrictAnonymousSAM'),
    registry(`${SERVICES}\\LanmanServer\\Parameters`, 'RestrictNullSessAccess'),
  ),
});

/** How names are asked for on the local network, where anyone may answer. */
export const nameResolution = z.strictObject({
  llmnr: flag('LLMNR', registry(DNS, 'EnableMulticast')),
  mdns: flag('mDNS', registry(`${SERVICES}\\Dnscache\\Parameters`, 'EnableMDNS')),
  netbios: option(
    z.literal(false).optional(),
    'Only `false`: NetBIOS over TCP/IP is off on every adapter that stands then, and names are not asked for by broadcast',
    registry(`${SERVICES}\\NetBT\\Parameters`, 'NodeType'),
    registry(`${SERVICES}\\NetBT\\Parameters\\Interfaces\\Tcpip_…`, 'NetbiosOptions'),
  ),
  wpad: flag(
    'Whether a proxy is looked for by itself',
    registry('SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp', 'DisableWpad'),
  ),
});

/** How Windows keeps and proves passwords. */
export const credentials = z.strictObject({
  lsaProtection: choice(
    ['off', 'on', 'locked'],
    'LSA as a protected process; `locked` also in UEFI, which only firmware undoes',
    registry(LSA, 'RunAsPPL'),
  ),
  credentialGuard: choice(
    ['off', 'on', 'locked'],
    'Credential Guard; turns virtualisation-based security on. Enterprise and Education',
    registry(LSA, 'LsaCfgFlags'),
  ),
  ntlmLevel: option(
    z.int().min(0).max(5).optional(),
    'LmCompatibilityLevel: 3 sends NTLMv2 only, 5 also refuses LM and NTLM',
    registry(LSA, 'LmCompatibilityLevel'),
  ),
  wdigest: flag(
    'Whether WDigest keeps passwords in memory in clear',
    registry('SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest', 'UseLogonCredential'),
  ),
  cachedLogons: option(
    z.int().min(0).max(50).optional(),
    'How many domain accounts can log on without the domain',
    registry('SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon', 'CachedLogonsCount'),
  ),
  complexPasswords: option(
    z.boolean().optional(),
    'Whether passwords must mix kinds of characters',
    'script system secedit [System Access] PasswordComplexity',
  ),
});

/** Virtualisation-based security. */
export const virtualisation = z.strictObject({
  enabled: flag('Virtualisation-based security', registry(GUARD, 'EnableVirtualizationBasedSecurity')),
  platform: choice(
    ['secure-boot', 'secure-boot-and-dma'],
    'What the PC must have for it',
    registry(GUARD, 'RequirePlatformSecurityFeatures'),
  ),
  codeIntegrity: choice(
    ['off', 'on', 'locked'],
    'Memory integrity (HVCI); `locked` also in UEFI',
    registry(`${GUARD}\\Scenarios\\HypervisorEnforcedCodeIntegrity`, 'Enabled'),
    registry(`${GUARD}\\Scenarios\\HypervisorEnforcedCodeIntegrity`, 'Locked'),
  ),
});

/** SmartScreen. */
export const smartScreen = z.strictObject({
  explorer: choice(
    ['off', 'warn', 'block'],
    'Programs that come from the Internet',
    registry('SOFTWARE\\Policies\\Microsoft\\Windows\\System', 'EnableSmartScreen'),
    registry('SOFTWARE\\Policies\\Microsoft\\Windows\\System', 'ShellSmartScreenLevel'),
  ),
  edge: flag(
    'Pages and downloads in Edge',
    registry('SOFTWARE\\Policies\\Microsoft\\Edge', 'SmartScreenEnabled'),
  ),
});

/** The logon screen. */
export const logon = z.strictObject({
  hideLastUser: flag('The last user is not named', registry(SYSTEM, 'dontdisplaylastusername')),
  ctrlAltDel: flag('Ctrl+Alt+Del is asked for', registry(SYSTEM, 'DisableCAD')),
  lockAfterSeconds: option(
    z.int().min(0).max(599_940).optional(),
    'The session is locked after so long without anyone; 0 never',
    registry(SYSTEM, 'InactivityTimeoutSecs'),
  ),
});

/** USB sticks, drives and the like. */
export const usbStorage = choice(
  ['allow', 'read-only', 'deny'],
  'USB sticks, drives, cameras and telephones',
  registry(
    'SOFTWARE\\Policies\\Microsoft\\Windows\\RemovableStorageDevices\\{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}',
    'Deny_Write',
  ),
);

/** Programs that start by themselves from a drive. */
export const autoRun = flag(
  'Whether drives may start programs by themselves',
  registry(`${POLICIES}\\Explorer`, 'NoDriveTypeAutoRun'),
  registry(`${POLICIES}\\Explorer`, 'NoAutorun'),
  registry('SOFTWARE\\Policies\\Microsoft\\Windows\\Explorer', 'NoAutoplayfornonVolume'),
);
