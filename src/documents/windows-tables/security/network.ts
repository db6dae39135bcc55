import { z } from 'zod';
import { choice, flag, place, POLICIES, row, script, toggle, WINDOWS_POLICIES } from '../option-row.js';

const SERVICES = 'SYSTEM\\CurrentControlSet\\Services';
const SERVER = `${SERVICES}\\LanmanServer\\Parameters`;
const WORKSTATION = `${SERVICES}\\LanmanWorkstation\\Parameters`;
const LSA = 'SYSTEM\\CurrentControlSet\\Control\\Lsa';

/** File sharing. */
export const SMB_OPTIONS = {
  smb1: row(
    {
      fr: 'Seulement `false` : SMB 1 est désactivé, serveur et client, et sa fonctionnalité n’est pas installée',
      en: 'Only `false`: SMB 1 is off for server and client, and its feature is not installed',
    },
    z.literal(false),
    place('machine', SERVER, 'SMB1', { false: 0 }),
    script('system', 'security/smb1-off', 'Disable-WindowsOptionalFeature SMB1Protocol', () => ({})),
  ),
  signing: choice(
    {
      fr: 'Serveur et client exigent la signature, ou la négocient',
      en: 'Whether server and client insist on signing',
    },
    ['required', 'negotiated'],
    place('machine', SERVER, 'RequireSecuritySignature', { required: 1, negotiated: 0 }),
    place('machine', WORKSTATION, 'RequireSecuritySignature', { required: 1, negotiated: 0 }),
  ),
  encryption: choice(
    {
      fr: 'Serveur et client exigent le chiffrement, ou le négocient ; le client à partir de Windows 11 24H2 et Server 2025',
      en: 'Whether server and client insist on encryption; the client from Windows 11 24H2 and Server 2025 on',
    },
    ['required', 'negotiated'],
    place('machine', SERVER, 'EncryptData', { required: 1, negotiated: 0 }),
    place('machine', SERVER, 'RejectUnencryptedAccess', { required: 1, negotiated: 0 }),
    place('machine', WORKSTATION, 'RequireEncryption', { required: 1, negotiated: 0 }),
  ),
  insecureGuest: toggle(
    {
      fr: 'Les partages sans mot de passe s’ouvrent en tant qu’invité',
      en: 'Whether shares without a password are opened as guest',
    },
    flag('machine', `${WINDOWS_POLICIES}\\LanmanWorkstation`, 'AllowInsecureGuestAuth'),
  ),
  anonymous: toggle(
    {
      fr: 'Quelqu’un sans compte peut lister les comptes et les partages',
      en: 'Whether someone without an account may list accounts and shares',
    },
    flag('machine', LSA, 'RestrictAnonymous', 0, 1),
    flag('machine', LSA, 'RestrictAnonymousSAM', 0, 1),
    flag('machine', SERVER, 'RestrictNullSessAccess', 0, 1),
  ),
};

/** Name resolution on the local network, where any device can answer. */
export const NAME_RESOLUTION_OPTIONS = {
  llmnr: toggle(
    { fr: 'Le PC répond et demande les noms par LLMNR', en: 'Names are asked for and answered by LLMNR' },
    flag('machine', `${POLICIES}\\Windows NT\\DNSClient`, 'EnableMulticast'),
  ),
  mdns: toggle(
    { fr: 'Le PC répond et demande les noms par mDNS', en: 'Names are asked for and answered by mDNS' },
    flag('machine', `${SERVICES}\\Dnscache\\Parameters`, 'EnableMDNS'),
  ),
  netbios: row(
    {
      fr: 'Seulement `false` : NetBIOS sur TCP/IP est désactivé sur chaque carte réseau alors présente, et les noms ne sont pas demandés par diffusion',
      en: 'Only `false`: NetBIOS over TCP/IP is off on every adapter that is there then, and names are not asked for by broadcast',
    },
    z.literal(false),
    // P-node: names are resolved by a server, never by broadcast. RFC 1001 §10.
    place('machine', `${SERVICES}\\NetBT\\Parameters`, 'NodeType', { false: 2 }),
    script(
      'system',
      'security/netbios-off',
      `HKLM\\${SERVICES}\\NetBT\\Parameters\\Interfaces\\Tcpip_… NetbiosOptions`,
      () => ({}),
    ),
  ),
  wpad: toggle(
    { fr: 'Un proxy est cherché automatiquement', en: 'Whether a proxy is looked for by itself' },
    flag(
      'machine',
      'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp',
      'DisableWpad',
      0,
      1,
    ),
  ),
};
