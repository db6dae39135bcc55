import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { listText } from '../../judgement.js';
import type { WindowsAsked } from '../asked.js';
import { bad, good, goodIf, NONE, unknown, windowsKind } from '../windows-kind.js';
import { isJoined, isTrue, otherwise } from './by-profile.js';

const accounts = z.object({
  users: z.array(
    z.object({ name: z.string(), sid: z.string(), disabled: z.boolean(), passwordRequired: z.boolean() }),
  ),
});
type User = z.output<typeof accounts>['users'][number];

/** Relative ids of [MS-SAMR]: the same in every language, whatever the account is called. */
const [ADMINISTRATOR, GUEST] = ['-500', '-501'];
/** The default account (503) and that of Windows Defender Application Guard (504): always there, never on. */
const OF_WINDOWS = [ADMINISTRATOR, GUEST, '-503', '-504'];
const withId = (users: User[], id: string | undefined): User | undefined =>
  users.find(({ sid }) => id !== undefined && /^S-1-5-21-/.test(sid) && sid.endsWith(id));
const NO_ACCOUNT = { fr: 'compte introuvable', en: 'account not found' };
const DISABLED = { fr: 'désactivé', en: 'disabled' };
const ENABLED = { fr: 'actif', en: 'enabled' };

const guest = windowsKind({
  kind: 'guest-disabled',
  title: { fr: 'Compte Invité désactivé', en: 'Guest account disabled' },
  requirement: { fr: 'Personne n’utilise le poste sans compte', en: 'Nobody uses the PC without an account' },
  hygiene: [8, 12],
  severity: 'blocking',
  probe: 'accounts',
  value: accounts,
  expected: DISABLED,
  judge: ({ value: { users } }) => {
    const account = withId(users, GUEST);
    if (account === undefined) return unknown(NO_ACCOUNT);
    return goodIf(account.disabled, account.disabled ? DISABLED : ENABLED, { name: account.name });
  },
});

const administrator = windowsKind({
  kind: 'builtin-administrator-disabled',
  title: { fr: 'Administrateur intégré désactivé', en: 'Built-in administrator disabled' },
  requirement: {
    fr: 'Le compte d’administration d’origine ne sert pas',
    en: 'The administrator account that Windows brings is not used',
  },
  hygiene: [8, 12, 29],
  severity: 'reserve',
  probe: 'accounts',
  value: accounts,
  expected: DISABLED,
  notFor: otherwise('accounts.administrator.enabled', isTrue),
  judge: ({ value: { users } }) => {
    const account = withId(users, ADMINISTRATOR);
    if (account === undefined) return unknown(NO_ACCOUNT);
    return goodIf(account.disabled, account.disabled ? DISABLED : ENABLED, { name: account.name });
  },
});

const lower = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase());

const localUsers = windowsKind({
  kind: 'users',
  title: { fr: 'Comptes locaux', en: 'Local accounts' },
  requirement: {
    fr: 'Le poste a les comptes locaux demandés, et aucun autre',
    en: 'The PC has the local accounts that were asked for, and no others',
  },
  hygiene: [8],
  severity: 'blocking',
  probe: 'accounts',
  value: accounts,
  expected: ({ windows }) => {
    const names = (windows.accounts?.users ?? []).map(({ name }) => name);
    return names.length === 0 ? NONE : same(listText(names));
  },
  judge: ({ value: { users }, asked }) => {
    // Windows always has its own, so that a list of none was not read.
    if (withId(users, ADMINISTRATOR) === undefined) return unknown(NO_ACCOUNT);
    const wanted = (asked.windows.accounts?.users ?? []).map(({ name }) => name);
    const own = lower(asked.ownAccounts);
    const others = users.filter(
      ({ sid, name }) => !OF_WINDOWS.some((id) => sid.endsWith(id)) && !own.includes(name.toLowerCase()),
    );
    const missing = wanted.filter(
      (name) => !lower(others.map((one) => one.name)).includes(name.toLowerCase()),
    );
    const more = others
      .filter(({ name }) => !lower(wanted).includes(name.toLowerCase()))
      .map(({ name }) => name);
    const off = others
      .filter(({ name, disabled }) => disabled && lower(wanted).includes(name.toLowerCase()))
      .map(({ name }) => name);
    if (missing.length + more.length + off.length === 0)
      return good(others.length === 0 ? NONE : same(listText(others.map(({ name }) => name))));
    const words = (absent: string, extra: string, disabled: string): string =>
      [
        missing.length > 0 ? `${absent} ${listText(missing)}` : '',
        more.length > 0 ? `${extra} ${listText(more)}` : '',
        off.length > 0 ? `${disabled} ${listText(off)}` : '',
      ]
        .filter(Boolean)
        .join(' ; ');
    return bad(
      {
        fr: words('manquent :', 'en trop :', 'désactivés :'),
        en: words('missing:', 'not asked for:', 'disabled:'),
      },
      { missing, more, off },
    );
  },
});

const members = z.object({
  group: z.string(),
  members: z.array(z.object({ name: z.string(), owner: z.string(), sid: z.string() })),
});

