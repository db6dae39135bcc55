import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { listText } from '../../judgement.js';
import { machine } from '../stored.js';
import { bad, good, goodIf, OFF, ON, onOff, unknown, windowsKind, without } from '../windows-kind.js';
import { isTrue, optionOf, otherwise } from './by-profile.js';

const HYGIENE = [21] as const;

const smb = z.object({
  smb1: z.boolean(),
  serverSigning: z.boolean(),
  clientSigning: z.boolean(),
  insecureGuest: z.boolean(),
});

const smb1 = windowsKind({
  kind: 'smb1-off',
  title: { fr: 'SMB 1 désactivé', en: 'SMB 1 off' },
  requirement: { fr: 'Le poste ne parle plus SMB 1', en: 'The PC no longer speaks SMB 1' },
  hygiene: [21, 35],
  severity: 'blocking',
  probe: 'smb',
  value: smb,
  registry: { client: machine('SYSTEM\\CurrentControlSet\\Services\\mrxsmb10', 'Start') },
  expected: OFF,
  // The driver of the client: absent, or 4, which is disabled.
  judge: ({ value, stored: { client } }) => {
    const isOn = value.smb1 || (client !== null && client !== 4);
    return goodIf(!isOn, onOff(isOn), { server: value.smb1, client });
  },
});

const signing = windowsKind({
  kind: 'smb-signing',
  title: { fr: 'Signature SMB exigée', en: 'SMB signing required' },
  requirement: {
    fr: 'Les échanges de fichiers ne peuvent pas être détournés',
    en: 'Exchanges of files cannot be relayed',
  },
  hygiene: HYGIENE,
  severity: 'information',
  severityOf: (asked) => (optionOf(asked, 'security.smb.signing') === 'required' ? 'reserve' : 'information'),
  probe: 'smb',
  value: smb,
  expected: { fr: 'exigée (serveur et client)', en: 'required (server and client)' },
  notFor: otherwise('security.smb.signing', (value) => value === 'negotiated'),
  judge: ({ value: { serverSigning, clientSigning } }) =>
    goodIf(serverSigning && clientSigning, {
      fr: `serveur : ${serverSigning ? 'exigée' : 'négociée'}, client : ${clientSigning ? 'exigée' : 'négociée'}`,
      en: `server: ${serverSigning ? 'required' : 'negotiated'}, client: ${clientSigning ? 'required' : 'negotiated'}`,
    }),
});

const guest = windowsKind({
  kind: 'smb-guest-off',
  title: { fr: 'Accès invité aux partages', en: 'Guest access to shares' },
  requirement: {
    fr: 'Le poste n’ouvre aucun partage sans mot de passe',
    en: 'The PC opens no share without a password',
  },
  hygiene: [13, 21],
  severity: 'reserve',
  probe: 'smb',
  value: smb,
  expected: { fr: 'refusé', en: 'refused' },
  notFor: otherwise('security.smb.insecureGuest', isTrue),
  judge: ({ value: { insecureGuest } }) =>
    goodIf(!insecureGuest, insecureGuest ? { fr: 'permis', en: 'allowed' } : { fr: 'refusé', en: 'refused' }),
});

const LLMNR = machine('SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient', 'EnableMulticast');
const WPAD = machine(
  'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp',
  'DisableWpad',
);

const llmnr = windowsKind({
  kind: 'llmnr-off',
  title: { fr: 'LLMNR désactivé', en: 'LLMNR off' },
  requirement: {
    fr: 'Un appareil du réseau ne peut pas se faire passer pour un serveur',
    en: 'No device of the network can pose as a server',
  },
  hygiene: HYGIENE,
  severity: 'information',
  registry: { value: LLMNR },
  expected: OFF,
  notFor: otherwise('security.nameResolution.llmnr', isTrue),
  judge: ({ stored: { value } }) => goodIf(value === 0, onOff(value !== 0), { value }),
});

const netbios = windowsKind({
  kind: 'netbios-off',
  title: { fr: 'NetBIOS désactivé', en: 'NetBIOS off' },
  requirement: {
    fr: 'Les noms ne sont pas demandés à tout le réseau',
    en: 'Names are not asked of the whole network',
  },
  hygiene: HYGIENE,
  severity: 'information',
  probe: 'adapters',
  value: z.object({ adapters: z.array(z.object({ name: z.string(), netbios: z.number().nullable() })) }),
  expected: { fr: 'désactivé sur chaque carte', en: 'off on every adapter' },
  judge: ({ value: { adapters } }) => {
    if (adapters.length === 0) return unknown({ fr: 'aucune carte vue', en: 'no adapter seen' });
    // TcpipNetbiosOptions: 0 as DHCP says, 1 on, 2 off.
    const open = adapters.filter((one) => one.netbios !== 2).map(({ name }) => name);
    if (open.length === 0) return good({ fr: 'désactivé sur chaque carte', en: 'off on every adapter' });
    return bad({ fr: `actif : ${listText(open)}`, en: `on: ${listText(open)}` });
  },
});

