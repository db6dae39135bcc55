import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { machine, secretOf } from '../stored.js';
import { bad, good, goodIf, OFF, onOff, unknown, windowsKind } from '../windows-kind.js';
import { isTrue, optionOf, otherwise } from './by-profile.js';

const CURRENT = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion';
const SYSTEM = `${CURRENT}\\Policies\\System`;
const EXPLORER = `${CURRENT}\\Policies\\Explorer`;
const WINLOGON = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';
const LSA = 'SYSTEM\\CurrentControlSet\\Control\\Lsa';

const autorun = windowsKind({
  kind: 'autorun-off',
  title: { fr: 'Exécution automatique désactivée', en: 'AutoRun off' },
  requirement: {
    fr: 'Un support branché ne lance rien de lui-même',
    en: 'Nothing starts by itself from what is plugged in',
  },
  hygiene: [15],
  severity: 'reserve',
  registry: { types: machine(EXPLORER, 'NoDriveTypeAutoRun'), none: machine(EXPLORER, 'NoAutorun') },
  expected: OFF,
  notFor: otherwise('security.autoRun', isTrue),
  // 255: no type of drive. Without it Windows leaves it on for CDs and sticks.
  judge: ({ stored: { types, none } }) => goodIf(types === 255, onOff(types !== 255), { types, none }),
});

const autoplay = windowsKind({
  kind: 'autoplay-off',
  title: { fr: 'Lecture automatique des appareils', en: 'AutoPlay of devices' },
  requirement: {
    fr: 'Un téléphone ou un appareil photo branché ne lance rien',
    en: 'A telephone or camera that is plugged in starts nothing',
  },
  hygiene: [15],
  severity: 'information',
  registry: { device: machine('SOFTWARE\\Policies\\Microsoft\\Windows\\Explorer', 'NoAutoplayfornonVolume') },
  expected: OFF,
  notFor: otherwise('security.autoRun', isTrue),
  judge: ({ stored: { device } }) => goodIf(device === 1, onOff(device !== 1), { device }),
});

const uac = windowsKind({
  kind: 'uac-on',
  title: { fr: 'Contrôle de compte d’utilisateur (UAC)', en: 'User Account Control (UAC)' },
  requirement: {
    fr: 'Un administrateur confirme ce qui change le poste',
    en: 'An administrator confirms what changes the PC',
  },
  hygiene: [8, 29],
  severity: 'blocking',
  registry: {
    on: machine(SYSTEM, 'EnableLUA'),
    prompt: machine(SYSTEM, 'ConsentPromptBehaviorAdmin'),
    desktop: machine(SYSTEM, 'PromptOnSecureDesktop'),
  },
  expected: { fr: 'actif, avec une question', en: 'on, with a question' },
  notFor: otherwise('security.uac.level', (level) => level === 'off' || level === 'never'),
  // Absent values are those of Windows: on, 5 (asks for programs that are not its own).
  judge: ({ stored: { on, prompt, desktop } }) => {
    const isOn = (on ?? 1) === 1;
    const asks = (prompt ?? 5) !== 0;
    const measured = isOn
      ? asks
        ? { fr: 'actif, avec une question', en: 'on, with a question' }
        : { fr: 'actif, sans question', en: 'on, without a question' }
      : OFF;
    return goodIf(isOn && asks, measured, { on, prompt, desktop });
  },
});

const autologon = windowsKind({
  kind: 'autologon-off',
  title: { fr: 'Ouverture de session automatique', en: 'Automatic logon' },
  requirement: {
    fr: 'Personne n’entre sans mot de passe, et aucun n’est écrit en clair',
    en: 'Nobody gets in without a password, and none is written in clear',
  },
  hygiene: [11, 13],
  severity: 'blocking',
  registry: {
    on: machine(WINLOGON, 'AutoAdminLogon'),
    password: secretOf(machine(WINLOGON, 'DefaultPassword')),
  },
  expected: ({ windows }) =>
    windows.accounts?.autologon === undefined
      ? { fr: 'inactive', en: 'off' }
      : { fr: 'sans mot de passe en clair', en: 'without a password in clear' },
  judge: ({ stored: { on, password }, asked: { windows } }) => {
    if (password !== null) return bad({ fr: 'mot de passe en clair', en: 'password in clear' });
    const isOn = String(on ?? '0') !== '0';
    const measured = isOn ? { fr: 'active', en: 'on' } : { fr: 'inactive', en: 'off' };
    return goodIf(!isOn || windows.accounts?.autologon !== undefined, measured);
  },
});

