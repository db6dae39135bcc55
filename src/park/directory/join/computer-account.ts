import type { Entry } from 'ldapts';
import { PermanentError } from '../../../platform/core/index.js';
import { bytesOf, type LdapSession, valueOf, valuesOf } from '../ldap/session.js';

/** [MS-ADTS] §2.2.16 */
const DISABLED = 0x2;
const SERVER_TRUST = 0x2000;
const PARTIAL_SECRETS = 0x0400_0000;

/** A computer account, as the directory has it. */
export interface ComputerAccount {
  dn: string;
  /** Its objectGUID, hexadecimal: it stays when the account is moved or renamed. */
  guid: string;
  isDomainController: boolean;
  isDisabled: boolean;
  operatingSystem: string | null;
  /** Of the domain controller that was asked; the others may know a later one. */
  lastLogon: Date | null;
  /** Of the whole domain, up to 14 days late. */
  lastLogonTimestamp: Date | null;
  memberOf: string[];
}

export const COMPUTER_ATTRIBUTES = [
  ...['objectGUID', 'objectClass', 'userAccountControl', 'primaryGroupID', 'operatingSystem'],
  ...['lastLogon', 'lastLogonTimestamp', 'memberOf'],
];

/** The account of the computer with this name, wherever it is in the domain. */
export async function findComputer(
  session: LdapSession,
  base: string,
  computer: string,
): Promise<ComputerAccount | undefined> {
  const [entry] = await session.find(base, { sAMAccountName: accountOf(computer) }, COMPUTER_ATTRIBUTES);
  return entry === undefined ? undefined : computerOf(entry);
}

/**
 * Ids of the recovery passwords that the directory keeps for this computer, as far as the account may see them:
 * `063DD7D9-…`. Their names are a date and that id in braces ([MS-ADA2] §2.373, msFVE-RecoveryInformation).
 */
export async function recoveryIdsBelow(session: LdapSession, dn: string): Promise<string[]> {
  const entries = await session.find(dn, { objectClass: 'msFVE-RecoveryInformation' }, ['cn']);
  return entries.flatMap(
    (entry) => /\{([0-9a-f-]{36})\}$/i.exec(valueOf(entry, 'cn') ?? '')?.[1]?.toUpperCase() ?? [],
  );
}

/** `PC01$` */
export function accountOf(computer: string): string {
  return `${computer.toUpperCase()}$`;
}

export function computerOf(entry: Entry): ComputerAccount {
  const guid = bytesOf(entry, 'objectGUID')?.toString('hex');
  const flags = valueOf(entry, 'userAccountControl') ?? '';
  const control = /^-?\d+$/.test(flags) ? Number(flags) : undefined;
  // What cannot be read must not be taken for an account that may be changed.
  if (guid === undefined || control === undefined) throw unreadable(entry.dn);
  return {
    dn: entry.dn,
    guid,
    isDomainController: (control & (SERVER_TRUST | PARTIAL_SECRETS)) !== 0,
    isDisabled: (control & DISABLED) !== 0,
    operatingSystem: valueOf(entry, 'operatingSystem') ?? null,
    lastLogon: timeOf(valueOf(entry, 'lastLogon')),
    lastLogonTimestamp: timeOf(valueOf(entry, 'lastLogonTimestamp')),
    memberOf: valuesOf(entry, 'memberOf'),
  };
}

/** Intervals of 100 ns since 1601; 0 is never. */
export function timeOf(fileTime: string | undefined): Date | null {
  if (fileTime === undefined || !/^[1-9]\d{0,18}$/.test(fileTime)) return null;
  return new Date(Number(BigInt(fileTime) / 10_000n) - 11_644_473_600_000);
}

/** The latest of the times that are known. */
export function lastSeen({ lastLogon, lastLogonTimestamp }: ComputerAccount): Date | null {
  const times = [lastLogon, lastLogonTimestamp].filter((time) => time !== null);
  return times.length === 0 ? null : new Date(Math.max(...times.map((time) => time.getTime())));
}

function unreadable(dn: string): PermanentError {
  return new PermanentError({
    fr: `le compte ${dn} ne peut pas être lu en entier : le compte de jonction n’a pas le droit d’y lire`,
    en: `the account ${dn} cannot be read completely: the join account has no right to read it`,
  });
}