const wpad = windowsKind({
  kind: 'wpad-off',
  title: { fr: 'Recherche automatique de proxy (WPAD)', en: 'Automatic proxy search (WPAD)' },
  requirement: {
    fr: 'Le poste ne prend pas pour proxy le premier qui répond',
    en: 'The PC does not take whoever answers first as its proxy',
  },
  hygiene: HYGIENE,
  severity: 'information',
  registry: { value: WPAD },
  expected: OFF,
  notFor: otherwise('security.nameResolution.wpad', isTrue),
  judge: ({ stored: { value } }) => goodIf(value === 1, onOff(value !== 1), { value }),
});

const LSA = 'SYSTEM\\CurrentControlSet\\Control\\Lsa';
const anonymous = windowsKind({
  kind: 'anonymous-listing-off',
  title: { fr: 'Liste anonyme des comptes', en: 'Anonymous listing of accounts' },
  requirement: {
    fr: 'Sans compte, personne ne liste les comptes du poste',
    en: 'Without an account nobody lists the accounts of the PC',
  },
  hygiene: [13, 21],
  severity: 'reserve',
  registry: { sam: machine(LSA, 'RestrictAnonymousSAM') },
  expected: { fr: 'refusée', en: 'refused' },
  notFor: otherwise('security.smb.anonymous', isTrue),
  // 1 is what Windows has by itself.
  judge: ({ stored: { sam } }) => {
    const isOpen = sam !== null && sam !== 1;
    return goodIf(!isOpen, isOpen ? { fr: 'permise', en: 'allowed' } : { fr: 'refusée', en: 'refused' }, {
      sam,
    });
  },
});

const ntlm = windowsKind({
  kind: 'ntlm-level',
  title: { fr: 'Niveau NTLM', en: 'NTLM level' },
  requirement: { fr: 'Le poste n’envoie que NTLMv2', en: 'The PC sends NTLMv2 only' },
  hygiene: [13, 21],
  severity: 'reserve',
  registry: { level: machine(LSA, 'LmCompatibilityLevel') },
  expected: (asked) => same(`≥ ${leastLevel(asked)}`),
  judge: ({ stored: { level }, asked }) => {
    // Without a value Windows behaves as for 3 ("Network security: LAN Manager authentication level").
    const measured = level ?? 3;
    if (typeof measured !== 'number') return unknown(same(String(level)));
    return goodIf(measured >= leastLevel(asked), same(level === null ? '3 (∅)' : measured));
  },
});

function leastLevel(asked: Parameters<typeof optionOf>[0]): number {
  const level = optionOf(asked, 'security.credentials.ntlmLevel');
  return typeof level === 'number' ? level : 3;
}

const powershell2 = windowsKind({
  kind: 'powershell2-off',
  title: { fr: 'PowerShell 2.0 absent', en: 'PowerShell 2.0 absent' },
  requirement: {
    fr: 'Aucun programme n’échappe aux journaux par un vieux PowerShell',
    en: 'No program escapes the logs by an old PowerShell',
  },
  hygiene: [35, 36],
  severity: 'reserve',
  probe: 'features',
  value: z.object({ features: z.array(z.object({ name: z.string(), state: z.number().nullable() })).min(1) }),
  expected: { fr: 'absent', en: 'absent' },
  judge: ({ value: { features } }) => {
    const on = features.filter(
      ({ name, state }) => /^MicrosoftWindowsPowerShellV2/i.test(name) && state === 1,
    );
    return goodIf(on.length === 0, on.length === 0 ? { fr: 'absent', en: 'absent' } : ON);
  },
});

const ipv6 = windowsKind({
  kind: 'ipv6',
  title: { fr: 'IPv6', en: 'IPv6' },
  requirement: {
    fr: 'IPv6 est tel que Windows le prévoit, ou entièrement désactivé',
    en: 'IPv6 is as Windows has it, or altogether off',
  },
  severity: 'information',
  registry: {
    disabled: machine('SYSTEM\\CurrentControlSet\\Services\\Tcpip6\\Parameters', 'DisabledComponents'),
  },
  expected: { fr: 'actif', en: 'on' },
  // "Guidance for configuring IPv6 in Windows": 0 all on, 0x20 IPv4 preferred, 0xFF all off.
  judge: ({ stored: { disabled } }) => {
    if (disabled === null || disabled === 0) return good(ON);
    if (disabled === 0x20) return good({ fr: 'actif, IPv4 préféré', en: 'on, IPv4 preferred' });
    if (disabled === 0xff) return without({ fr: 'désactivé', en: 'off' });
    return bad(same(`DisabledComponents = ${String(disabled)}`));
  },
});

export const PROTOCOL_KINDS = [
  smb1,
  signing,
  guest,
  llmnr,
  netbios,
  wpad,
  anonymous,
  ntlm,
  powershell2,
  ipv6,
];