const cached = windowsKind({
  kind: 'cached-logons',
  title: { fr: 'Sessions de domaine en mémoire', en: 'Cached domain logons' },
  requirement: {
    fr: 'Le poste garde peu de preuves de mots de passe du domaine',
    en: 'The PC keeps few proofs of passwords of the domain',
  },
  hygiene: [11],
  severity: 'information',
  registry: { count: machine(WINLOGON, 'CachedLogonsCount') },
  expected: (asked) => same(`≤ ${mostCached(asked)}`),
  judge: ({ stored: { count }, asked }) => {
    // A text; 10 without it.
    const measured = count === null ? 10 : /^\d{1,2}$/.test(String(count)) ? Number(count) : undefined;
    if (measured === undefined) return unknown(same(String(count)));
    return goodIf(measured <= mostCached(asked), same(measured));
  },
});

function mostCached(asked: Parameters<typeof optionOf>[0]): number {
  const most = optionOf(asked, 'security.credentials.cachedLogons');
  return typeof most === 'number' ? most : 10;
}

const lsa = windowsKind({
  kind: 'lsa-protection',
  title: { fr: 'Protection de LSA', en: 'LSA protection' },
  requirement: {
    fr: 'Aucun programme ne lit les mots de passe en mémoire',
    en: 'No program reads passwords from memory',
  },
  hygiene: [11, 13],
  severity: 'information',
  severityOf: (asked) =>
    /^(?:on|locked)$/.test(String(optionOf(asked, 'security.credentials.lsaProtection')))
      ? 'reserve'
      : 'information',
  registry: { value: machine(LSA, 'RunAsPPL') },
  expected: { fr: 'active', en: 'on' },
  notFor: otherwise('security.credentials.lsaProtection', (value) => value === 'off'),
  // 1 with a lock in UEFI, 2 without ("Configure added LSA protection").
  judge: ({ stored: { value } }) => {
    const isOn = value === 1 || value === 2;
    return goodIf(isOn, isOn ? { fr: 'active', en: 'on' } : { fr: 'inactive', en: 'off' }, { value });
  },
});

const WDIGEST = machine(
  'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest',
  'UseLogonCredential',
);
const wdigest = windowsKind({
  kind: 'wdigest-off',
  title: { fr: 'WDigest désactivé', en: 'WDigest off' },
  requirement: { fr: 'Aucun mot de passe en clair en mémoire', en: 'No password in clear in memory' },
  hygiene: [11],
  severity: 'blocking',
  registry: { value: WDIGEST },
  expected: OFF,
  notFor: otherwise('security.credentials.wdigest', isTrue),
  judge: ({ stored: { value } }) => goodIf(value !== 1, onOff(value === 1), { value }),
});

const screenLock = windowsKind({
  kind: 'screen-lock',
  title: { fr: 'Verrouillage de la session', en: 'Screen lock' },
  requirement: {
    fr: 'Une session laissée seule se verrouille',
    en: 'A session that is left alone is locked',
  },
  hygiene: [13, 30],
  severity: 'reserve',
  parameters: z.strictObject({ maximumSeconds: z.number().int().min(1).max(86_400).default(900) }),
  registry: { seconds: machine(SYSTEM, 'InactivityTimeoutSecs') },
  expected: (asked, parameters) => ({
    fr: `après ${longest(asked, parameters.maximumSeconds)} s au plus`,
    en: `after at most ${longest(asked, parameters.maximumSeconds)} s`,
  }),
  notFor: otherwise('security.logon.lockAfterSeconds', (value) => value === 0),
  judge: ({ stored: { seconds }, asked, parameters }) => {
    if (seconds === null || seconds === 0) return bad({ fr: 'jamais', en: 'never' });
    if (typeof seconds !== 'number') return unknown(same(String(seconds)));
    const measured = { fr: `après ${seconds} s`, en: `after ${seconds} s` };
    return seconds <= longest(asked, parameters.maximumSeconds) ? good(measured) : bad(measured);
  },
});

function longest(asked: Parameters<typeof optionOf>[0], maximum: number): number {
  const seconds = optionOf(asked, 'security.logon.lockAfterSeconds');
  return typeof seconds === 'number' ? seconds : maximum;
}

export const SESSION_KINDS = [autorun, autoplay, uac, autologon, cached, lsa, wdigest, screenLock];
