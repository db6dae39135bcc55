import { Injectable } from '@nestjs/common';
import type { Bilingual } from '../../../platform/core/index.js';
import { describe, PermanentError } from '../../../platform/core/index.js';
import { Directories, type OpenedDirectory } from '../directories.service.js';
import type { DirectoryServer } from '../directory.schema.js';
import { RefusedLogon } from '../ldap/errors.js';
import { nameOfDomain, parentOf } from '../ldap/names.js';
import { LdapSession } from '../ldap/session.js';
import { type ComputerAccount, findComputer, lastSeen, recoveryIdsBelow } from './computer-account.js';
import { JoinAccountStore } from './join-account.store.js';

/** What the directory says of a PC that should have joined. */
export interface JoinedAccount {
  directory: string;
  computer: string;
  /** Null: no server has it. */
  dn: string | null;
  organizationalUnit: string | null;
  isDisabled: boolean | null;
  operatingSystem: string | null;
  /** The latest that any of the servers knows. */
  lastLogon: string | null;
  /** Whether it is later than that of Établi when it made the account; null without a logon. */
  isAfterJoin: boolean | null;
  groups: string[];
  /** Servers that did not answer: they may know a later logon. */
  silent: { server: string; why: Bilingual }[];
}

/** Asks the directory whether a PC has joined. */
@Injectable()
export class JoinedAccounts {
  constructor(
    private readonly store: JoinAccountStore,
    private readonly directories: Directories,
  ) {}

  /**
   * Of the account that was prepared for this arming. Every server is asked: each knows only the logons that it served.
   * Rejects when none answers.
   */
  async read(orderKey: string): Promise<JoinedAccount> {
    const row = await this.store.ofOrder(orderKey);
    if (row === null) throw notPrepared();
    return this.readComputer(row.directory, row.computer, row.logonBefore);
  }

  /** Of any computer of the directory. @param logonBefore a logon up to then says nothing of this join */
  async readComputer(directory: string, computer: string, logonBefore: Date | null): Promise<JoinedAccount> {
    const find = (session: LdapSession, base: string) => findComputer(session, base, computer);
    const { answers, silent } = await this.ofEach(directory, find);
    const found = answers.filter((account) => account !== undefined);
    return { directory, computer, ...summary(found, logonBefore), silent };
  }

  /**
   * Ids of the recovery passwords of its drives that a server has, as far as the account that joins PCs may see them.
   * Rejects when no server answers.
   */
  async recoveryIds(directory: string, computer: string): Promise<string[]> {
    const { answers } = await this.ofEach(directory, async (session, base) => {
      const account = await findComputer(session, base, computer);
      return account === undefined ? [] : recoveryIdsBelow(session, account.dn);
    });
    return [...new Set(answers.flat())];
  }

  /** What each server answers; rejects when none does, or when one refuses the password. */
  private async ofEach<T>(
    directory: string,
    ask: (session: LdapSession, base: string) => Promise<T>,
  ): Promise<{ answers: T[]; silent: JoinedAccount['silent'] }> {
    const opened = await this.directories.opened(directory);
    const silent: JoinedAccount['silent'] = [];
    const answers: T[] = [];
    let failure: unknown;
    for (const server of opened.document.servers) {
      try {
        answers.push(await askedOf(opened, server, ask));
      } catch (error) {
        // The others would refuse the same password, and count it until the account is locked.
        if (error instanceof RefusedLogon) throw error;
        failure = error;
        silent.push({ server: server.name, why: describe(error).text });
      }
    }
    if (answers.length === 0) throw failure;
    return { answers, silent };
  }
}

async function askedOf<T>(
  { document, password }: OpenedDirectory,
  server: DirectoryServer,
  ask: (session: LdapSession, base: string) => Promise<T>,
): Promise<T> {
  const session = await LdapSession.open(document, server, { user: document.account.user, password });
  try {
    return await ask(session, nameOfDomain(document.domain));
  } finally {
    await session.close();
  }
}

type Summary = Omit<JoinedAccount, 'directory' | 'computer' | 'silent'>;

/** The names of the first server that has it; of the logons, the latest. */
export function summary(found: ComputerAccount[], logonBefore: Date | null): Summary {
  const [first] = found;
  const times = found.map(lastSeen).filter((time) => time !== null);
  const latest = times.length === 0 ? null : Math.max(...times.map((time) => time.getTime()));
  return {
    dn: first?.dn ?? null,
    organizationalUnit: first === undefined ? null : parentOf(first.dn),
    isDisabled: first?.isDisabled ?? null,
    operatingSystem: found.find(({ operatingSystem }) => operatingSystem !== null)?.operatingSystem ?? null,
    lastLogon: latest === null ? null : new Date(latest).toISOString(),
    isAfterJoin: latest === null ? null : latest > (logonBefore?.getTime() ?? 0),
    groups: [...new Set(found.flatMap(({ memberOf }) => memberOf))],
  };
}

function notPrepared(): PermanentError {
  return new PermanentError({
    fr: 'aucun compte n’a été préparé pour ce déploiement',
    en: 'no account was prepared for this deployment',
  });
}
