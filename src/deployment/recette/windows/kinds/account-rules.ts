import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import type { WindowsAsked } from '../asked.js';
import { machine } from '../stored.js';
import { bad, goodIf, onOff, unknown, windowsKind } from '../windows-kind.js';
import { isJoined, optionOf, otherwise } from './by-profile.js';

const policy = z.object({ values: z.record(z.string(), z.number()) });

const passwordPolicy = windowsKind({
  kind: 'password-policy',
  title: { fr: 'Règles de mots de passe', en: 'Password rules' },
  requirement: { fr: 'Un mot de passe court est refusé', en: 'A short password is refused' },
  hygiene: [10],
  severity: 'reserve',
  parameters: z.strictObject({ minimumLength: z.number().int().min(1).max(128).default(12) }),
  probe: 'account-policy',
  value: policy,
  expected: (asked, { minimumLength }) => same(`≥ ${shortest(asked, minimumLength)}`),
  judge: ({ value: { values }, asked, parameters: { minimumLength } }) => {
    const {
      MinimumPasswordLength: length,
      PasswordComplexity: complex,
      PasswordHistorySize: history,
      MaximumPasswordAge: age,
    } = values;
    if (length === undefined) return unknown({ fr: 'règle introuvable', en: 'rule not found' });
    const complexAsked = optionOf(asked, 'security.credentials.complexPasswords');
    const isRight = length >= shortest(asked, minimumLength) && (complexAsked !== true || complex === 1);
    const kinds = complex === 1 ? { fr: ', complexes', en: ', complex' } : { fr: '', en: '' };
    return goodIf(
      isRight,
      { fr: `${length} caractères au moins${kinds.fr}`, en: `at least ${length} characters${kinds.en}` },
      { length, complex: complex ?? null, history: history ?? null, age: age ?? null },
    );
  },
});

function shortest(asked: WindowsAsked, minimum: number): number {
  return asked.windows.accounts?.passwords?.minimumLength ?? minimum;
}

const lockout = windowsKind({
  kind: 'account-lockout',
  title: { fr: 'Verrouillage des comptes', en: 'Account lockout' },
  requirement: {
    fr: 'Un mot de passe ne se devine pas par essais répétés',
    en: 'A password cannot be guessed by trying',
  },
  hygiene: [10, 13],
  severity: 'reserve',
  probe: 'account-policy',
  value: policy,
  expected: (asked) => ({
    fr: `après ${mostTries(asked)} essais au plus`,
    en: `after at most ${mostTries(asked)} tries`,
  }),
  notFor: otherwise('accounts.lockout.threshold', (value) => value === 0),
  judge: ({ value: { values }, asked }) => {
    const { LockoutBadCount: count, LockoutDuration: minutes } = values;
    if (count === undefined) return unknown({ fr: 'règle introuvable', en: 'rule not found' });
    if (count === 0) return bad({ fr: 'jamais', en: 'never' });
    return goodIf(
      count <= mostTries(asked),
      { fr: `après ${count} essais`, en: `after ${count} tries` },
      { count, minutes: minutes ?? null },
    );
  },
});

function mostTries({ windows }: WindowsAsked): number {
  return windows.accounts?.lockout?.threshold ?? 10;
}

/** "Windows LAPS settings": BackupDirectory is 1 for Entra ID, 2 for Active Directory. */
const LAPS = 'SOFTWARE\\Microsoft\\Policies\\LAPS';
const LAPS_GPO = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\LAPS';
const laps = windowsKind({
  kind: 'laps',
  title: { fr: 'LAPS', en: 'LAPS' },
  requirement: {
    fr: 'Le mot de passe d’administration est propre à ce poste et change tout seul',
    en: 'The administrator’s password is this PC’s own and changes by itself',
  },
  hygiene: [11, 12, 29],
  severity: 'information',
  registry: {
    managed: machine(LAPS, 'BackupDirectory'),
    group: machine(LAPS_GPO, 'BackupDirectory'),
    former: machine('SOFTWARE\\Policies\\Microsoft Services\\AdmPwd', 'AdmPwdEnabled'),
  },
  expected: { fr: 'actif', en: 'on' },
  notFor: ({ windows }) =>
    isJoined(windows.domain)
      ? undefined
      : { fr: 'le poste n’est pas dans un domaine', en: 'the PC is in no domain' },
  judge: ({ stored: { managed, group, former } }) => {
    const isOn = [managed, group].some((value) => value === 1 || value === 2) || former === 1;
    return goodIf(isOn, onOff(isOn), { managed, group, former });
  },
});

export const ACCOUNT_RULE_KINDS = [passwordPolicy, lockout, laps];
