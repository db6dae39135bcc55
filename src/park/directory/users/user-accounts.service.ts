import { Injectable } from '@nestjs/common';
import type { Entry } from 'ldapts';
import { Audit, SYSTEM } from '../../../platform/account/index.js';
import { ConflictError, InputError, OperatorError } from '../../../platform/core/index.js';
import { Directories } from '../directories.service.js';
import { addToGroups, directoryPassword, findGroups } from '../join/account-changes.js';
import { mustBeWithin } from '../join/join-faults.js';
import { type DomainFacts, readDomain } from '../ldap/domain.js';
import { escapedInName } from '../ldap/names.js';
import { type LdapSession, valueOf, valuesOf } from '../ldap/session.js';

/** What the directory should have of the person who gets the PC. */
export interface UserOrder {
  deploymentId: string;
  directory: string;
  /** As the lot says: anna, anna@corp.example, or her mail address. */
  user: string;
  /** Made when it does not exist: where, and with which first password. */
  create?: { organizationalUnit: string; password: string };
  /** Enabled when it is disabled. */
  enable: boolean;
  groups: readonly string[];
}

export interface PreparedUser {
  dn: string;
  account: string;
  wasCreated: boolean;
  wasEnabled: boolean;
  /** False: nobody can log on with it. */
  isEnabled: boolean;
  groups: string[];
}

const ATTRIBUTES = ['sAMAccountName', 'userAccountControl', 'memberOf', 'objectClass'];
const NORMAL = 512;
const DISABLED = 0x2;

const CREATING = { fr: 'création du compte de l’utilisateur', en: 'creating the account of the user' };
const ENABLING = { fr: 'activation du compte de l’utilisateur', en: 'enabling the account of the user' };

/** The account of the person who gets a PC: made, enabled, member of groups. Nothing of it is ever taken away. */
@Injectable()
export class UserAccounts {
  constructor(
    private readonly directories: Directories,
    private readonly audit: Audit,
  ) {}

  /**
   * Safe to repeat. Rejects with OperatorError when there is no such account and none may be made, with ConflictError
   * when several match.
   */
  async prepare(order: UserOrder, confirm: () => Promise<void>): Promise<PreparedUser> {
    return this.directories.within(order.directory, async (session, { document }) => {
      const domain = await readDomain(session, document.domain);
      const groups = await findGroups(session, domain, order.groups);
      const existing = await findUser(session, domain, order.user);
      if (existing === undefined && order.create === undefined) throw noUser(order.user);
      await confirm();
      if (existing === undefined) await createUser(session, domain, order);
      const entry = existing ?? (await findUser(session, domain, order.user)) ?? noEntry(order.user);
      const wasEnabled = order.enable && isDisabled(entry);
      if (wasEnabled) {
        const control = String(controlOf(entry) & ~DISABLED);
        await session.replace(entry.dn, { userAccountControl: control }, ENABLING);
      }
      const members = valuesOf(entry, 'memberOf');
      await addToGroups(
        session,
        entry.dn,
        groups.filter((group) => !members.includes(group)),
      );
      const prepared = {
        dn: entry.dn,
        account: valueOf(entry, 'sAMAccountName') ?? '',
        wasCreated: existing === undefined,
        wasEnabled,
        isEnabled: wasEnabled || !isDisabled(entry),
        groups,
      };
      const subject = { kind: 'deployment', id: order.deploymentId };
      await this.audit.record({ actor: SYSTEM, action: 'directory.prepare-user', subject, data: prepared });
      return prepared;
    });
  }
}

function controlOf(entry: Entry): number {
  return Number(valueOf(entry, 'userAccountControl') ?? NORMAL);
}

function isDisabled(entry: Entry): boolean {
  return (controlOf(entry) & DISABLED) !== 0;
}

/** By account name, user principal name or mail address. */
async function findUser(
  session: LdapSession,
  { base }: DomainFacts,
  user: string,
): Promise<Entry | undefined> {
  const attributes = user.includes('@') ? ['userPrincipalName', 'mail'] : ['sAMAccountName'];
  const found = new Map<string, Entry>();
  for (const attribute of attributes) {
    for (const entry of await session.find(base, { objectClass: 'user', [attribute]: user }, ATTRIBUTES))
      if (!valuesOf(entry, 'objectClass').includes('computer')) found.set(entry.dn, entry);
  }
  if (found.size > 1) throw several(user, [...found.keys()]);
  return [...found.values()][0];
}

/** The person changes the first password at the first logon. */
async function createUser(session: LdapSession, domain: DomainFacts, order: UserOrder): Promise<void> {
  const { organizationalUnit = '', password = '' } = order.create ?? {};
  mustBeWithin(organizationalUnit, domain.base);
  const account = accountNameOf(order.user);
  const dn = `CN=${escapedInName(account)},${organizationalUnit}`;
  await session.add(
    dn,
    {
      objectClass: 'user',
      sAMAccountName: account,
      userPrincipalName: order.user.includes('@') ? order.user : `${account}@${domain.dnsName}`,
      userAccountControl: String(NORMAL),
      unicodePwd: directoryPassword(password),
      pwdLastSet: '0',
    },
    CREATING,
  );
}

/** [MS-ADTS] §3.1.1.3.1.1.5: 20 characters, without those that Windows forbids. */
function accountNameOf(user: string): string {
  const [account = ''] = user.split('@');
  if (/^(?!.*\.$)[^"/\\[\]:;|=,+*?<>@\u0000-\u001f\u007f]{1,20}$/.test(account)) return account;
  const expected = {
    fr: 'un nom de compte : 20 caractères au plus, sans " / \\ [ ] : ; | = , + * ? < >',
    en: 'an account name: at most 20 characters, without " / \\ [ ] : ; | = , + * ? < >',
  };
  throw new InputError(
    { fr: `user : « ${user} » ; attendu : ${expected.fr}`, en: `user: "${user}"; expected: ${expected.en}` },
    [{ field: 'user', found: user, expected }],
  );
}

function noUser(user: string): OperatorError {
  return new OperatorError(
    { fr: `l’annuaire n’a pas de compte « ${user} »`, en: `the directory has no account "${user}"` },
    {
      remedy: {
        fr: 'Corrigez la colonne « user » du lot, ou permettez de le créer : windows.domain.user.create.',
        en: 'Correct the column "user" of the lot, or allow it to be made: windows.domain.user.create.',
      },
    },
  );
}

function noEntry(user: string): never {
  throw noUser(user);
}

function several(user: string, names: string[]): ConflictError {
  return new ConflictError(
    {
      fr: `plusieurs comptes de l’annuaire sont « ${user} » : ${names.join(' ; ')}`,
      en: `several accounts of the directory are "${user}": ${names.join('; ')}`,
    },
    { remedy: { fr: 'Donnez le nom du compte.', en: 'Give the name of the account.' } },
  );
}