/** The group of the domain that a join adds by itself. */
const DOMAIN_ADMINS = /^S-1-5-21-[\d-]+-512$/;

const administrators = windowsKind({
  kind: 'local-administrators',
  title: { fr: 'Administrateurs du poste', en: 'Administrators of the PC' },
  requirement: {
    fr: 'Seuls les comptes demandés administrent le poste',
    en: 'Only the accounts that were asked for administer the PC',
  },
  hygiene: [8, 29],
  severity: 'blocking',
  probe: 'administrators',
  value: members,
  expected: (asked) => {
    const names = wantedAdministrators(asked).map(({ name }) => name);
    return names.length === 0 ? NONE : same(listText(names));
  },
  judge: ({ value: { group, members: found }, asked }) => {
    const prefix = ownPrefix(found, asked);
    if (prefix === undefined) return unknown({ fr: 'groupe illisible', en: 'unreadable group' });
    const isOwn = ({ sid }: Member): boolean => sid.startsWith(`${prefix}-`);
    const own = lower(asked.ownAccounts);
    const others = found.filter(
      (one) =>
        one.sid !== `${prefix}${ADMINISTRATOR}` &&
        !(isOwn(one) && own.includes(one.name.toLowerCase())) &&
        !(isJoined(asked.windows.domain) && DOMAIN_ADMINS.test(one.sid)),
    );
    // An account of a domain is another than that of the PC that is called the same.
    const wanted = wantedAdministrators(asked, group);
    const isIt = (one: Member, { name, isLocal }: Wanted): boolean =>
      isOwn(one) === isLocal && one.name.toLowerCase() === name.toLowerCase();
    const names = others.map(({ name }) => name);
    const missing = wanted.filter((asks) => !others.some((one) => isIt(one, asks))).map(({ name }) => name);
    const more = others
      .filter((one) => !wanted.some((asks) => isIt(one, asks)))
      .map(({ owner, name }) => (owner === '' ? name : `${owner}\\${name}`));
    if (missing.length + more.length === 0)
      return good(names.length === 0 ? NONE : same(listText(names)), { members: found });
    const words = (absent: string, extra: string): string =>
      [
        missing.length > 0 ? `${absent} ${listText(missing)}` : '',
        more.length > 0 ? `${extra} ${listText(more)}` : '',
      ]
        .filter(Boolean)
        .join(' ; ');
    return bad(
      { fr: words('manquent :', 'en trop :'), en: words('missing:', 'not asked for:') },
      { members: found },
    );
  },
});

type Member = z.output<typeof members>['members'][number];
type Wanted = { name: string; isLocal: boolean };

/** What the SIDs of the accounts of this PC begin with: its built-in administrator cannot leave the group. */
function ownPrefix(found: Member[], { hostname = '' }: WindowsAsked): string | undefined {
  const all = found.filter(({ sid }) => /^S-1-5-21-[\d-]+-500$/.test(sid));
  // A domain has one of its own.
  const own =
    all.length === 1 ? all[0] : all.find(({ owner }) => owner.toLowerCase() === hostname.toLowerCase());
  return own?.sid.slice(0, -ADMINISTRATOR.length);
}

/** @param group as this Windows calls it, which a profile may do too */
function wantedAdministrators({ windows: { accounts: asked } }: WindowsAsked, group?: string): Wanted[] {
  const called = ['administrators', 's-1-5-32-544', group?.toLowerCase()];
  const isAdministrator = ({ groups }: { groups: readonly string[] }): boolean =>
    groups.some((name) => called.includes(name.toLowerCase()));
  return [
    ...(asked?.users ?? []).filter(isAdministrator).map(({ name }) => ({ name, isLocal: true })),
    ...(asked?.domainUsers ?? []).filter(isAdministrator).map(({ name }) => ({ name, isLocal: false })),
  ];
}

const noEmptyPassword = windowsKind({
  kind: 'no-empty-password',
  title: { fr: 'Mot de passe exigé de chaque compte', en: 'A password required of every account' },
  requirement: {
    fr: 'Chaque compte actif exige un mot de passe',
    en: 'Every enabled account requires a password',
  },
  hygiene: [10, 12],
  severity: 'reserve',
  probe: 'accounts',
  value: accounts,
  expected: NONE,
  judge: ({ value: { users }, asked }) => {
    if (withId(users, ADMINISTRATOR) === undefined) return unknown(NO_ACCOUNT);
    const asNone = (asked.windows.accounts?.users ?? [])
      .filter(({ password }) => password === undefined)
      .map(({ name }) => name);
    const open = users.filter((one) => !one.disabled && !one.passwordRequired).map(({ name }) => name);
    const more = open.filter((name) => !lower(asNone).includes(name.toLowerCase()));
    if (more.length > 0) return bad(same(listText(more)));
    return good(
      open.length === 0
        ? NONE
        : { fr: `comme demandé : ${listText(open)}`, en: `as asked: ${listText(open)}` },
    );
  },
});

export const ACCOUNT_KINDS = [guest, administrator, localUsers, administrators, noEmptyPassword];
