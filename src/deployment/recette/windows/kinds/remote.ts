import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { listText } from '../../judgement.js';
import { machine } from '../stored.js';
import { bad, good, goodIf, unknown, windowsKind } from '../windows-kind.js';
import { optionOf } from './by-profile.js';

const remoteRegistry = windowsKind({
  kind: 'remote-registry-off',
  title: { fr: 'Registre à distance', en: 'Remote registry' },
  requirement: {
    fr: 'Le registre ne s’ouvre pas par le réseau',
    en: 'The registry is not open to the network',
  },
  hygiene: [14, 21],
  severity: 'reserve',
  registry: { start: machine('SYSTEM\\CurrentControlSet\\Services\\RemoteRegistry', 'Start') },
  expected: { fr: 'désactivé', en: 'disabled' },
  judge: ({ stored: { start } }) => {
    const isOff = start === null || start === 4;
    return goodIf(isOff, isOff ? { fr: 'désactivé', en: 'disabled' } : { fr: 'permis', en: 'allowed' }, {
      start,
    });
  },
});

const TERMINAL = 'SYSTEM\\CurrentControlSet\\Control\\Terminal Server';
const TERMINAL_POLICY = 'SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services';
const remoteDesktop = windowsKind({
  kind: 'remote-desktop',
  title: { fr: 'Bureau à distance', en: 'Remote Desktop' },
  requirement: {
    fr: 'Le Bureau à distance est fermé, ou demande le mot de passe avant d’ouvrir (NLA)',
    en: 'Remote Desktop is off, or asks for the password before it opens (NLA)',
  },
  hygiene: [13, 21],
  severity: 'blocking',
  registry: {
    denied: machine(TERMINAL, 'fDenyTSConnections'),
    deniedByPolicy: machine(TERMINAL_POLICY, 'fDenyTSConnections'),
    nla: machine(`${TERMINAL}\\WinStations\\RDP-Tcp`, 'UserAuthentication'),
    nlaByPolicy: machine(TERMINAL_POLICY, 'UserAuthentication'),
  },
  expected: (asked) =>
    isDesktopAsked(asked) ? { fr: 'ouvert, avec NLA', en: 'on, with NLA' } : { fr: 'fermé', en: 'off' },
  judge: ({ stored: { denied, deniedByPolicy, nla, nlaByPolicy }, asked }) => {
    // fDenyTSConnections: 1 or absent is off; a policy counts first.
    const isOn = (deniedByPolicy ?? denied ?? 1) === 0;
    const hasNla = (nlaByPolicy ?? nla ?? 1) === 1;
    const evidence = { denied, deniedByPolicy, nla, nlaByPolicy };
    if (!isOn) return goodIf(!isDesktopAsked(asked), { fr: 'fermé', en: 'off' }, evidence);
    const measured = hasNla
      ? { fr: 'ouvert, avec NLA', en: 'on, with NLA' }
      : { fr: 'ouvert, sans NLA', en: 'on, without NLA' };
    return goodIf(hasNla && isDesktopAsked(asked), measured, evidence);
  },
});

function isDesktopAsked(asked: Parameters<typeof optionOf>[0]): boolean {
  return optionOf(asked, 'security.remoteDesktop.enabled') === true;
}

/** "Policy CSP - RemoteManagement": a policy counts before the PC's own settings, and its listener is in no list of them. */
const WINRM_POLICY = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service';

/** Établi still works through WinRM here; what it opened is closed by the sealing, which is measured there. */
const winrm = windowsKind({
  kind: 'winrm-https-only',
  title: { fr: 'WinRM par HTTPS seulement', en: 'WinRM over HTTPS only' },
  requirement: {
    fr: 'L’administration à distance est chiffrée, sans mot de passe en clair',
    en: 'Remote administration is encrypted, without a password in clear',
  },
  hygiene: [13, 21],
  severity: 'reserve',
  probe: 'winrm',
  value: z.object({
    state: z.string(),
    startMode: z.string(),
    listeners: z.array(z.string()),
    basic: z.boolean(),
    unencrypted: z.boolean(),
  }),
  registry: {
    basicByPolicy: machine(WINRM_POLICY, 'AllowBasic'),
    clearByPolicy: machine(WINRM_POLICY, 'AllowUnencryptedTraffic'),
    listensByPolicy: machine(WINRM_POLICY, 'AllowAutoConfig'),
  },
  expected: { fr: 'HTTPS, sans authentification de base', en: 'HTTPS, without basic authentication' },
  judge: ({ value: { state, listeners, basic, unencrypted, startMode }, stored }) => {
    const { basicByPolicy, clearByPolicy, listensByPolicy } = stored;
    const isSo = (policy: unknown, own: boolean): boolean => (policy === null ? own : policy === 1);
    // The keys of listeners are named `*+HTTPS`.
    const open = listeners.filter((name) => !/\+HTTPS$/i.test(name));
    const faults = [
      ...open,
      ...(listensByPolicy === 1 ? ['HTTP (GPO)'] : []),
      ...(isSo(basicByPolicy, basic) ? ['Basic'] : []),
      ...(isSo(clearByPolicy, unencrypted) ? ['AllowUnencrypted'] : []),
    ];
    const evidence = { state, startMode, listeners, basic, unencrypted, ...stored };
    if (state === '') return unknown({ fr: 'service introuvable', en: 'service not found' }, evidence);
    return faults.length === 0
      ? good(same(listText(listeners) || '—'), evidence)
      : bad(same(listText(faults)), evidence);
  },
});

export const REMOTE_KINDS = [remoteRegistry, remoteDesktop, winrm];
