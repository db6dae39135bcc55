import { randomInt } from 'node:crypto';
import { OperatorError, TransientError } from '../../../platform/core/index.js';
import type { DomainFacts } from '../ldap/domain.js';
import { escapedInName, isSameName, isWithin, parentOf } from '../ldap/names.js';
import { type LdapSession, valueOf } from '../ldap/session.js';
import { accountOf, type ComputerAccount } from './computer-account.js';

const WORKSTATION = '4096';
const WORKSTATION_DISABLED = '4098';

const CREATING = { fr: 'création du compte', en: 'creating the account' };
const MOVING = { fr: 'déplacement du compte', en: 'moving the account' };
const TAKING = { fr: 'reprise du compte', en: 'taking the account' };
const GROUPING = { fr: 'ajout du compte au groupe', en: 'adding the account to the group' };
const LEAVING = { fr: 'retrait du compte du groupe', en: 'taking the account out of the group' };
const DELETING = { fr: 'suppression du compte', en: 'deleting the account' };
const DISABLING = { fr: 'neutralisation du compte', en: 'making the account worthless' };

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** As long as the machine passwords of Windows, and complex by its first characters. */
export function machinePassword(): string {
  return `aA1.${Array.from({ length: 116 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;
}

/** [MS-ADTS] §3.1.1.3.1.5.1: in quotes, UTF-16. */
export function directoryPassword(password: string): Buffer {
  return Buffer.from(`"${password}"`, 'utf16le');
}

export function computerName(computer: string, organizationalUnit: string): string {
  return `CN=${escapedInName(computer.toUpperCase())},${organizationalUnit}`;
}

/** With everything in one request: an account without a password never exists. */
export async function createComputer(
  session: LdapSession,
  { dnsName }: DomainFacts,
  account: { computer: string; organizationalUnit: string; password: string },
): Promise<void> {
  const name = account.computer.toUpperCase();
  const host = `${name.toLowerCase()}.${dnsName}`;
  await session.add(
    computerName(name, account.organizationalUnit),
    {
      objectClass: 'computer',
      sAMAccountName: accountOf(name),
      userAccountControl: WORKSTATION,
      dNSHostName: host,
      servicePrincipalName: ['HOST', 'RestrictedKrbHost'].flatMap((service) => [
        `${service}/${name}`,
        `${service}/${host}`,
      ]),
      unicodePwd: directoryPassword(account.password),
    },
    CREATING,
  );
}

/** The PC that had it cannot log on to the domain any more from here on. */
export async function takeComputer(
  session: LdapSession,
  found: ComputerAccount,
  wanted: { organizationalUnit: string; password: string },
): Promise<void> {
  let { dn } = found;
  if (!isSameName(parentOf(dn), wanted.organizationalUnit)) {
    const moved = `${dn.slice(0, dn.length - parentOf(dn).length - 1)},${wanted.organizationalUnit}`;
    await session.move(dn, moved, MOVING);
    dn = moved;
  }
  await session.replace(dn, { unicodePwd: directoryPassword(wanted.password) }, TAKING);
  if (found.isDisabled) await session.replace(dn, { userAccountControl: WORKSTATION }, TAKING);
}

/** What an account that was made for a deployment becomes when that is called off: nothing, or at least worthless. */
export async function removeComputer(
  session: LdapSession,
  account: ComputerAccount,
): Promise<'deleted' | 'disabled'> {
  try {
    await session.remove(account.dn, DELETING);
    return 'deleted';
  } catch (error) {
    if (error instanceof TransientError) throw error;
    // No right to delete, or something below it that stays: without its password and disabled, it opens nothing either.
    await spoilPassword(session, account);
    await session.replace(account.dn, { userAccountControl: WORKSTATION_DISABLED }, DISABLING);
    return 'disabled';
  }
}

/**
 * A password that nobody knows: a blob with an old one opens nothing. Changed twice, as domain controllers accept the
 * last but one for an hour (OldPasswordAllowedPeriod).
 */
export async function spoilPassword(session: LdapSession, { dn }: ComputerAccount): Promise<void> {
  for (let change = 1; change <= 2; change += 1)
    await session.replace(dn, { unicodePwd: directoryPassword(machinePassword()) }, DISABLING);
}

/** By name or distinguished name. Throws OperatorError for a group that does not exist. */
export async function findGroups(
  session: LdapSession,
  { base }: DomainFacts,
  names: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    const attribute = isWithin(name, base) ? 'distinguishedName' : 'sAMAccountName';
    const [entry] = await session.find(base, { objectClass: 'group', [attribute]: name }, ['cn']);
    if (entry === undefined) throw noGroup(name);
    found.push(entry.dn);
  }
  return found;
}

/** An account that is a member already stays one. */
export async function addToGroups(
  session: LdapSession,
  dn: string,
  groups: readonly string[],
): Promise<void> {
  for (const group of groups) await session.change(group, 'add', 'member', dn, GROUPING);
}

export async function takeFromGroups(
  session: LdapSession,
  dn: string,
  groups: readonly string[],
): Promise<void> {
  for (const group of groups) await session.change(group, 'delete', 'member', dn, LEAVING);
}

/** The organizational unit must be there before anything is changed. */
export async function mustExist(session: LdapSession, organizationalUnit: string): Promise<void> {
  const what = { fr: 'unité d’organisation', en: 'organizational unit' };
  const entry = await session.read(organizationalUnit, ['objectClass'], what);
  if (valueOf(entry, 'objectClass') === undefined) throw new Error(`${organizationalUnit} has no class`);
}

function noGroup(name: string): OperatorError {
  return new OperatorError(
    {
      fr: `windows.domain : l’annuaire n’a pas de groupe « ${name} »`,
      en: `windows.domain: the directory has no group "${name}"`,
    },
    { remedy: { fr: 'Créez-le, ou corrigez le profil.', en: 'Create it, or correct the profile.' } },
  );
}
